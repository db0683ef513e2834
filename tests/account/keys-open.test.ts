import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { bridge, leaveBehind } from '../vault/left-behind.ts';
import { aJwe, aProof, aRecovery } from '../vault/made.ts';
import { callKeys, guess, keyed, type Keyed, startLogin, stateOf } from './keyed.ts';
import { addPasskey } from './passkeys.ts';
import { kindsOf, signedInElsewhere } from './person.ts';

const LOCKED_SECONDS = 90 * 86_400;

describe('what opens an account key', () => {
  let server: TestServer;
  before(async () => void (server = await startServer({ env: { TACET_THROTTLE_SCALE: '1' } })));
  after(() => server.stop());

  const finish = (person: Pick<Keyed, 'browser'>, last: { attemptId: string; finishLoginRequest: string }) =>
    callKeys(person, '/account/keys/login/finish', last);
  /** Somebody whose browser is not known: its starts have no budget of their own. */
  const unknown = async () => {
    const person = await keyed(server);
    for (const name of person.browser.cookies.keys())
      if (name.includes('device')) person.browser.cookies.delete(name);
    return person;
  };
  const guesses = async (person: Keyed, generation?: number) => {
    const codes = [];
    while (codes.length < 10 && codes.at(-1) === undefined) codes.push(await guess(person, generation));
    return codes;
  };
  const FIVE = [...Array.from({ length: 5 }, () => undefined), 'too_many_attempts'];
  const sessionsOf = ({ account }: Keyed) =>
    server.parts.storage.sessions.list(account.id, server.clock.nowSeconds());
  const leave = ({ account }: Keyed) =>
    leaveBehind(server.databaseUrl, account.id, server.clock.nowSeconds() + LOCKED_SECONDS);
  const newKey = () => ({ newProof: aProof(), successor: aJwe(), passkeys: [] });

  it('is the password, by a login that signs nobody in', async () => {
    const person = await keyed(server);
    const before = await sessionsOf(person);
    const cookies = new Map(person.browser.cookies);
    const { last, exportKey } = await startLogin(person);
    assert.deepEqual(must(await finish(person, last)), {});
    assert.equal(refused(await finish(person, last)), 'wrong_password', 'once');
    assert.equal((await startLogin(person)).exportKey, exportKey, 'the same each time');
    assert.deepEqual(await sessionsOf(person), before);
    assert.deepEqual(person.browser.cookies, cookies);
  });

  it('OP-03 is a login of that session: an attempt is of no use in another', async () => {
    const person = await keyed(server);
    const elsewhere = { browser: await signedInElsewhere(server, person.account) };
    const { last } = await startLogin(person);
    assert.equal(refused(await finish(elsewhere, last)), 'wrong_password');
    must(await finish(person, last));
    const wrong = { ...(await startLogin(person)).last, finishLoginRequest: 'A'.repeat(86) };
    assert.equal(refused(await finish(person, wrong)), 'wrong_password');
  });

  it('BF-01 counts each start like that of a sign-in, and gives it back to who was right', async () => {
    const person = await unknown();
    for (let right = 0; right < 6; right += 1) must(await finish(person, (await startLogin(person)).last));
    assert.deepEqual(await guesses(person), FIVE);
    assert.ok(
      (await server.parts.storage.audit.list({ limit: 3 })).some(({ kind }) => kind === 'login.throttled'),
    );
  });

  it('JIRO-R06 is the password of then for a key left behind, which opens under the next from then on', async () => {
    const person = await keyed(server);
    const opaque = (await stateOf(person)).current?.opaque;
    const bridged = await bridge(server.databaseUrl, person.account.id, 1);
    const proof = await leave(person);
    const { older, current } = await stateOf(person);
    assert.equal(current?.generation, 2);
    assert.deepEqual(
      older.map(({ generation, byPassword, byRecovery, successor }) => [
        ...[generation, byPassword, byRecovery, successor],
      ]),
      [[1, true, false, undefined]],
    );
    const { told, last } = await startLogin(person, 1);
    assert.deepEqual([told.jwe, told.bridges], [opaque, [bridged]]);
    must(await finish(person, last));

    const successor = aJwe();
    const reopening = { generation: 1, proof: person.proof, successor };
    const wrong = await callKeys(person, '/account/keys/reopen', { ...reopening, proof });
    assert.equal(refused(wrong), 'keys_changed');
    const after = must(await callKeys(person, '/account/keys/reopen', reopening));
    assert.deepEqual(
      after.older.map((key) => [key.generation, key.successor, key.byPassword, key.lockedUntilSeconds]),
      [[1, successor, false, undefined]],
    );
    assert.equal(refused(await callKeys(person, '/account/keys/reopen', reopening)), 'keys_changed', 'once');
    assert.equal(await guess(person, 1), 'not_found');
    assert.equal((await kindsOf(server, person.account))[0], 'keys.reopened');
  });

  it('counts guesses at an old password apart, and gives none at that of today back', async () => {
    const person = await unknown();
    await leave(person);
    assert.deepEqual(await guesses(person), FIVE);
    must(await finish(person, (await startLogin(person, 1)).last));
    assert.equal(await guess(person), 'too_many_attempts');
    assert.deepEqual(await guesses(person, 1), FIVE);
  });

  it('is a recovery key, shown as often as one may mistype it', async () => {
    const person = await keyed(server);
    const recovery = aRecovery();
    const { lookup, proof, jwe } = recovery;
    const given = { generation: 1, proof: person.proof, recovery };
    const wrong = { ...given, proof: aProof() };
    const letters = async () =>
      (await server.parts.storage.outbox.recent(50)).filter(({ kind }) => kind === 'recovery-key-made');
    assert.equal(refused(await callKeys(person, '/account/keys/recovery', wrong)), 'keys_changed');
    assert.equal((await letters()).length, 0);
    must(await callKeys(person, '/account/keys/recovery', given));
    assert.equal((await letters()).length, 1, 'its owner is told');
    assert.equal((await kindsOf(server, person.account))[0], 'keys.recovery_made');
    const open = (shown: { lookup: string; proof: string }) =>
      callKeys(person, '/account/keys/recovery/open', shown);
    assert.deepEqual(must(await open({ lookup, proof })), { generation: 1, jwe });
    const used = async () =>
      (await server.parts.storage.outbox.recent(50)).filter(({ kind }) => kind === 'recovery-key-used')
        .length;
    assert.equal(await used(), 1);
    assert.equal((await kindsOf(server, person.account))[0], 'keys.recovery_used');
    assert.ok((await stateOf(person)).current?.recoveryUsedAtSeconds);
    assert.equal(refused(await callKeys(person, '/account/keys/recovery', given)), 'recovery_used');
    await leave(person);
    assert.deepEqual(must(await open({ lookup, proof })), { generation: 1, jwe }, 'of a key left behind');
    assert.equal(await used(), 1, 'told once');
    for (const bad of [
      { lookup, proof: aProof() },
      { lookup: aRecovery().lookup, proof },
    ])
      assert.equal(refused(await open(bad)), 'wrong_recovery_key');
    const codes = [];
    for (let more = 0; more < 7; more += 1) codes.push(refused(await open({ lookup, proof: aProof() })));
    assert.deepEqual([codes.indexOf('too_many_attempts'), codes.lastIndexOf('wrong_recovery_key')], [6, 5]);
    server.clock.turn(3_600);
    assert.equal(must(await open({ lookup, proof })).jwe, jwe);
  });

  it('is another one when a thief may know it: all that is wrapped is listed anew, and no more', async () => {
    const person = await keyed(server);
    const [key, other] = [await addPasskey(server, person, { label: 'Laptop' }), await keyed(server)];
    const wrapOf = (credentialId: string) => ({
      ...{ credentialId, jwe: aJwe(), privateJwe: aJwe(), publicJwe: aJwe() },
    });
    const shown = { generation: 1, proof: person.proof };
    const before = await stateOf(person);
    const seen = before.current?.opaque;
    const replace = (change: object) =>
      callKeys(person, '/account/keys/replace', { ...shown, ...newKey(), opaque: aJwe(), seen, ...change });
    assert.equal(
      refused(await replace({ seen: aJwe() })),
      'keys_changed',
      'the password was registered anew',
    );
    assert.equal(refused(await replace({ passkeys: [wrapOf(key.id)] })), 'not_found', 'it had no wrap');
    assert.equal(refused(await replace({ proof: other.proof })), 'keys_changed');
    assert.equal(refused(await replace({ opaque: undefined })), 'last_key');
    must(await callKeys(person, '/account/keys/passkey', { ...shown, passkey: wrapOf(key.id) }));
    const twice = [wrapOf(key.id), wrapOf(key.id)];
    assert.equal(refused(await replace({ passkeys: twice })), 'not_found');
    assert.equal((await stateOf(person)).current?.opaque, before.current?.opaque);

    const [passkey, next] = [wrapOf(key.id), newKey()];
    const { current, older } = must(await replace({ ...next, opaque: undefined, passkeys: [passkey] }));
    assert.deepEqual([current?.generation, current?.opaque], [2, undefined]);
    assert.deepEqual(current?.passkeys, [{ ...passkey, label: 'Laptop' }]);
    assert.ok(
      (current?.createdAtSeconds ?? 0) > (before.current?.createdAtSeconds ?? 0),
      'its kid sorts higher',
    );
    assert.deepEqual(
      older.map(({ generation, successor, byPassword }) => [generation, successor, byPassword]),
      [[1, next.successor, false]],
    );
    assert.equal((await kindsOf(server, person.account))[0], 'keys.replaced');
    const late = await callKeys(person, '/account/keys/password', { ...shown, jwe: aJwe() });
    assert.equal(refused(late), 'keys_changed');
  });

  it('is of one generation, whoever writes at the same moment', async () => {
    const person = await keyed(server);
    const { current: before } = await stateOf(person);
    const shown = { generation: 1, proof: person.proof, seen: before?.opaque };
    const [opaque, jwe] = [aJwe(), aJwe()];
    const calls = await Promise.all([
      callKeys(person, '/account/keys/password', { ...shown, jwe }),
      callKeys(person, '/account/keys/replace', { ...shown, ...newKey(), opaque }),
      callKeys(person, '/account/keys/replace', { ...shown, ...newKey(), opaque }),
      callKeys(person, '/account/keys/password', { ...shown, jwe }),
    ]);
    // Whoever is first changes what all others saw.
    assert.equal(calls.filter(({ ok }) => ok).length, 1);
    const replaced = calls[1]?.ok || calls[2]?.ok;
    const { current, older } = await stateOf(person);
    const expected = replaced ? [2, opaque, 1] : [1, jwe, 0];
    assert.deepEqual([current?.generation, current?.opaque, older.length], expected);
    for (const called of calls) assert.ok(called.ok || called.problem.problem === 'keys_changed');
  });

  it('lets go of a key left behind when its time is over, with all that opened it', async () => {
    const person = await keyed(server);
    await leave(person);
    const { vaultKeys } = server.parts.storage;
    assert.equal(await vaultKeys.sweepLocked(server.clock.nowSeconds(), 10), 0);
    server.clock.turn(LOCKED_SECONDS);
    const again = { browser: await signedInElsewhere(server, person.account) };
    assert.deepEqual((await stateOf(again)).older, [], 'not told, though its row is there');
    const reopening = { generation: 1, proof: person.proof, successor: aJwe() };
    assert.equal(refused(await callKeys(again, '/account/keys/reopen', reopening)), 'keys_changed');
    assert.ok((await vaultKeys.sweepLocked(server.clock.nowSeconds(), 10)) >= 1);
    const wraps = await vaultKeys.list(person.account.id);
    assert.deepEqual([...new Set(wraps.map(({ generation }) => generation))], [2]);
  });
});
