import { type AccountKey, exportKek } from './account-key.ts';
import type { Bytes } from './bytes.ts';
import type { KeyOwner } from './calls.ts';
import type { VaultFileKey } from './vault-file.ts';

export type ExportKind = 'proved' | 'chosen';

/** All that the vault worker remembers. It lies nowhere else, and ends with the worker. */
export interface Kept {
  /** 64 bytes each. */
  readonly exports: Map<ExportKind, Bytes>;
  open: { readonly owner: KeyOwner; readonly held: AccountKey } | undefined;
  /** Older keys of the same account that were opened again, by generation. */
  readonly older: Map<number, AccountKey>;
  /** An older key between its opening and its sealing under the one in use. */
  reopening: { readonly owner: KeyOwner; readonly held: AccountKey } | undefined;
  /** A recovery key between its typing and its use. */
  code: { readonly owner: KeyOwner; readonly bytes: Bytes } | undefined;
  /** A file of the vault between its first part and its last. */
  file: { readonly owner: KeyOwner; readonly file: VaultFileKey } | undefined;
}

/** What was asked needs something that is not open: an account key, an export key, a recovery key. */
export class VaultLocked extends Error {
  override readonly name = 'VaultLocked';
}

export function nothingKept(): Kept {
  return {
    exports: new Map(),
    open: undefined,
    older: new Map(),
    reopening: undefined,
    code: undefined,
    file: undefined,
  };
}

/** The open account key of that owner. Throws VaultLocked: none is, or somebody else's. */
export function heldBy(kept: Kept, owner: KeyOwner): AccountKey {
  if (!kept.open || !isSame(kept.open.owner, owner)) throw new VaultLocked('no account key is open');
  return kept.open.held;
}

/** Another account key is open from now on; what was open of another account or generation is overwritten. */
export function keep(kept: Kept, { issuer, accountId }: KeyOwner, held: AccountKey): void {
  const before = kept.open;
  if (
    before &&
    (!isSame(before.owner, { issuer, accountId }) || before.held.generation !== held.generation)
  ) {
    for (const { key } of [before.held, ...kept.older.values()]) key.fill(0);
    kept.older.clear();
  }
  kept.open = { owner: { issuer, accountId }, held };
}

/** Key-encryption key of an export key. Throws VaultLocked: it was not taken. */
export function kekOf(kept: Kept, owner: KeyOwner, kind: ExportKind): Promise<Bytes> {
  const exportKey = kept.exports.get(kind);
  if (!exportKey) throw new VaultLocked(`no export key: ${kind}`);
  return exportKek(owner, exportKey);
}

/** Of the password that was chosen, or else of the one that was proved; undefined: of neither. */
export function newestKek(kept: Kept, owner: KeyOwner): Promise<Bytes> | undefined {
  const exportKey = kept.exports.get('chosen') ?? kept.exports.get('proved');
  return exportKey && exportKek(owner, exportKey);
}

/** The recovery key that was typed for that owner; it serves once. Throws VaultLocked: none was. */
export function codeOf(kept: Kept, owner: KeyOwner): Bytes {
  const { code } = kept;
  kept.code = undefined;
  if (!code || !isSame(code.owner, owner)) throw new VaultLocked('no recovery key was typed');
  return code.bytes;
}

export function isSame(one: KeyOwner, other: KeyOwner): boolean {
  return one.issuer === other.issuer && one.accountId === other.accountId;
}
