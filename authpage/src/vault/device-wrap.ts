import { type AccountKey, KEY_BYTES } from './account-key.ts';
import { type Bytes, fromBase64url, randomBytes, toBase64url, utf8 } from './bytes.ts';
import type { DeviceWrap, KeyOwner } from './calls.ts';
import { frame } from './derive.ts';
import { openWrap, sealWrap } from './wraps.ts';

const ID_BYTES = 16;

/** What a browser keeps so that the vault opens there without being asked: a key that no script can read. */
export interface DeviceKey {
  /** 16 random bytes, base64url. */
  readonly id: string;
  /** For HKDF, and not extractable. */
  readonly key: CryptoKey;
}

/** Its 32 bytes are overwritten: from then on there is the handle, which the browser keeps. */
export async function newDeviceKey(): Promise<DeviceKey> {
  const bytes = randomBytes(KEY_BYTES);
  const key = await importDeviceKey(bytes);
  bytes.fill(0);
  return { id: toBase64url(randomBytes(ID_BYTES)), key };
}

export function importDeviceKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
}

/** The account key for that browser; `share` goes to the server, which gives it to this session alone, as long as it lives. */
export async function sealForDevice(
  owner: KeyOwner,
  held: AccountKey,
  device: DeviceKey,
): Promise<DeviceWrap> {
  const share = randomBytes(KEY_BYTES);
  const { generation } = held;
  const wrap = { ...owner, generation, kind: 'device', ref: device.id } as const;
  const jwe = await sealWrap(held.key, await deviceKek(owner, device, share), wrap);
  return { deviceId: device.id, share: toBase64url(share), jwe };
}

/** The account key; undefined: another browser, account, session or generation. */
export async function openOnDevice(
  owner: KeyOwner & { readonly generation: number },
  { share, jwe }: Pick<DeviceWrap, 'share' | 'jwe'>,
  device: DeviceKey,
): Promise<AccountKey | undefined> {
  const bytes = fromBase64url(share);
  if (bytes?.length !== KEY_BYTES) return undefined;
  const kek = await deviceKek(owner, device, bytes);
  const key = await openWrap(jwe, kek, { ...owner, kind: 'device', ref: device.id });
  return key && { generation: owner.generation, key };
}

/** Needs both halves: what the browser keeps, and what the server gives a living session. Not extractable either. */
function deviceKek(
  { issuer, accountId }: KeyOwner,
  { id, key }: DeviceKey,
  share: Bytes,
): Promise<CryptoKey> {
  const info = frame('kek/device/v1', issuer, id, share);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: utf8(accountId), info };
  return crypto.subtle.deriveKey(derivation, key, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}
