import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Account } from '../../server/accounts/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { follow, interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import {
  answerCode,
  beginAct,
  choosePassword,
  codeAt,
  giveTotp,
  lettersTo,
  must,
  refused,
  signInToAccount,
  ticketIn,
  whoIs,
} from './proofs.ts';
import { authorizeUrl, enter, get, openTrip } from './trip.ts';

const NEW = 'a different rest between two notes';
const RESET = interactionCalls['/interaction/:id/reset'];
const OPEN = interactionCalls['/reset/open'];
const BEGIN = interactionCalls['/reset/begin'];

let people = 0;

describe('DOD-C20 a forgotten password', () => {
  let server: TestServer;
  let email: string;

  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  async function somebody(): Promise<Account> {
    people += 1;
    email = `person${people}@example.org`;
    return server.account(email);
  }

  async function ask(browser: Browser, who = email): Promise<string> {
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    must(await browser.call(`/interaction/${id}/reset`, RESET, { email: who }));
    return id;
  }

  const begin = async (browser: Browser, ticket: string) => {
    const { url } = must(await browser.call('/reset/begin', BEGIN, { ticket }));
    return interactionOf(await browser.visit(url));
  };

  const opens = async (password: string) => {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    return (await signIn(browser, id, { email, password })) !== undefined;
  };

  const sessionsOf = async ({ id }: Account) => {
    const { parts, clock } = server;
    return (await parts.storage.sessions.list(id, clock.nowSeconds())).length;
  };

  it('ends with a new password, signed in, and everything else closed', async () => {
    await somebody();
    const elsewhere = await signInToAccount(server, email);
    const browser = server.browser();
    await ask(browser);
    const ticket = await ticketIn(server, email, '/reset');
    const opened = must(await browser.call('/reset/open', OPEN, { ticket }));
    assert.equal(opened.email, email);

    const { id, step } = await begin(browser, ticket);
    assert.ok(step.kind === 'new-password' && step.reason === 'reset');
    const done = must(await choosePassword(browser, id, NEW));
    assert.equal(done.kind, 'finish');
    assert.equal(await whoIs(server, browser), email);
    assert.equal(await whoIs(server, elsewhere.browser), undefined, 'SE-06');
    assert.deepEqual([await opens(PASSWORD), await opens(NEW)], [false, true]);
    assert.equal((await lettersTo(server, email)).length, 4, 'two new browsers, the link, and the news');
  });

  it('goes on to the app where it was asked for', async () => {
    await somebody();
    const { client } = await server.client({ firstParty: true });
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, client.id));
    must(await browser.call(`/interaction/${id}/reset`, RESET, { email }));
    const trip = await begin(browser, await ticketIn(server, email, '/reset'));
    assert.equal(trip.id, id);
    const arrived = await follow(browser, must(await choosePassword(browser, id, NEW)));
    assert.ok(arrived.kind === 'left' && /[?&]code=ac_/.test(arrived.url));
  });

  it('writes in the language the app asked for, and the person chose no other', async () => {
    await somebody();
    const { client } = await server.client();
    const browser = server.browser({ 'Accept-Language': 'en' });
    const { id } = await openTrip(browser, authorizeUrl(server, client.id, { ui_locales: 'nl' }));
    must(await browser.call(`/interaction/${id}/reset`, RESET, { email }));
    const [letter] = await lettersTo(server, email);
    assert.match(letter?.subject ?? '', /wachtwoord/iu);
  });

  it('SE-01 ends the session that somebody else had in this browser', async () => {
    await somebody();
    const owner = email;
    await ask(server.browser());
    const other = await somebody();
    const { browser } = await signInToAccount(server, email);
    const before = await sessionsOf(other);
    const { id } = await begin(browser, await ticketIn(server, owner, '/reset'));
    assert.equal(must(await choosePassword(browser, id, NEW)).kind, 'finish');
    assert.equal(await whoIs(server, browser), owner);
    assert.deepEqual([before, await sessionsOf(other)], [1, 0]);
  });

  it('leaves nothing behind in a trip that goes on by the password after all', async () => {
    await somebody();
    const { browser } = await signInToAccount(server, email);
    const { id } = await beginAct(server, browser, 'change-password');
    must(await browser.call(`/interaction/${id}/reset`, RESET, { email }));
    const trip = await begin(browser, await ticketIn(server, email, '/reset'));
    assert.equal(trip.id, id);
    const step = await enter(browser, id, email);
    assert.ok(step.kind === 'new-password' && step.reason === 'change');
    assert.equal(must(await choosePassword(browser, id, NEW)).kind, 'finish');
    assert.equal(await opens(NEW), true);
  });

  it('★EM-01 spends its ticket once, among many, and after a change of the password', async () => {
    await somebody();
    const [one, other] = [server.browser(), server.browser()];
    await ask(one);
    const ticket = await ticketIn(server, email, '/reset');
    const trips = [await begin(one, ticket), await begin(other, ticket)] as const;
    assert.equal(must(await choosePassword(one, trips[0].id, NEW)).kind, 'finish');
    assert.equal(refused(await choosePassword(other, trips[1].id, `${NEW} too`)), 'ticket_invalid');
    assert.equal(refused(await one.call('/reset/begin', BEGIN, { ticket })), 'ticket_invalid');
    assert.equal(await opens(NEW), true);
  });

  it('★EM-01 kills the older ticket when a newer is asked for, and both with time', async () => {
    await somebody();
    const browser = server.browser();
    await ask(browser);
    const first = await ticketIn(server, email, '/reset');
    server.clock.turn(1);
    await ask(browser);
    assert.equal(refused(await browser.call('/reset/open', OPEN, { ticket: first })), 'ticket_invalid');
    server.clock.turn(15 * 60);
    const [newest] = (await lettersTo(server, email)).map(({ text }) => /#(ti_[\w-]+)/.exec(text)?.[1] ?? '');
    assert.ok(newest);
    assert.equal(refused(await browser.call('/reset/open', OPEN, { ticket: newest })), 'ticket_invalid');
  });

  it('★TO-07 asks for the factor before the new password, and takes nothing instead', async () => {
    await somebody();
    const secret = await giveTotp(server, email);
    const browser = server.browser();
    await ask(browser);
    const { id, step } = await begin(browser, await ticketIn(server, email, '/reset'));
    assert.ok(step.kind === 'factor' && !step.offered.includes('email-code') && !step.rememberable);
    assert.equal(refused(await choosePassword(browser, id, NEW)), 'interaction_expired');
    assert.equal(await whoIs(server, browser), undefined);
    const after = must(await answerCode(browser, id, codeAt(server, secret))).step;
    assert.equal(after.kind, 'new-password');
    assert.equal(must(await choosePassword(browser, id, NEW)).kind, 'finish');
    assert.equal(await whoIs(server, browser), email);
  });

  it('★EM-05 is not consumed by whoever follows the link without pressing anything', async () => {
    await somebody();
    const browser = server.browser();
    await ask(browser);
    const ticket = await ticketIn(server, email, '/reset');
    for (const method of ['GET', 'HEAD'])
      await fetch(`${server.issuer}/reset`, { method, headers: { Purpose: 'prefetch' } });
    must(await browser.call('/reset/open', OPEN, { ticket }));
    must(await browser.call('/reset/begin', BEGIN, { ticket }));
  });

  it('★EM-03 takes no ticket of another kind, and no id but its own', async () => {
    await somebody();
    const browser = server.browser();
    const stranger = `stranger-${email}`;
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    must(
      await browser.call(`/interaction/${id}/sign-up`, interactionCalls['/interaction/:id/sign-up'], {
        email: stranger,
      }),
    );
    const signUp = await ticketIn(server, stranger, '/sign-up');
    assert.equal(refused(await browser.call('/reset/begin', BEGIN, { ticket: signUp })), 'ticket_invalid');
    await ask(browser);
    const reset = await ticketIn(server, email, '/reset');
    const open = interactionCalls['/sign-up/open'];
    assert.equal(refused(await browser.call('/sign-up/open', open, { ticket: reset })), 'ticket_invalid');
    const forged = { ticket: reset, accountId: 'somebody-else' };
    const answer = await browser.call('/reset/begin', BEGIN, forged);
    assert.equal(refused(answer), 'invalid_input');
  });

  it('★EM-04 builds its link from the configured issuer alone', async () => {
    await somebody();
    const browser = server.browser({ 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' });
    await ask(browser);
    const [letter] = await lettersTo(server, email);
    assert.ok(letter?.text.includes(`${server.issuer}/reset#`));
    assert.ok(!letter?.text.includes('evil'));
  });

  it('OP-03 keeps the evaluations of one ticket’s trip to three', async () => {
    await somebody();
    const browser = server.browser();
    await ask(browser);
    const { id } = await begin(browser, await ticketIn(server, email, '/reset'));
    const call = interactionCalls['/interaction/:id/password/start'];
    const request = { registrationRequest: 'x'.repeat(43) };
    for (let start = 0; start < 3; start += 1) {
      const answer = await browser.call(`/interaction/${id}/password/start`, call, request);
      assert.ok(answer.ok || answer.problem.problem === 'invalid_input');
    }
    assert.equal(
      refused(await browser.call(`/interaction/${id}/password/start`, call, request)),
      'interaction_expired',
    );
  });

  it('shows its page without a session, and puts the ticket nowhere', async () => {
    const answer = await get(server.browser(), `${server.issuer}/undo-email-change`);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /"undo":true/);
  });
});
