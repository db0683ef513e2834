import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { Keyring } from '../../server/keyring/keyring.ts';
import type { KeyPurpose } from '../../server/keyring/key-store.ts';
import { KeyringError } from '../../server/keyring/keyring-error.ts';
import { maintainKeys } from '../../server/keyring/maintain.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { DAY, freshKeyring, keyringParts, lifetimes } from './parts.ts';

const kidOf = (jws: string): string =>
  JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).kid;
const published = (keyring: Keyring): string[] =>
  JSON.parse(keyring.jwks().body.toString()).keys.map(({ kid }: { kid: string }) => kid);
const stateOf = (keyring: Keyring, id: string) => keyring.keys.find((key) => key.id === id)?.state;
const refused = (problem: string) => (error: unknown) =>
  error instanceof KeyringError && error.problem === problem;

describe('rotation', () => {
  it('KY-01 KY-02 publishes a day ahead, signs after, keeps the old one until its last token died', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const oldToken = keyring.sign('ES256', 'JWT', { n: 1 });
    const oldId = kidOf(oldToken);
    const newId = await rotateKey(parts, 'sign-ES256');
    await keyring.refresh();

    assert.ok(published(keyring).includes(newId));
    assert.equal(stateOf(keyring, newId), 'upcoming');
    parts.pass(lifetimes.signingKeyPublishSeconds - 1);
    assert.equal(kidOf(keyring.sign('ES256', 'JWT', {})), oldId);

    parts.pass(1);
    const lastOld = oldToken;
    const fresh = keyring.sign('ES256', 'JWT', { n: 2 });
    assert.equal(kidOf(fresh), newId);
    assert.equal(stateOf(keyring, oldId), 'retiring');
    assert.deepEqual(keyring.verify('JWT', lastOld), { n: 1 });
    assert.ok(published(keyring).includes(oldId));

    parts.pass(lifetimes.sessionAbsoluteSeconds + lifetimes.clockLeewaySeconds);
    assert.equal(stateOf(keyring, oldId), 'retired');
    assert.equal(keyring.verify('JWT', lastOld), undefined);
    assert.ok(!published(keyring).includes(oldId));
    assert.deepEqual(keyring.verify('JWT', fresh), { n: 2 });
  });

  it('KY-01 lets a verifier with a day-old copy of the JWKS verify every token', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    await rotateKey(parts, 'sign-RS256');
    await keyring.refresh();
    const copy = createLocalJWKSet(JSON.parse(keyring.jwks().body.toString()));
    for (const step of [0, DAY - 1, 1, 60]) {
      parts.pass(step);
      await jwtVerify(keyring.sign('RS256', 'JWT', { n: step }), copy);
    }
  });

  it('with now waits only until every instance has looked again', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const id = await rotateKey(parts, 'sign-EdDSA', { now: true });
    await keyring.refresh();
    assert.notEqual(kidOf(keyring.sign('EdDSA', 'JWT', {})), id);
    parts.pass(10);
    assert.equal(kidOf(keyring.sign('EdDSA', 'JWT', {})), id);
  });

  it('KY-01 waits that long even where keys are not published ahead', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const hasty = { ...parts, lifetimes: { ...lifetimes, signingKeyPublishSeconds: 0 } };
    const id = await rotateKey(hasty, 'ephemera');
    await keyring.refresh();
    assert.equal(stateOf(keyring, id), 'upcoming');
    parts.pass(10);
    assert.equal(stateOf(keyring, id), 'active');
  });

  it('refuses a second successor, and brings the waiting one forward with now', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const id = await rotateKey(parts, 'outbox');
    await assert.rejects(rotateKey(parts, 'outbox'), refused('rotation_refused'));
    assert.equal(await rotateKey(parts, 'outbox', { now: true }), id);
    await keyring.refresh();
    parts.pass(10);
    assert.equal(stateOf(keyring, id), 'active');
    assert.equal(keyring.keys.filter(({ purpose }) => purpose === 'outbox').length, 2);
  });

  it('KY-03 takes a revoked key out of the JWKS and refuses its tokens at once', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const stolen = keyring.sign('ES256', 'at+jwt', { sub: 'anna' });
    const id = await rotateKey(parts, 'sign-ES256', { revoke: true });
    await keyring.refresh();
    assert.equal(keyring.verify('at+jwt', stolen), undefined);
    assert.ok(!published(keyring).includes(kidOf(stolen)));
    assert.equal(kidOf(keyring.sign('ES256', 'at+jwt', {})), id);
    assert.equal(parts.store.rows.get(kidOf(stolen))?.sealed, null);
  });

  it('keeps opening what a sealing ring sealed before, for as long as it may live', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const sealer = keyring.sealer('refresh-token');
    const old = sealer.sealDeterministic(Buffer.from('family'), ['client']);
    await rotateKey(parts, 'refresh-token', { now: true });
    await keyring.refresh();
    parts.pass(10);
    assert.notDeepEqual(sealer.sealDeterministic(Buffer.from('family'), ['client']), old);
    assert.equal(sealer.open(old, ['client'])?.toString(), 'family');
    parts.pass(lifetimes.refreshAbsoluteSeconds + lifetimes.clockLeewaySeconds - 1);
    assert.equal(sealer.open(old, ['client'])?.toString(), 'family');
    parts.pass(1);
    assert.equal(sealer.open(old, ['client']), undefined);
  });

  it('puts new credentials under a new server setup and keeps the old ones for ever', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const [oldId, old] = [keyring.currentSetupId, keyring.serverSetup(keyring.currentSetupId)];
    const id = await rotateKey(parts, 'server-setup', { now: true });
    await keyring.refresh();
    parts.pass(10);
    assert.equal(keyring.currentSetupId, id);
    assert.notEqual(keyring.serverSetup(id), old);
    parts.pass(3650 * DAY);
    await maintainKeys(parts);
    await keyring.refresh();
    assert.equal(keyring.serverSetup(oldId), old);
    assert.equal((await openKeyring(parts)).serverSetup(oldId), old);
  });

  it('tells which server setups a thief knows, the one that waited too, and takes another this second', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const oldId = keyring.currentSetupId;
    const waitingId = await rotateKey(parts, 'server-setup');
    const id = await rotateKey(parts, 'server-setup', { compromised: true });
    await keyring.refresh();
    assert.equal(keyring.currentSetupId, id);
    const known = new Map(keyring.setups.map((setup) => [setup.id, setup.compromised]));
    assert.deepEqual(known, new Map([...known.keys()].map((one) => [one, one !== id])));
    assert.deepEqual([...known.keys()].sort(), [oldId, waitingId, id].sort());
    assert.ok(keyring.serverSetup(oldId), 'it still answers who must prove the old password');
    assert.equal(parts.store.events.filter(({ kind }) => kind === 'key.compromised').length, 2);
    parts.pass(3650 * DAY);
    await maintainKeys(parts);
    await keyring.refresh();
    assert.equal(keyring.currentSetupId, id, 'the one that waited never takes over');
    assert.equal((await openKeyring(parts)).setups.length, 3, 'and all three are tried at a start');
    await assert.rejects(rotateKey(parts, 'outbox', { compromised: true }), refused('rotation_refused'));
  });

  it('never changes the credential-id key, and never revokes a server setup', async (t) => {
    const { parts } = await freshKeyring(t);
    await assert.rejects(rotateKey(parts, 'credential-id', { now: true }), refused('rotation_refused'));
    await assert.rejects(rotateKey(parts, 'server-setup', { revoke: true }), refused('rotation_refused'));
  });

  it('makes one successor when five instances ask at once', async (t) => {
    const { parts } = await freshKeyring(t);
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => rotateKey(parts, 'sign-ES256')));
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal([...parts.store.rows.values()].filter(({ purpose }) => purpose === 'sign-ES256').length, 2);
  });

  it('still has a key on an instance whose clock lags behind the one that made it', async (t) => {
    const parts = keyringParts(t);
    await openKeyring(parts);
    const lagging = await openKeyring({
      ...parts,
      clock: { nowSeconds: () => parts.clock.nowSeconds() - 30 },
    });
    const ahead = await openKeyring(parts);
    assert.deepEqual(ahead.verify('JWT', lagging.sign('ES256', 'JWT', { n: 1 })), { n: 1 });
  });
});

