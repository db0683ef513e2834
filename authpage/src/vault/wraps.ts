import { type AccountKey, KEY_BYTES, olderKek } from './account-key.ts';
import type { Bytes } from './bytes.ts';
import type { KeyOwner } from './calls.ts';
import { type DirectHeader, open, seal } from './sealed.ts';

/** What a wrap is opened with. A bridge holds the key-encryption key of an older password, every other one an account key. */
export type WrapKind = 'opaque' | 'bridge' | 'recovery' | 'successor' | 'device';

interface Wrap extends KeyOwner {
  readonly generation: number;
  readonly kind: WrapKind;
  /** Which of its kind: the lookup of a recovery key, the newer generation of a successor, the id of a device, else ''. */
  readonly ref: string;
}

/** After this many changes without an unlock no renewal is offered: nobody walks a longer chain. */
export const BRIDGES_MAX = 4;

/** Members and order are what docs/scoped-keys.md says: they are compared to the byte. */
export function wrapHeader({ issuer, accountId, generation, kind, ref }: Wrap): DirectHeader {
  return {
    alg: 'dir',
    enc: 'A256GCM',
    typ: 'mk-wrap+jwe',
    v: 1,
    iss: issuer,
    sub: accountId,
    gen: generation,
    wrap: kind,
    ref,
  };
}

/** 32 bytes under a key-encryption key of 32, bound to all that `wrap` says. */
export function sealWrap(secret: Bytes, kek: Bytes | CryptoKey, wrap: Wrap): Promise<string> {
  return seal(secret, kek, wrapHeader(wrap));
}

/** The 32 bytes; undefined: another key, or a wrap of something else. */
export async function openWrap(jwe: string, kek: Bytes | CryptoKey, wrap: Wrap): Promise<Bytes | undefined> {
  const secret = await open(jwe, kek, wrapHeader(wrap));
  return secret?.length === KEY_BYTES ? secret : undefined;
}

/**
 * Opens the wrap of a password. `bridges` are oldest first: the newest opens with today's key-encryption key and gives the
 * one before it, and so on to that of the password the wrap was written for.
 */
export async function openPassword(
  kek: Bytes,
  { opaque, bridges }: { readonly opaque: string; readonly bridges: readonly string[] },
  owner: KeyOwner & { readonly generation: number },
): Promise<Bytes | undefined> {
  if (bridges.length > BRIDGES_MAX) return undefined;
  let earlier: Bytes | undefined = kek;
  for (const bridge of [...bridges].reverse()) {
    earlier = await openWrap(bridge, earlier, { ...owner, kind: 'bridge', ref: '' });
    if (earlier === undefined) return undefined;
  }
  return openWrap(opaque, earlier, { ...owner, kind: 'opaque', ref: '' });
}

/** An older account key under a newer one. */
export async function sealSuccessor(owner: KeyOwner, older: AccountKey, newer: AccountKey): Promise<string> {
  const kek = await olderKek(owner, newer, older.generation);
  return sealWrap(older.key, kek, successorOf(owner, older.generation, newer.generation));
}

/** The older account key; undefined: it lies under another one, or is of another generation. */
export async function openSuccessor(
  owner: KeyOwner,
  { successor, generation }: { readonly successor: string; readonly generation: number },
  newer: AccountKey,
): Promise<AccountKey | undefined> {
  if (generation >= newer.generation) return undefined;
  const kek = await olderKek(owner, newer, generation);
  const key = await openWrap(successor, kek, successorOf(owner, generation, newer.generation));
  return key && { generation, key };
}

function successorOf(owner: KeyOwner, generation: number, newerGeneration: number): Wrap {
  return { ...owner, generation, kind: 'successor', ref: String(newerGeneration) };
}
