import type { KeysState } from '../../../../contract/keys.ts';
import type { Result } from '../../api.ts';
import { guarded } from '../../keys/guarded.ts';
import { askVault } from '../../keys/keeper.ts';
import { keyOwner } from '../../keys/key-owner.ts';
import type { KeyOwner } from '../../vault/calls.ts';
import { type FileEntry, fileEntry } from '../../vault/file-entry.ts';
import { inBatches } from './in-batches.ts';
import { type SealedItem, listSealed } from './list-sealed.ts';

/** A file of the vault, ready to be saved (docs/vault-export.md). */
export interface VaultFile {
  readonly fileName: string;
  readonly text: string;
  /** What opens it, shown once; undefined: it is not encrypted. */
  readonly key: string | undefined;
  readonly entries: number;
  /** Entries that no open key fits: they are not in the file. */
  readonly unopened: number;
}

/** How many of how many entries are in the file. */
export type OnProgress = (done: number, all: number) => void;

const FORMAT = {
  format: 'tacet-vault-export',
  v: 1,
  about:
    'A vault of Tacet. docs/vault-export.md of Tacet says how it opens, and has a short program that opens it.',
} as const;
/** As much of the name of a file as tells it from another one of that day. */
const NAME_CHARACTERS = 6;

type Batches = readonly (readonly SealedItem[])[];
type Written = Omit<VaultFile, 'entries'>;

/** Everything of the owner, sealed in the vault worker under a key of its own: neither is seen here but as it leaves. */
export function encryptedFile(state: KeysState, onProgress: OnProgress): Promise<Result<VaultFile>> {
  return written(state, onProgress, async (owner, batches, tell) => {
    const atSeconds = Math.floor(Date.now() / 1000);
    const { text: key, name: file } = await askVault('new-file', { ...owner, atSeconds });
    const parts: string[] = [];
    let unopened = 0;
    // One part at least, so that a file of nothing says so itself.
    const all = batches.length > 0 ? batches : [[]];
    for (const [part, entries] of all.entries()) {
      const sealed = await askVault('seal-file', { ...owner, part, of: all.length, entries });
      parts.push(sealed.jwe);
      unopened += sealed.unopened;
      tell(entries.length);
    }
    const { issuer: iss, accountId: sub } = owner;
    const text = JSON.stringify({ ...FORMAT, iss, sub, exportedAt: atSeconds, file, parts }, null, 1);
    const fileName = `${nameOf(atSeconds)}-${file.slice(0, NAME_CHARACTERS)}.json`;
    return { fileName, text, key, unopened };
  });
}

/** The same in clear: for another program, and for whoever finds it. */
export function plainFile(state: KeysState, onProgress: OnProgress): Promise<Result<VaultFile>> {
  return written(state, onProgress, async (owner, batches, tell) => {
    const atSeconds = Math.floor(Date.now() / 1000);
    const items: FileEntry[] = [];
    let unopened = 0;
    for (const entries of batches) {
      const { texts } = await askVault('open-items', { ...owner, items: entries });
      for (const [at, entry] of entries.entries()) {
        const text = texts[at];
        if (text === undefined) unopened += 1;
        else items.push(fileEntry(entry, text));
      }
      tell(entries.length);
    }
    const { issuer: iss, accountId: sub } = owner;
    const text = JSON.stringify({ ...FORMAT, iss, sub, exportedAt: atSeconds, items }, null, 1);
    return { fileName: `${nameOf(atSeconds)}-not-encrypted.json`, text, key: undefined, unopened };
  });
}

function written(
  { accountId, older }: KeysState,
  onProgress: OnProgress,
  write: (owner: KeyOwner, batches: Batches, tell: (more: number) => void) => Promise<Written>,
): Promise<Result<VaultFile>> {
  return guarded<VaultFile>(async () => {
    const owner = keyOwner(accountId);
    await askVault('open-successors', { ...owner, older });
    const listed = await listSealed();
    if (!listed.ok) return listed;
    const all = listed.value.length;
    let done = 0;
    onProgress(done, all);
    const file = await write(owner, inBatches(listed.value), (more) => onProgress((done += more), all));
    return { ok: true, value: { ...file, entries: all - file.unopened } };
  });
}

function nameOf(atSeconds: number): string {
  return `tacet-vault-${new Date(atSeconds * 1000).toISOString().slice(0, 10)}`;
}
