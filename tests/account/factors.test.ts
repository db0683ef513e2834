import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { beginAct, lettersTo, refused, whoIs } from '../interaction/proofs.ts';
import { enter } from '../interaction/trip.ts';
import { addPasskey, carryOutWith, type Passkey, prove } from './passkeys.ts';
import { allowed, end, homeOf, kindsOf, type Somebody, somebody } from './person.ts';

const BEGIN = accountCalls['/account/acts/begin'];

describe('the factors of an account', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('show what each is called, whether it is copied, and how many codes are left', async () => {
    const person = await somebody(server);
    await addPasskey(server, person, { label: 'Phone', synced: true });
    const { factors } = await homeOf(server, person.browser, '/account/security');
    const codes = factors.find(({ kind }) => kind === 'backup-codes');
    assert.deepEqual(
      factors
        .toSorted((one, other) => other.kind.localeCompare(one.kind))
        .map(({ kind, label, synced, left }) => ({ kind, label, synced, left })),
      [
        { kind: 'passkey', label: 'Phone', synced: true, left: undefined },
        { kind: 'backup-codes', label: codes?.label, synced: undefined, left: 10 },
      ],
    );
  });

  it('SE-06 removing one ends every other session, and is told by letter', async () => {
    const person = await somebody(server);
    const key = await addPasskey(server, person, { label: 'Phone' });
    const other = await elsewhere(person, key);
    assert.equal(await whoIs(server, other.browser), person.account.email);

    const factor = (await homeOf(server, person.browser)).factors.find(({ kind }) => kind === 'passkey');
    const done = await carryOutWith(server, person, key, 'remove-factor', factor?.id);
    assert.equal(done.headers.get('Location'), `${server.issuer}/account/security?done=remove-factor`);
    assert.equal(await whoIs(server, other.browser), undefined);
    assert.deepEqual((await homeOf(server, person.browser)).factors, [], 'the backup codes went with it');
    assert.ok((await kindsOf(server, person.account)).includes('factor.removed'));
    assert.ok(
      (await lettersTo(server, person.account.email)).some(({ subject }) => /removed/i.test(subject)),
    );
  });

  it('SE-06 the password goes with everything that it opened, and the last passkey stays then', async () => {
    const person = await somebody(server);
    const { account, browser } = person;
    const none = await browser.call('/account/acts/begin', BEGIN, { purpose: 'remove-password' });
    assert.equal(refused(none), 'last_way_in');

    const key = await addPasskey(server, person, { label: 'Phone' });
    const client = await allowed(server, await elsewhere(person, key));
    assert.equal((await client.userinfo()).status, 200);
    const done = await carryOutWith(server, person, key, 'remove-password');
    assert.equal(done.headers.get('Location'), `${server.issuer}/account/security?done=remove-password`);
    assert.equal((await client.refresh()).status, 400);
    assert.ok((await kindsOf(server, account)).includes('password.removed'));
    assert.ok((await lettersTo(server, account.email)).some(({ subject }) => /password/i.test(subject)));

    const { factors, passwordSetAtSeconds } = await homeOf(server, browser);
    assert.equal(passwordSetAtSeconds, undefined);
    await assert.rejects(enter(server.browser(), await beginTrip(server.browser()), account.email));
    const wish = {
      purpose: 'remove-factor',
      target: factors.find(({ kind }) => kind === 'passkey')?.id,
    } as const;
    assert.equal(refused(await browser.call('/account/acts/begin', BEGIN, wish)), 'last_way_in');
    const again = await browser.call('/account/acts/begin', BEGIN, { purpose: 'remove-password' });
    assert.equal(refused(again), 'invalid_input', 'there is none any more');
  });

  it('SE-06 of two passkeys without a password one may go, in whichever tab it is done first', async () => {
    const person = await somebody(server);
    const key = await addPasskey(server, person, { label: 'Phone' });
    await addPasskey(server, person, { label: 'Laptop', by: key });
    await carryOutWith(server, person, key, 'remove-password');
    const passkeys = (await homeOf(server, person.browser)).factors.filter(({ kind }) => kind === 'passkey');
    const trips = [];
    for (const { id } of passkeys) trips.push(await beginAct(server, person.browser, 'remove-factor', id));
    const urls = [];
    for (const { id } of trips) {
      const step = await prove(person, id, key);
      assert.ok(step.kind === 'finish');
      urls.push(step.url);
    }
    const statuses = [];
    for (const url of urls) statuses.push((await end(person.browser, url)).status);
    assert.deepEqual(statuses.toSorted(), [303, 409]);
  });

  /** Another browser of theirs. */
  async function elsewhere(person: Somebody, key: Passkey): Promise<Somebody> {
    const other = { ...person, browser: server.browser() };
    const step = await prove(other, await beginTrip(other.browser), key);
    assert.ok(step.kind === 'finish');
    await end(other.browser, step.url);
    return other;
  }

  async function beginTrip(browser: ReturnType<TestServer['browser']>): Promise<string> {
    const page = await browser.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page' && page.data.view === 'interaction');
    return page.data.interactionId;
  }
});
