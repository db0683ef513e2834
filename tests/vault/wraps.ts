import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { fingerprint } from '../../server/platform/digest.ts';

/** What a page does with account keys, in a few lines and with another library: the formats, not the code, must agree. */
export interface Owner {
  readonly issuer: string;
  readonly accountId: string;
}

type Part = string | Uint8Array;

/** Each part with its length in two bytes before it, so that no two lists make the same bytes. */
function framed(...parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

function derive(hash: 'sha256' | 'sha512', key: Uint8Array, { salt, info }: { salt: string; info: Part }) {
  return Buffer.from(hkdfSync(hash, key, salt, info, 32));
}

export const newAccountKey = () => randomBytes(32);

/** What only a holder of the key can say. */
export function keyProof(key: Uint8Array, { issuer, accountId }: Owner, generation: number): string {
  const info = framed('account-key-proof/v1', issuer, String(generation));
  return derive('sha256', key, { salt: accountId, info }).toString('base64url');
}

/** The key that an export key (base64url of 64 bytes) becomes. */
export function passwordKey(exportKey: string, { issuer, accountId }: Owner): Buffer {
  const info = framed('kek/opaque-export/v1', issuer);
  return derive('sha512', Buffer.from(exportKey, 'base64url'), { salt: accountId, info });
}

export type WrapKind = 'opaque' | 'bridge' | 'recovery';

interface Bound {
  readonly owner: Owner;
  readonly generation: number;
  readonly kind: WrapKind;
  readonly ref?: string;
}

function headerOf({ owner, generation, kind, ref = '' }: Bound): string {
  const fixed = { alg: 'dir', enc: 'A256GCM', typ: 'mk-wrap+jwe', v: 1, iss: owner.issuer };
  const header = { ...fixed, sub: owner.accountId, gen: generation, wrap: kind, ref };
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}

/** RFC 7516 §7.1, `dir` and A256GCM. */
export function seal(under: Buffer, payload: Uint8Array, bound: Bound): string {
  const [header, iv] = [headerOf(bound), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', under, iv).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(payload), cipher.final()]);
  return [header, '', ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Undefined: another key, another owner, another generation, another kind, or a flipped bit. */
export function open(under: Buffer, jwe: string, bound: Bound): Buffer | undefined {
  const [header = '', , ...rest] = jwe.split('.');
  if (header !== headerOf(bound)) return undefined;
  const [iv = Buffer.alloc(0), text = Buffer.alloc(0), tag = Buffer.alloc(0)] = rest.map((part) =>
    Buffer.from(part, 'base64url'),
  );
  try {
    const decipher = createDecipheriv('aes-256-gcm', under, iv).setAAD(Buffer.from(header)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The account key under a password; `bridges` lead to the password of the wrap, oldest first. */
export function openWithPassword(
  exportKey: string,
  { opaque, bridges }: { readonly opaque: string | undefined; readonly bridges: readonly string[] },
  { owner, generation }: Pick<Bound, 'owner' | 'generation'>,
): Buffer | undefined {
  if (opaque === undefined) return undefined;
  let key: Buffer | undefined = passwordKey(exportKey, owner);
  for (const bridge of bridges.toReversed())
    key = key && open(key, bridge, { owner, generation, kind: 'bridge' });
  return key && open(key, opaque, { owner, generation, kind: 'opaque' });
}

export interface Recovery {
  readonly code: Buffer;
  /** For the server. */
  readonly made: { readonly lookup: string; readonly proof: string; readonly jwe: string };
  readonly shown: { readonly lookup: string; readonly proof: string };
}

/** A new recovery key for that account key. */
export function newRecovery(key: Uint8Array, owner: Owner, generation: number): Recovery {
  const code = randomBytes(20);
  const part = (info: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', code, owner.accountId, info, bytes));
  const lookup = part('recovery/id/v1', 16).toString('base64url');
  const proof = part('recovery/auth/v1', 32).toString('base64url');
  const bound = { owner, generation, kind: 'recovery', ref: lookup } as const;
  const jwe = seal(part('recovery/kek/v1', 32), key, bound);
  return { code, made: { lookup, proof, jwe }, shown: { lookup, proof } };
}

export function openWithRecovery(
  { code, shown }: Recovery,
  jwe: string,
  { owner, generation }: Pick<Bound, 'owner' | 'generation'>,
): Buffer | undefined {
  const under = Buffer.from(hkdfSync('sha256', code, owner.accountId, 'recovery/kek/v1', 32));
  return open(under, jwe, { owner, generation, kind: 'recovery', ref: shown.lookup });
}

/** Of a key, for messages of tests: which one it is, and not the key. */
export const nameOf = (key: Uint8Array | undefined) =>
  key && fingerprint(Buffer.from(key).toString('hex')).slice(0, 8);
