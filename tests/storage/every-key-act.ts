import assert from 'node:assert/strict';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { actOf, aPasskeyOf, type KeyWorld } from '../vault/key-world.ts';
import { aJwe, aProof } from '../vault/made.ts';
import { aLetter, aSession, event, NOW } from './world.ts';

/** Each statement about the account keys of people once. */
export async function everyKeyAct(world: KeyWorld): Promise<void> {
  const { keys, storage } = world;
  const { id, holder, opaque: seen } = await world.keyed();
  const act = actOf(id, 'keys.made');
  const [passkey, other] = [await aPasskeyOf(world, id), await aPasskeyOf(world, id)];
  const wrapped = aJwe();
  const recovery = { lookup: newId(), proofDigest: fingerprint(aProof()), jwe: aJwe() };
  assert.equal(await keys.wrapPasskey(act, holder, passkey), 'done');
  assert.equal(await keys.wrapPasskey(act, holder, other), 'done');
  assert.equal(await keys.setRecovery(act, holder, recovery), 'done');
  assert.equal(await keys.wrapPassword(act, holder, { jwe: wrapped, seen }), 'done');
  assert.equal(await keys.removePasskey(act, holder, other.credentialId), 'done');
  assert.ok((await keys.owner(id)).hasRecovery);
  for (const olderToo of [true, false]) assert.ok(await keys.useRecovery(act, { ...recovery, olderToo }));
  assert.ok((await keys.state(id)).current);
  assert.equal((await keys.list(id)).length, 3);

  const account = await storage.accounts.find(id);
  assert.ok(account);
  const session = aSession(account, { amr: ['pwd', 'mfa'] });
  await storage.sessions.start(session, undefined, event('account.signed_in', id));
  const device = { deviceId: 'd'.repeat(22), share: aProof(), jwe: aJwe() };
  const onDevice = { accountId: id, sessionId: session.id, deviceId: device.deviceId };
  assert.equal(await storage.deviceWraps.keep(act, holder, session.id, device), 'done');
  assert.equal((await storage.deviceWraps.find(onDevice))?.share, device.share);
  assert.equal(await storage.deviceWraps.drop(act, session.id), 'done');

  const next = {
    ...{ proofDigest: fingerprint(aProof()), opaque: aJwe(), passkeys: [passkey] },
    recovery: { ...recovery, lookup: newId() },
  };
  assert.equal(await keys.replace(act, holder, { ...next, successor: aJwe(), seen: wrapped }), 'done');
  await world.lock(id, NOW + 100);
  assert.ok(await keys.findLocked(id, 2, NOW));
  const old = { generation: 2, proofDigest: next.proofDigest };
  assert.equal(await keys.reopen(act, old, aJwe()), 'done');
  assert.equal(await keys.sweepLocked(NOW, 10), 0);

  assert.equal(await world.removeFactor(id, passkey.factorId), 'removed');
  const gone = { event: event('password.removed', id), letter: aLetter(), keptSessionId: '' };
  assert.equal(await storage.credentials.remove(id, gone), 'last_key');
}
