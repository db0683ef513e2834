import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import type { ActPurpose } from '../../contract/step.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { bridge } from '../vault/left-behind.ts';
import { aJwe, aProof, aRecovery } from '../vault/made.ts';
import { callKeys, keyed, type Keyed, stateOf } from './keyed.ts';
import { addPasskey, carryOutWith, type Passkey } from './passkeys.ts';
import { carryOut, homeOf, kindsOf, somebody } from './person.ts';

describe('the account key, to its owner', () => {
  let server: TestServer;
  before(async () => void (server = await startServer()));
  after(() => server.stop());

  const wrapOf = ({ id: credentialId }: Passkey) => ({
    ...{ credentialId, jwe: aJwe(), privateJwe: aJwe(), publicJwe: aJwe() },
  });
  const wrapPasskey = (person: Keyed, key: Passkey) =>
    callKeys(person, '/account/keys/passkey', {
      ...{ generation: 1, proof: person.proof, passkey: wrapOf(key) },
    });

  const wish = async ({ browser }: Keyed, purpose: ActPurpose, target?: string) => {
    const given = { purpose, ...(target !== undefined && { target }) };
    return refused(await browser.call('/account/acts/begin', accountCalls['/account/acts/begin'], given));
  };

  it('is not there until its owner makes one, and then once', async () => {
    const person = await somebody(server);
    const { id } = person.account;
    const none = { accountId: id, older: [], passkeys: [], hasPassword: true };
    assert.deepEqual(await stateOf(person), none);
    const bare = await callKeys(person, '/account/keys/make', { proof: aProof() });
    assert.equal(refused(bare), 'last_key', 'a key that nothing opens');
    const [opaque, recovery] = [aJwe(), aRecovery()];
    const made = must(await callKeys(person, '/account/keys/make', { proof: aProof(), opaque, recovery }));
    const now = server.clock.nowSeconds();
    assert.deepEqual(made, {
      ...none,
      current: {
        ...{ generation: 1, createdAtSeconds: now, opaque, bridges: [], passkeys: [] },
        recoveryMadeAtSeconds: now,
      },
    });
    assert.ok(!JSON.stringify(made).includes(recovery.jwe), 'told to whoever shows it');
    const again = await callKeys(person, '/account/keys/make', { proof: aProof(), opaque: aJwe() });
    assert.equal(refused(again), 'keys_changed');
    assert.deepEqual(await stateOf(person), made);
    const kinds = await kindsOf(server, person.account);
    assert.deepEqual(kinds.slice(0, 2).sort(), ['keys.made', 'keys.recovery_made']);
  });

  it('JIRO-R19 is that of the session: of the key of another nothing is seen or changed', async () => {
    const [mine, theirs] = [await keyed(server), await keyed(server)];
    const before = await stateOf(theirs);
    const input = { generation: 1, proof: theirs.proof, jwe: aJwe() };
    assert.equal(refused(await callKeys(mine, '/account/keys/password', input)), 'keys_changed');
    assert.deepEqual(await stateOf(theirs), before);
    const nobody = { browser: server.browser() };
    assert.equal(refused(await callKeys(nobody, '/account/keys', {})), 'sign_in_first');
    assert.equal(refused(await callKeys(nobody, '/account/keys/password', input)), 'sign_in_first');
    const { lookup, proof } = aRecovery();
    const opening = await callKeys(nobody, '/account/keys/recovery/open', { lookup, proof });
    assert.equal(refused(opening), 'sign_in_first');
  });

  it('CF-38 takes a wrap under the password of today from who has the key, and drops its bridges', async () => {
    const person = await keyed(server);
    const { current: before } = await stateOf(person);
    const seen = await bridge(server.databaseUrl, person.account.id, 1);
    assert.equal((await stateOf(person)).current?.bridges.length, 1);
    const jwe = aJwe();
    const shown = { generation: 1, proof: person.proof, jwe, seen };
    const stale = { seen: before?.opaque };
    for (const wrong of [{ proof: aProof() }, { generation: 2 }, { seen: undefined }, stale]) {
      const called = await callKeys(person, '/account/keys/password', { ...shown, ...wrong });
      assert.equal(refused(called), 'keys_changed');
    }
    const { current } = must(await callKeys(person, '/account/keys/password', shown));
    assert.deepEqual([current?.opaque, current?.bridges], [jwe, []]);
  });

  it('opens with passkeys of the account, and tells which there are', async () => {
    const person = await keyed(server);
    const key = await addPasskey(server, person, { label: 'Laptop' });
    const [{ passkeys }, passkey] = [await stateOf(person), wrapOf(key)];
    assert.deepEqual(passkeys, [{ credentialId: key.id, label: 'Laptop' }]);
    const given = { generation: 1, proof: person.proof, passkey };
    const { current } = must(await callKeys(person, '/account/keys/passkey', given));
    assert.deepEqual(current?.passkeys, [{ ...passkey, label: 'Laptop' }]);
    const stranger = await keyed(server);
    const theirs = { ...given, proof: stranger.proof };
    assert.equal(refused(await callKeys(stranger, '/account/keys/passkey', theirs)), 'not_found');
    const wrong = { ...given, proof: aProof() };
    assert.equal(refused(await callKeys(person, '/account/keys/passkey', wrong)), 'keys_changed');
    assert.equal((await kindsOf(server, person.account))[0], 'keys.passkey_added');

    const { id: credentialId } = key;
    const turnOff = { generation: 1, proof: person.proof, credentialId };
    for (const not of [{ proof: aProof() }, { generation: 2 }]) {
      const thief = await callKeys(person, '/account/keys/passkey/remove', { ...turnOff, ...not });
      assert.equal(refused(thief), 'keys_changed', 'a session alone takes no way in');
    }
    assert.equal((await stateOf(person)).current?.passkeys.length, 1);
    const left = must(await callKeys(person, '/account/keys/passkey/remove', turnOff));
    assert.deepEqual(left.current?.passkeys, []);
    assert.equal(left.passkeys.length, 1, 'the passkey itself stays');
    must(await callKeys(person, '/account/keys/passkey/remove', turnOff));
    const kinds = await kindsOf(server, person.account);
    assert.equal(kinds.filter((kind) => kind === 'keys.passkey_removed').length, 1);
  });

  it('keeps its last way in when a password or a passkey goes (opaque.md 5.3)', async () => {
    const person = await keyed(server);
    const key = await addPasskey(server, person, { label: 'Laptop' });
    assert.equal(await wish(person, 'remove-password'), 'last_key', 'before any proof is asked for');
    assert.equal((await stateOf(person)).hasPassword, true);

    must(await wrapPasskey(person, key));
    await bridge(server.databaseUrl, person.account.id, 1);
    await carryOutWith(server, person, key, 'remove-password');
    const { current, hasPassword } = await stateOf(person);
    assert.deepEqual([hasPassword, current?.opaque, current?.bridges], [false, undefined, []]);
    const given = { generation: 1, proof: person.proof, jwe: aJwe() };
    assert.equal(refused(await callKeys(person, '/account/keys/password', given)), 'not_found');
    const { id: credentialId } = key;
    const only = { generation: 1, proof: person.proof, credentialId };
    const last = await callKeys(person, '/account/keys/passkey/remove', only);
    assert.equal(refused(last), 'last_key');

    const other = await addPasskey(server, person, { label: 'Phone', by: key });
    const { factors } = await homeOf(server, person.browser);
    const idOf = (label: string) => factors.find((factor) => factor.label === label)?.id;
    assert.equal(await wish(person, 'remove-factor', idOf('Laptop')), 'last_key');
    must(await wrapPasskey(person, other));
    await carryOutWith(server, person, other, 'remove-factor', idOf('Laptop'));
    const after = await stateOf(person);
    assert.deepEqual(
      after.current?.passkeys.map(({ label }) => label),
      ['Phone'],
    );
  });

  it('CF-37 is in the file that its owner takes along, and goes with the account', async () => {
    const person = await keyed(server);
    const recovery = aRecovery();
    const shown = { generation: 1, proof: person.proof, recovery };
    must(await callKeys(person, '/account/keys/recovery', shown));
    const { current } = await stateOf(person);
    const text = await (await carryOut(server, person, 'export')).text();
    const wraps: readonly { kind: string; jwe: string; generation: number }[] =
      JSON.parse(text).accountKeyWraps;
    assert.deepEqual(
      wraps.map(({ kind, jwe, generation }) => [kind, jwe, generation]),
      [
        ['opaque', current?.opaque, 1],
        ['recovery', recovery.jwe, 1],
      ],
    );
    assert.ok(!text.includes(recovery.proof) && !text.includes(person.proof));

    const { storage, clock } = server.parts;
    const accountId = person.account.id;
    await storage.accounts.delete(accountId, {
      ...{ kind: 'account.deleted', atSeconds: clock.nowSeconds(), accountId },
    });
    for (const table of ['account_key', 'key_wrap'])
      assert.deepEqual(
        await rowsOf(server.databaseUrl, `select from ${table} where account_id = $1`, [accountId]),
        [],
      );
  });
});
