import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newSecret } from '../../server/platform/random.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { invite } from '../interaction/invited.ts';
import { choosePassword, register, ticketOf } from '../interaction/sign-up-parts.ts';
import { authorizeUrl, get, openTrip } from '../interaction/trip.ts';
import { emailOf } from '../login/parts.ts';

const OPEN = interactionCalls['/sign-up/open'];
const FINISH = interactionCalls['/sign-up/finish'];
const RESET_OPEN = interactionCalls['/reset/open'];
const RESET_BEGIN = interactionCalls['/reset/begin'];

const told = (called: { ok: true } | { ok: false; problem: { problem: string } }) =>
  called.ok ? 'ok' : called.problem.problem;

describe('an account before it is anybody’s', () => {
  let server: TestServer;
  let clientId: string;
  before(async () => {
    server = await startServer({ env: { TACET_THROTTLE_SCALE: '100' } });
    clientId = (await server.client()).client.id;
  });
  after(() => server.stop());

  const begun = async (): Promise<{ readonly browser: Browser; readonly id: string }> => {
    const browser = server.browser();
    return { browser, id: (await openTrip(browser, authorizeUrl(server, clientId))).id };
  };

  it('EM-07 what somebody else began with the address dies when its owner proves the mailbox', async () => {
    const mallory = await begun();
    const theirs = await ticketOf(server, mallory.browser, mallory.id, 'victim@example.org');
    // They may even have read one letter, and come as far as a record of a password of theirs.
    const registration = await register(mallory.browser, theirs);
    assert.ok(registration);
    assert.equal(await server.parts.storage.accounts.findByEmail(emailOf('victim@example.org')), undefined);

    server.clock.turn(1);
    const victim = await begun();
    const own = await ticketOf(server, victim.browser, victim.id, 'victim@example.org');
    assert.notEqual(own, theirs);
    assert.ok((await choosePassword(victim.browser, own)).ok);

    const late = { ticket: theirs, name: 'Mallory', ...registration };
    assert.equal(told(await mallory.browser.call('/sign-up/finish', FINISH, late)), 'ticket_invalid');
    assert.equal(
      told(await mallory.browser.call('/sign-up/open', OPEN, { ticket: theirs })),
      'ticket_invalid',
    );
    const page = await openTrip(mallory.browser, `${server.issuer}/interaction/${mallory.id}`);
    assert.equal(page.step.kind, 'sign-in');
    assert.equal((await get(mallory.browser, `${server.issuer}/account`)).status, 303);

    const { storage, clock } = server.parts;
    const account = await storage.accounts.findByEmail(emailOf('victim@example.org'));
    assert.ok(account);
    assert.equal((await storage.sessions.list(account.id, clock.nowSeconds())).length, 1);
    assert.equal((await storage.people.factorKinds(account.id)).length, 0);
  });

  it('EM-07 a letter that is answered in the browser of another signs in the one who answered alone', async () => {
    const mallory = await begun();
    const ticket = await ticketOf(server, mallory.browser, mallory.id, 'lured@example.org');
    const victim = server.browser();
    const finished = await choosePassword(victim, ticket);
    assert.deepEqual(finished.ok && finished.output.step.kind, 'finish');
    const page = await openTrip(mallory.browser, `${server.issuer}/interaction/${mallory.id}`);
    assert.equal(page.step.kind, 'sign-in');
    assert.equal(mallory.browser.cookies.has('tacet_session'), false);
  });

  it('EM-03 takes no ticket of one kind for another, and no address from the form', async () => {
    const { browser, id } = await begun();
    const invited = await invite(server, 'guest@example.org');
    const signUp = await ticketOf(server, browser, id, 'new@example.org');
    const account = await server.account('member@example.org');
    const reset = await resetTicket(account.id);
    for (const ticket of [invited, signUp, newSecret('ti')]) {
      assert.equal(told(await browser.call('/reset/open', RESET_OPEN, { ticket })), 'ticket_invalid');
      assert.equal(told(await browser.call('/reset/begin', RESET_BEGIN, { ticket })), 'ticket_invalid');
    }
    assert.equal(told(await browser.call('/sign-up/open', OPEN, { ticket: reset })), 'ticket_invalid');
    assert.equal(await register(browser, reset), undefined);
    assert.equal(told(await browser.call('/reset/open', RESET_OPEN, { ticket: reset })), 'ok');

    const registration = await register(browser, invited);
    assert.ok(registration);
    const posted = await get(browser, `${server.issuer}/sign-up/finish`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: server.issuer },
      body: JSON.stringify({ ticket: invited, name: 'M', email: 'member@example.org', ...registration }),
    });
    assert.equal(posted.status, 400);
  });

  it('EM-05 a scanner that opens every link of every letter spends none of them', async () => {
    const { browser } = await begun();
    const invited = await invite(server, 'scanned@example.org');
    const reset = await resetTicket((await server.account('scanned-too@example.org')).id);
    for (const link of [`/sign-up#${invited}`, `/sign-up?${invited}`, `/reset#${reset}`, `/reset?${reset}`]) {
      for (const method of ['GET', 'HEAD']) await fetch(server.issuer + link, { method });
    }
    assert.equal(told(await browser.call('/sign-up/open', OPEN, { ticket: invited })), 'ok');
    assert.equal(told(await browser.call('/reset/open', RESET_OPEN, { ticket: reset })), 'ok');
    for (const call of ['/sign-up/finish', '/reset/begin']) {
      assert.equal((await fetch(server.issuer + call)).status, 405);
    }
  });

  async function resetTicket(accountId: string): Promise<string> {
    const { storage, clock } = server.parts;
    const account = await storage.accounts.find(accountId);
    assert.ok(account);
    const ticket = newSecret('ti');
    const now = clock.nowSeconds();
    const row = {
      ...({ ticketDigest: fingerprint(ticket), purpose: 'reset', accountId, email: account.email } as const),
      ...{ locale: 'en', interactionId: undefined, browserDigest: undefined, starts: 0 },
      ...{ createdAtSeconds: now, expiresAtSeconds: now + 900 },
    };
    await storage.accountTickets.request(row, []);
    return ticket;
  }
});
