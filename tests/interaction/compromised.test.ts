import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import {
  answerCode,
  choosePassword,
  codeAt,
  giveTotp,
  lettersTo,
  must,
  refused,
  ticketIn,
  whoIs,
} from './proofs.ts';
import { QUICK_PASSWORD, quickAccount, quickClient } from './quick-login.ts';
import { compromiseSetups, endOnes, enterAccount, login } from './renewing.ts';
import { authorizeUrl, leave, openTrip } from './trip.ts';

const NEW = 'a different rest between two notes';
let people = 0;

describe('a password under a server setup that a thief knows', () => {
  let server: TestServer;
  let email: string;

  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  async function somebody(): Promise<Account> {
    people += 1;
    const address = parseEmail(await quickAccount(server, `person${people}@example.org`));
    const account = address && (await server.parts.storage.accounts.findByEmail(address));
    assert.ok(account);
    email = account.email;
    return account;
  }
  const choose = (at: { browser: Parameters<typeof choosePassword>[0]; id: string }, password = NEW) =>
    choosePassword(at.browser, at.id, password, quickClient);
  const opens = async (password: string) => {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    return (await login(browser, id, email, password)) !== undefined;
  };
  const events = async ({ id }: Account) =>
    (await server.parts.storage.audit.list({ accountId: id, limit: 50 })).map(({ kind }) => kind);

  it('ends every session, and tells its owner once', async () => {
    const account = await somebody();
    const { browser } = await enterAccount(server, email);
    const before = (await lettersTo(server, email)).length;
    assert.ok((await compromiseSetups(server)) >= 1);
    assert.equal(await whoIs(server, browser), undefined);
    assert.equal(await endOnes(server), 0, 'once');
    const letters = await lettersTo(server, email);
    assert.equal(letters.length, before + 1);
    assert.ok(letters.some(({ subject }) => subject === 'You need a new password'));
    assert.equal((await events(account))[0], 'password.compromised');
  });

  it('leads to another password, and opens nothing before: no session, no code, no consent', async () => {
    const account = await somebody();
    await compromiseSetups(server);
    const { client } = await server.client({ firstParty: true });
    const browser = server.browser();
    const { id } = await openTrip(browser, authorizeUrl(server, client.id));
    const entered = await login(browser, id, email);
    assert.ok(entered?.step.kind === 'new-password' && entered.step.reason === 'compromised');
    assert.equal(entered.renewal, undefined, 'not silently');
    assert.equal(browser.cookies.has('tacet_session'), false);
    assert.equal((await browser.visit(`${server.issuer}/interaction/${id}/finish`)).kind, 'page');
    const consent = interactionCalls['/interaction/:id/consent'];
    const pressed = await browser.call(`/interaction/${id}/consent`, consent, { decision: 'allow' });
    assert.ok(!pressed.ok || pressed.output.step.kind === 'new-password');
    assert.equal(await whoIs(server, browser), undefined);
    const sessions = await server.parts.storage.sessions.list(account.id, server.clock.nowSeconds());
    assert.equal(sessions.length, 0);

    const answer = await leave(browser, must(await choose({ browser, id })));
    assert.match(answer.get('code') ?? '', /^ac_/);
    assert.equal(await whoIs(server, browser), email);
    assert.deepEqual([await opens(QUICK_PASSWORD), await opens(NEW)], [false, true]);
    const credential = await server.parts.storage.credentials.ofAccount(account.id);
    assert.equal(credential?.setupId, server.parts.keyring.currentSetupId);
    assert.ok((await events(account)).includes('password.changed'));
  });

  it('TO-04 asks for the factor first, and takes no new password before it', async () => {
    await somebody();
    const secret = await giveTotp(server, email);
    await compromiseSetups(server);
    const at = await enterAccount(server, email);
    assert.equal(at.step.kind, 'factor');
    assert.equal(refused(await choose(at)), 'interaction_expired');
    const { step } = must(await answerCode(at.browser, at.id, codeAt(server, secret)));
    assert.ok(step.kind === 'new-password' && step.reason === 'compromised');
    assert.equal(await whoIs(server, at.browser), undefined);
    assert.equal(must(await choose(at)).kind, 'finish');
    assert.equal(await whoIs(server, at.browser), email);
  });

  it('is asked for again in every trip until it is another, and again after ten minutes', async () => {
    await somebody();
    await compromiseSetups(server);
    const at = await enterAccount(server, email);
    server.clock.turn(601);
    assert.equal(refused(await choose(at)), 'interaction_expired');
    const again = await enterAccount(server, email);
    assert.equal(again.step.kind, 'new-password');
    assert.equal(must(await choose(again)).kind, 'finish');
    assert.equal((await enterAccountWith(NEW)).kind, 'finish');
  });

  async function enterAccountWith(password: string) {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    const entered = await login(browser, id, email, password);
    assert.ok(entered);
    return entered.step;
  }

  it('SE-06 a proof of before counts no more after, and of two trips that choose at once one does', async () => {
    await somebody();
    const secret = await giveTotp(server, email);
    const early = await enterAccount(server, email);
    await compromiseSetups(server);
    const code = codeAt(server, secret);
    assert.equal(refused(await answerCode(early.browser, early.id, code)), 'wrong_password');
    server.clock.turn(30);

    await somebody();
    await compromiseSetups(server);
    const trips = [await enterAccount(server, email), await enterAccount(server, email)] as const;
    const answers = await Promise.all([choose(trips[0], NEW), choose(trips[1], `${NEW} too`)]);
    assert.equal(answers.filter(({ ok }) => ok).length, 1);
  });

  it('is no way in by a mailed link either but to another password', async () => {
    await somebody();
    await compromiseSetups(server);
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    const reset = interactionCalls['/interaction/:id/reset'];
    must(await browser.call(`/interaction/${id}/reset`, reset, { email }));
    const ticket = await ticketIn(server, email, '/reset');
    must(await browser.call('/reset/begin', interactionCalls['/reset/begin'], { ticket }));
    assert.equal(must(await choose({ browser, id })).kind, 'finish');
    assert.equal(await whoIs(server, browser), email);
  });

  it('begins no session whatever is forgotten above, and a passkey begins one as before', async () => {
    const { id } = await somebody();
    await compromiseSetups(server);
    const { sessions } = server.parts.storage;
    const now = server.clock.nowSeconds();
    const begin = (amr: readonly string[]) =>
      sessions.start(
        {
          ...{
            id: newId(),
            accountId: id,
            secretDigest: fingerprint(newId()),
            amr,
            userAgent: '',
            addressPrefix: '',
          },
          ...{ country: '', authenticatedAtSeconds: now, createdAtSeconds: now, lastSeenAtSeconds: now },
          ...{ idleSeconds: 60, expiresAtSeconds: now + 60 },
        },
        undefined,
        { kind: 'account.signed_in', atSeconds: now, accountId: id },
      );
    assert.equal(await begin(['pwd']), undefined);
    assert.equal(await begin(['pwd', 'otp', 'mfa']), undefined);
    assert.ok(await begin(['hwk', 'user', 'mfa']));
  });
});
