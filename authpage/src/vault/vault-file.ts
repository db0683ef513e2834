import { type Bytes, toBase64url, utf8 } from './bytes.ts';
import type { KeyOwner } from './calls.ts';
import { codeText } from './code-text.ts';
import { hkdf } from './derive.ts';
import type { FileEntry } from './file-entry.ts';
import { type DirectHeader, seal } from './sealed.ts';

const KIND = 'tacet vault file key v1';

/** A file of the vault while it is written: which one it is, when, and the key that opens it and nothing else. */
export interface VaultFileKey {
  /** 16 bytes in base64url; tells which key opens the file, and nothing of it. */
  readonly name: string;
  readonly atSeconds: number;
  /** 32 bytes; never leaves the worker. */
  readonly key: Bytes;
}

/** The key of a file as its owner keeps it, in eight groups; no recovery key looks like it to a reader of either. */
export const fileKeyText = (code: Bytes): Promise<string> => codeText(code, KIND);

/** Name and key that a code of 20 bytes gives at that account: nothing of the account key is in either. */
export async function vaultFileKey(
  { accountId }: KeyOwner,
  code: Bytes,
  atSeconds: number,
): Promise<VaultFileKey> {
  const part = (info: string, length: number) =>
    hkdf({ hash: 'SHA-256', ikm: code, salt: accountId, info: utf8(info), length });
  const [name, key] = await Promise.all([part('vault-file/id/v1', 16), part('vault-file/key/v1', 32)]);
  return { name: toBase64url(name), atSeconds, key };
}

/** Which part of how many: so none is left out, put twice, or moved into another file. */
export interface PartPlace {
  readonly part: number;
  readonly of: number;
}

/** Members and order are what docs/vault-export.md says: they are compared to the byte. */
export function partHeader(
  { issuer, accountId }: KeyOwner,
  { name, atSeconds }: VaultFileKey,
  { part, of }: PartPlace,
): DirectHeader {
  const bound = { iss: issuer, sub: accountId, file: name, exportedAt: atSeconds, part, of };
  return { alg: 'dir', enc: 'A256GCM', typ: 'vault-file+jwe', v: 1, ...bound };
}

/** One part of a file, sealed. */
export function sealPart(
  owner: KeyOwner,
  file: VaultFileKey,
  place: PartPlace,
  entries: readonly FileEntry[],
): Promise<string> {
  return seal(utf8(JSON.stringify(entries)), file.key, partHeader(owner, file, place));
}
