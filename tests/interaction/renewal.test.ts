import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseEmail } from '../../server/accounts/email.ts';
import type { Account } from '../../server/accounts/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { answerCode, beginAct, choosePassword, codeAt, giveTotp, lettersTo, must, whoIs } from './proofs.ts';
import { QUICK_PASSWORD, quickAccount, quickClient } from './quick-login.ts';
import { almostRenewed, enterAccount, login, renew, rotateSetup, startRenewal } from './renewing.ts';
import { openTrip } from './trip.ts';

const NEW = 'a different rest between two notes';
let people = 0;

describe('CF-33 a password under an older server setup', () => {
  let server: TestServer;
  let email: string;
  let current: string;

  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  /** Somebody whose password is older than the current setup. */
  async function somebody(): Promise<Account> {
    people += 1;
    email = `person${people}@example.org`;
    const account = await accountOf(email);
    current = await rotateSetup(server);
    return account;
  }
  async function accountOf(typed: string): Promise<Account> {
    const address = parseEmail(await quickAccount(server, typed));
    const account = address && (await server.parts.storage.accounts.findByEmail(address));
    assert.ok(account);
    return account;
  }
  const credential = async ({ id }: Account) => {
    const found = await server.parts.storage.credentials.ofAccount(id);
    assert.ok(found);
    return found;
  };
  const eventsOf = async ({ id }: Account) =>
    (await server.parts.storage.audit.list({ accountId: id, limit: 50 })).map(({ kind }) => kind);
  const opens = async (password: string) => {
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    return (await login(browser, id, email, password)) !== undefined;
  };

  it('moves to the current one beside a sign-in, and nothing else of the account changes', async () => {
    const account = await somebody();
    const elsewhere = await enterAccount(server, email);
    const before = await credential(account);
    const { trustEpoch } = (await server.parts.storage.accounts.details(account.id)) ?? {};

    const at = await enterAccount(server, email);
    const letters = (await lettersTo(server, email)).length;
    assert.equal(at.step.kind, 'finish', 'the sign-in does not wait');
    assert.equal(await renew(at), true);
    const after = await credential(account);
    assert.equal(after.setupId, current);
    assert.notEqual(after.registrationRecord, before.registrationRecord);
    assert.equal(after.createdAtSeconds, before.createdAtSeconds, 'when it was chosen is no later');
    assert.equal(await whoIs(server, elsewhere.browser), email);
    assert.equal((await lettersTo(server, email)).length, letters);
    assert.equal((await server.parts.storage.accounts.details(account.id))?.trustEpoch, trustEpoch);
    assert.deepEqual((await eventsOf(account))[0], 'credential.renewed');
    assert.deepEqual([await opens(QUICK_PASSWORD), await opens(NEW)], [true, false]);
    assert.equal((await enterAccount(server, email)).renewal, undefined, 'nothing is due any more');
  });

  it('is offered a renewal again when one was left in the middle, and goes on opening', async () => {
    const account = await somebody();
    const first = await enterAccount(server, email);
    await almostRenewed(first);
    assert.notEqual((await credential(account)).setupId, current);
    const again = await enterAccount(server, email);
    assert.equal(await renew(again), true);
    assert.equal((await credential(account)).setupId, current);
  });

  it('opaque.md 4.3 evaluates once for a login, in its browser and trip, and three times an hour', async () => {
    await somebody();
    const at = await enterAccount(server, email);
    const other = await enterAccount(server, email);
    for (const wrong of [
      { ...at, browser: other.browser },
      { ...at, id: other.id },
      { ...at, renewal: `rn_${'A'.repeat(43)}` },
    ])
      assert.equal((await startRenewal(wrong)).called.ok, false);
    assert.equal((await startRenewal(at)).called.ok, true);
    assert.equal((await startRenewal(at)).called.ok, false, 'once');
    assert.ok((await enterAccount(server, email)).renewal);
    assert.equal((await enterAccount(server, email)).renewal, undefined, 'no fourth offer');
    server.clock.turn(3601);
    assert.ok((await enterAccount(server, email)).renewal);
  });

  it('is not offered one under the current setup, nor to a wrong password', async () => {
    await somebody();
    const known = email;
    await accountOf(`fresh-${known}`);
    assert.equal((await enterAccount(server, `fresh-${known}`)).renewal, undefined);
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account`);
    assert.equal(await login(browser, id, known, NEW), undefined);
  });

  it('changes nothing once nobody is signed in in that browser, and takes no message twice', async () => {
    const account = await somebody();
    const at = await enterAccount(server, email);
    const before = await credential(account);
    const last = await almostRenewed(at);
    await server.parts.storage.sessions.endAll(account.id, undefined, {
      kind: 'sessions.ended',
      atSeconds: server.clock.nowSeconds(),
    });
    assert.equal(await last(), true, 'the answer says nothing of it');
    assert.deepEqual(await credential(account), before, 'nobody is signed in any more');
    assert.equal(await last(), false, 'a message twice');
  });

  it('race: of two sign-ins that renew at once one counts, and both people are in', async () => {
    const account = await somebody();
    const [one, two] = [await enterAccount(server, email), await enterAccount(server, email)];
    const lasts = [await almostRenewed(one), await almostRenewed(two)];
    assert.deepEqual(await Promise.all(lasts.map((last) => last())), [true, true]);
    assert.equal((await credential(account)).setupId, current);
    assert.equal((await eventsOf(account)).filter((kind) => kind === 'credential.renewed').length, 1);
    for (const { browser } of [one, two]) assert.equal(await whoIs(server, browser), email);
    assert.equal(await opens(QUICK_PASSWORD), true);
  });

  it('race: a change of the password wins against a renewal, whichever comes last', async () => {
    for (const order of ['change first', 'at once'] as const) {
      const account = await somebody();
      const at = await enterAccount(server, email);
      const last = await almostRenewed(at);
      // In one browser, whose session outlives the change: nothing but the comparison stands between the two.
      const changer = order === 'change first' ? at : await enterAccount(server, email);
      const act = await beginAct(server, changer.browser, 'change-password');
      assert.ok(await login(changer.browser, act.id, email));
      const change = async () => must(await choosePassword(changer.browser, act.id, NEW, quickClient));
      if (order === 'change first') await change().then(last);
      else await Promise.all([change(), last()]);
      assert.deepEqual([await opens(QUICK_PASSWORD), await opens(NEW)], [false, true], order);
      assert.equal((await credential(account)).setupId, current);
    }
  });

  it('counts only after the factor where the account asks for one: a password alone changes nothing', async () => {
    const account = await somebody();
    const secret = await giveTotp(server, email);
    const at = await enterAccount(server, email);
    assert.equal(at.step.kind, 'factor');
    assert.equal(await renew(at), true);
    assert.notEqual((await credential(account)).setupId, current);
    must(await answerCode(at.browser, at.id, codeAt(server, secret)));
    assert.equal((await credential(account)).setupId, current);
    assert.equal(await whoIs(server, at.browser), email);
  });

  it('is renewed by the proof of an act as well', async () => {
    const account = await somebody();
    const { browser } = await enterAccount(server, email);
    const act = await beginAct(server, browser, 'export');
    const proved = await login(browser, act.id, email);
    assert.equal(await renew({ browser, id: act.id, renewal: proved?.renewal }), true);
    assert.equal((await credential(account)).setupId, current);
  });
});
