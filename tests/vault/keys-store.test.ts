import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { actOf, aPasskeyOf, openKeyWorld, type KeyWorld } from './key-world.ts';
import { aLetter, event } from '../storage/world.ts';
import { aJwe, aProof } from './made.ts';

describe('account keys in the store', () => {
  let world: KeyWorld;
  before(async () => {
    world = await openKeyWorld();
  });
  after(() => world.stop());

  it('JIRO-R10 keeps wraps and digests, and nothing that opens anything', async () => {
    const { id } = await world.account();
    const [proof, recoveryProof] = [aProof(), aProof()];
    const recovery = { lookup: newId(), proofDigest: fingerprint(recoveryProof), jwe: aJwe() };
    const first = { proofDigest: fingerprint(proof), opaque: aJwe(), passkey: undefined, recovery };
    assert.equal(await world.keys.make(actOf(id, 'keys.made'), first), 'done');
    const rows = await world.rows(
      'select * from account_key join key_wrap using (account_id, generation)',
      id,
    );
    assert.deepEqual(rows.map((row) => [row.kind, row.jwe]).sort(), [
      ['opaque', first.opaque],
      ['recovery', recovery.jwe],
    ]);
    const text = JSON.stringify(rows);
    assert.ok(!text.includes(proof) && !text.includes(recoveryProof));
    assert.deepEqual(await world.keys.owner(id), {
      ...{ generation: 1, hasRecovery: true, recoveryUsed: false },
    });
    const { current } = await world.keys.state(id);
    assert.equal(current?.opaque, first.opaque);
    const [event] = await world.storage.audit.list({ accountId: id, limit: 1 });
    assert.equal(event?.kind, 'keys.made');
  });

  it('one of two who make the first key at once is first', async () => {
    const { id } = await world.account();
    const makers = Array.from({ length: 8 }, () => ({
      ...{ proofDigest: fingerprint(aProof()), opaque: aJwe(), passkey: undefined, recovery: undefined },
    }));
    const outcomes = await Promise.all(makers.map((first) => world.keys.make(actOf(id, 'keys.made'), first)));
    assert.deepEqual([...outcomes].sort(), [...Array.from({ length: 7 }, () => 'changed'), 'done']);
    const winner = makers[outcomes.indexOf('done')];
    assert.equal((await world.keys.state(id)).current?.opaque, winner?.opaque);
    const events = await world.storage.audit.list({ accountId: id, limit: 10 });
    assert.equal(events.filter(({ kind }) => kind === 'keys.made').length, 1);
  });

  it('writes a wrap for whoever has the key in use, and for nobody else', async () => {
    const { id, holder, opaque: seen } = await world.keyed();
    const other = await world.keyed();
    const jwe = aJwe();
    const wrap = { jwe, seen };
    const act = actOf(id, 'keys.made');
    const wrong = { ...holder, proofDigest: other.holder.proofDigest };
    const before = await world.keys.state(id);
    assert.equal(await world.keys.wrapPassword(act, wrong, wrap), 'changed');
    assert.equal(await world.keys.wrapPassword(act, { ...holder, generation: 2 }, wrap), 'changed');
    assert.equal(await world.keys.wrapPassword(actOf(newId(), 'keys.made'), holder, wrap), 'absent');
    assert.deepEqual(await world.keys.state(id), before);
    const bridge = await world.bridge(id, 1);
    assert.equal((await world.keys.state(id)).current?.bridges.length, 1);
    // The password was registered anew since: what was sealed under it before would open to nobody.
    assert.equal(await world.keys.wrapPassword(act, holder, wrap), 'changed');
    assert.equal(await world.keys.wrapPassword(act, holder, { jwe, seen: undefined }), 'changed');
    assert.equal((await world.keys.state(id)).current?.bridges.length, 1);
    assert.equal(await world.keys.wrapPassword(act, holder, { jwe, seen: bridge }), 'done');
    const { current } = await world.keys.state(id);
    assert.deepEqual([current?.opaque, current?.bridges], [jwe, []]);
    assert.equal((await world.keys.state(other.id)).current?.opaque, other.opaque);
  });

  it('tells bridges oldest first', async () => {
    const { id } = await world.keyed();
    const made = [];
    for (const ref of [1, 2, 3, 4]) made.push(await world.bridge(id, ref));
    assert.deepEqual((await world.keys.state(id)).current?.bridges, made);
  });

  it('keeps the last way in, whichever it is, however many are removed at once', async () => {
    const { id, holder } = await world.keyed();
    const wraps = await Promise.all([aPasskeyOf(world, id), aPasskeyOf(world, id)]);
    for (const wrap of wraps)
      assert.equal(await world.keys.wrapPasskey(actOf(id, 'keys.passkey_added'), holder, wrap), 'done');
    const removing = ({ credentialId }: { credentialId: string }) =>
      world.keys.removePasskey(actOf(id, 'keys.passkey_removed'), holder, credentialId);
    await world.rows(`delete from key_wrap where kind = 'opaque' and account_id = $1`, id);
    const outcomes = await Promise.all(wraps.map(removing));
    assert.deepEqual([...outcomes].sort(), ['done', 'last']);
    assert.equal((await world.keys.state(id)).current?.passkeys.length, 1);
  });

  it('keeps it where a password or a passkey goes at the moment of the act', async () => {
    const { id, holder } = await world.keyed();
    const wrap = await aPasskeyOf(world, id);
    const letter = aLetter();
    const removing = () =>
      world.storage.credentials.remove(id, {
        ...{ event: event('password.removed', id), letter, keptSessionId: '' },
      });
    assert.equal(await removing(), 'last_key');
    assert.ok(await world.storage.credentials.ofAccount(id));
    assert.equal(await world.keys.wrapPasskey(actOf(id, 'keys.passkey_added'), holder, wrap), 'done');
    const outcomes = await Promise.all([removing(), world.removeFactor(id, wrap.factorId)]);
    // The password first: then the passkey is the last way in at all. The passkey first: then the password is the last key.
    const expected = outcomes[0] === 'removed' ? ['removed', 'last_way_in'] : ['last_key', 'removed'];
    assert.deepEqual(outcomes, expected);
    const { current } = await world.keys.state(id);
    const left = [current?.opaque, ...(current?.passkeys ?? [])].filter((way) => way !== undefined);
    assert.equal(left.length, 1);
  });

  it('takes a wrap for a passkey of the account only, and drops it with the passkey', async () => {
    const [mine, theirs] = [await world.keyed(), await world.keyed()];
    const act = actOf(mine.id, 'keys.passkey_added');
    assert.equal(
      await world.keys.wrapPasskey(act, mine.holder, await aPasskeyOf(world, theirs.id)),
      'absent',
    );
    const wrap = await aPasskeyOf(world, mine.id);
    assert.equal(await world.keys.wrapPasskey(act, mine.holder, wrap), 'done');
    assert.deepEqual((await world.keys.state(mine.id)).current?.passkeys, [wrap]);
    assert.equal(await world.removeFactor(mine.id, wrap.factorId), 'removed');
    assert.deepEqual((await world.keys.state(mine.id)).current?.passkeys, []);
  });

  it('finds a recovery key by its digest, in its account alone', async () => {
    const { id, holder } = await world.keyed();
    const recovery = { lookup: newId(), proofDigest: fingerprint(aProof()), jwe: aJwe() };
    const act = actOf(id, 'keys.recovery_made');
    const wrong = { ...holder, proofDigest: fingerprint(aProof()) };
    assert.equal(await world.keys.setRecovery(act, wrong, recovery), 'changed');
    assert.equal(await world.keys.setRecovery(act, holder, recovery), 'done');
    const { lookup, proofDigest } = recovery;
    const use = (whose: string, shown: object = {}) =>
      world.keys.useRecovery(actOf(whose, 'keys.recovery_used'), {
        ...{ lookup, proofDigest, olderToo: true },
        ...shown,
      });
    assert.equal(await use(id, { proofDigest: fingerprint(aProof()) }), undefined);
    assert.equal(await use((await world.keyed()).id), undefined);
    assert.equal((await world.keys.owner(id)).recoveryUsed, false);
    const opened = { generation: 1, jwe: recovery.jwe };
    assert.deepEqual(await Promise.all([use(id), use(id)]), [opened, opened]);
    const events = await world.storage.audit.list({ accountId: id, limit: 10 });
    assert.equal(events.filter(({ kind }) => kind === 'keys.recovery_used').length, 1, 'once, at once');
    assert.equal((await world.keys.owner(id)).recoveryUsed, true);
    assert.equal((await world.keys.state(id)).current?.recoveryUsedAtSeconds, act.atSeconds);
    assert.equal(await world.keys.setRecovery(act, holder, recovery), 'used', 'the same is no other');
    const next = { ...recovery, lookup: newId() };
    for (const time of ['first', 'again, since the answer was lost'])
      assert.equal(await world.keys.setRecovery(act, holder, next), 'done', time);
    assert.equal(await use(id), undefined, 'the one before is of no use');
    assert.equal((await world.keys.owner(id)).recoveryUsed, false);
  });
});
