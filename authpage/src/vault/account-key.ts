import { type Bytes, concat, randomBytes, toBase64url } from './bytes.ts';
import type { KeyOwner } from './calls.ts';
import { frame, hkdf } from './derive.ts';

export const KEY_BYTES = 32;

/** An account key and which of them it is: 1 is the first of its account. */
export interface AccountKey {
  readonly generation: number;
  /** 32 bytes. */
  readonly key: Bytes;
}

/** 32 bytes that nothing leads to but their wraps. */
export function newAccountKey(generation: number): AccountKey {
  return { generation, key: randomBytes(KEY_BYTES) };
}

/** What only a holder of the key can say, as 43 characters: the server asks for it with every wrap that is written. */
export async function keyProof({ issuer, accountId }: KeyOwner, held: AccountKey): Promise<string> {
  const info = frame('account-key-proof/v1', issuer, String(held.generation));
  return toBase64url(await derived(accountId, held.key, info));
}

/** Key-encryption key of what OPAQUE gives a password (RFC 9807 §6.4.4): 64 bytes in, 32 out. */
export function exportKek({ issuer, accountId }: KeyOwner, exportKey: Bytes): Promise<Bytes> {
  const info = frame('kek/opaque-export/v1', issuer);
  return hkdf({ hash: 'SHA-512', ikm: exportKey, salt: accountId, info, length: KEY_BYTES });
}

/** Key-encryption key of what a passkey gives: PRF outputs are never used as they are. 32 bytes in and out. */
export function prfKek({ issuer, accountId }: KeyOwner, credentialId: string, prf: Bytes): Promise<Bytes> {
  return derived(accountId, prf, frame('kek/webauthn-prf/v1', issuer, credentialId));
}

/** Under this lies the list of passkeys: whoever has no account key adds none. */
export function recipientsKey({ issuer, accountId }: KeyOwner, held: AccountKey): Promise<Bytes> {
  return derived(accountId, held.key, frame('wrap-list/v1', issuer));
}

/** Under this lies the key of an older generation. `held` is the newer one. */
export function olderKek(
  { issuer, accountId }: KeyOwner,
  held: AccountKey,
  olderGeneration: number,
): Promise<Bytes> {
  return derived(accountId, held.key, frame('older-key/v1', issuer, String(olderGeneration)));
}

/** Key of one vault item; `collection` is '' for the owner's own. */
export function itemKey(
  { issuer, accountId }: KeyOwner,
  held: AccountKey,
  { collection, id }: { readonly collection: string; readonly id: string },
): Promise<Bytes> {
  return derived(accountId, held.key, frame('vault-item/v1', issuer, collection, id));
}

/** 48 bytes: 16 that name a scoped key, and 32 that are it. `rotationSalt` is 32 bytes. */
export function scopedKeyMaterial(
  { issuer, accountId }: KeyOwner,
  held: AccountKey,
  { keyGroup, scope, rotationSalt }: ScopedKeyName,
): Promise<Bytes> {
  const ikm = concat(held.key, rotationSalt);
  const info = frame('scoped-key/v1', issuer, keyGroup, scope);
  return hkdf({ hash: 'SHA-256', ikm, salt: accountId, info, length: 48 });
}

/** Whose key it is, what for, and how often it was replaced. */
export interface ScopedKeyName {
  readonly keyGroup: string;
  readonly scope: string;
  readonly rotationSalt: Bytes;
}

function derived(salt: string, ikm: Bytes, info: Bytes): Promise<Bytes> {
  return hkdf({ hash: 'SHA-256', ikm, salt, info, length: KEY_BYTES });
}