describe('maintenance', () => {
  const inRing = (
    parts: { store: { rows: ReadonlyMap<string, { purpose: KeyPurpose }> } },
    purpose: KeyPurpose,
  ) => [...parts.store.rows.values()].filter((row) => row.purpose === purpose).length;

  it('does nothing, and takes no lock, while nothing is due', async (t) => {
    const { parts } = await freshKeyring(t);
    const changes = parts.store.changes;
    assert.equal(await maintainKeys(parts), 0);
    parts.pass(88 * DAY);
    assert.equal(await maintainKeys(parts), 0);
    assert.equal(parts.store.changes, changes);
  });

  it('makes one successor a day before a key is ninety days old, however many instances ask', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const old = kidOf(keyring.sign('ES256', 'JWT', {}));
    parts.pass(89 * DAY);
    await Promise.all(Array.from({ length: 5 }, () => maintainKeys(parts)));
    await keyring.refresh();
    for (const purpose of ['sign-RS256', 'sign-ES256', 'sign-EdDSA', 'ephemera'] as const) {
      assert.equal(inRing(parts, purpose), 2, purpose);
    }
    for (const purpose of ['credential-id', 'server-setup'] as const)
      assert.equal(inRing(parts, purpose), 1, purpose);
    assert.equal(kidOf(keyring.sign('ES256', 'JWT', {})), old);
    parts.pass(DAY);
    assert.notEqual(kidOf(keyring.sign('ES256', 'JWT', {})), old);
    assert.equal(await maintainKeys(parts), 0);
  });

  it('keeps signing when it comes months late', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    parts.pass(300 * DAY);
    assert.deepEqual(keyring.verify('JWT', keyring.sign('ES256', 'JWT', { n: 1 })), { n: 1 });
    await maintainKeys(parts);
    await keyring.refresh();
    assert.deepEqual(keyring.verify('JWT', keyring.sign('ES256', 'JWT', { n: 2 })), { n: 2 });
  });

  it('destroys the private part once nobody signs with it, and still publishes the public one', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const token = keyring.sign('ES256', 'JWT', { n: 1 });
    const row = () => parts.store.rows.get(kidOf(token));
    const whole = row()?.sealed?.length ?? 0;
    await rotateKey(parts, 'sign-ES256');
    parts.pass(DAY + lifetimes.clockLeewaySeconds - 1);
    await maintainKeys(parts);
    assert.equal(row()?.sealed?.length, whole, 'a lagging instance may still sign');

    parts.pass(1);
    assert.equal(await maintainKeys(parts), 1);
    assert.ok((row()?.sealed?.length ?? whole) < 80 && row()?.emptied === true);
    await keyring.refresh();
    const restarted = await openKeyring(parts);
    for (const instance of [keyring, restarted]) {
      assert.deepEqual(instance.verify('JWT', token), { n: 1 });
      assert.ok(published(instance).includes(kidOf(token)));
    }
    parts.pass(lifetimes.sessionAbsoluteSeconds + lifetimes.clockLeewaySeconds);
    await maintainKeys(parts);
    assert.equal(row()?.sealed, null);
    assert.equal(await maintainKeys(parts), 0);
    assert.ok(parts.store.events.some(({ kind }) => kind === 'key.retired'));
  });
});
