import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { newVault } from '../../authpage/src/vault/answers.ts';
import type { DeviceKeys } from '../../authpage/src/vault/device-store.ts';
import {
  type DeviceKey,
  importDeviceKey,
  newDeviceKey,
  openOnDevice,
  sealForDevice,
} from '../../authpage/src/vault/device-wrap.ts';
import { VaultLocked } from '../../authpage/src/vault/kept.ts';
import { bytes, vectors } from './golden-file.ts';
import { exportKey, give, owner } from './vault-parts.ts';

const first = { ...owner, generation: 1 };
const held = { generation: 1, key: new Uint8Array(randomBytes(32)) };

describe('JIRO-R09 JIRO-R12 a wrap that opens on one device, for one session', () => {
  it('has a key that no script can read, and no key-encryption key either', async () => {
    const { key } = await newDeviceKey();
    assert.deepEqual([key.extractable, key.algorithm.name, [...key.usages]], [false, 'HKDF', ['deriveKey']]);
    for (const format of ['raw', 'jwk'] as const)
      await assert.rejects(crypto.subtle.exportKey(format, key), DOMException);
  });

  it('is refused with anything but both its halves, for its account and generation', async () => {
    const device = await newDeviceKey();
    const { share, jwe } = await sealForDevice(owner, held, device);
    const other = await sealForDevice(owner, held, device);
    assert.deepEqual(await openOnDevice(first, { share, jwe }, device), held);

    const elsewhere = { ...device, key: (await newDeviceKey()).key };
    const renamed = { ...device, id: (await newDeviceKey()).id };
    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      'the share of another session': () => openOnDevice(first, { share: other.share, jwe }, device),
      'no share': () => openOnDevice(first, { share: '', jwe }, device),
      'a longer share': () => openOnDevice(first, { share: `${share}AA`, jwe }, device),
      'another browser': () => openOnDevice(first, { share, jwe }, elsewhere),
      'another id': () => openOnDevice(first, { share, jwe }, renamed),
      'another account': () => openOnDevice({ ...first, accountId: 'acc_other' }, { share, jwe }, device),
      'another server': () => openOnDevice({ ...first, issuer: 'https://other' }, { share, jwe }, device),
      'another generation': () => openOnDevice({ ...first, generation: 2 }, { share, jwe }, device),
    };
    for (const [name, open] of Object.entries(refused)) assert.equal(await open(), undefined, name);
  });

  it('is refused with a flipped bit in the share', async () => {
    const { deviceId: id, deviceKey, share, jwe } = vectors.device;
    const device = { id, key: await importDeviceKey(bytes(deviceKey)) };
    const owns = { issuer: vectors.iss, accountId: vectors.sub, generation: 1 };
    assert.ok(await openOnDevice(owns, { share, jwe }, device));
    for (const at of bytes(share).keys()) {
      const flipped = bytes(share);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const other = Buffer.from(flipped).toString('base64url');
      assert.equal(await openOnDevice(owns, { share: other, jwe }, device), undefined, String(at));
    }
  });

  it('opens the vault of the next page, and of none after it was forgotten', async () => {
    const devices = inMemory();
    const vault = newVault(devices);
    await assert.rejects(vault['keep-device'](owner), VaultLocked);
    await give(vault, 'chosen', exportKey());
    const { proof } = await vault.make(first);
    const kept = await vault['keep-device'](owner);
    assert.equal(kept.proof, proof);
    const { body } = await vault['seal-item']({ ...owner, id: 'note', text: 'brass lantern' });

    const next = newVault(devices);
    assert.deepEqual(await next['find-device'](owner), { deviceId: kept.deviceId });
    assert.deepEqual(await next['open-device']({ ...first, ...kept }), { opened: true });
    const read = await next['open-items']({ ...owner, items: [{ id: 'note', body }] });
    assert.deepEqual(read.texts, ['brass lantern']);
    const another = { ...owner, accountId: 'acc_other' };
    assert.deepEqual(await next['find-device'](another), { deviceId: undefined });

    const again = await vault['keep-device'](owner);
    assert.deepEqual(await next['open-device']({ ...first, ...kept }), { opened: false }, 'it was replaced');
    await next['forget-device'](owner);
    const last = newVault(devices);
    assert.deepEqual(await last['find-device'](owner), { deviceId: undefined });
    assert.deepEqual(await last['open-device']({ ...first, ...again }), { opened: false });
    assert.deepEqual(await last.status(owner), { generation: undefined });
  });
});

function inMemory(): DeviceKeys {
  const kept = new Map<string, DeviceKey>();
  return {
    find: async (name) => kept.get(name),
    keep: async (name, device) => void kept.set(name, device),
    forget: async (name) => void kept.delete(name),
  };
}
