import type { Answers } from './calls.ts';
import { newCode } from './code-text.ts';
import { fileEntry } from './file-entry.ts';
import { type Kept, VaultLocked, heldBy, isSame } from './kept.ts';
import { openOwn } from './open-own.ts';
import { fileKeyText, sealPart, vaultFileKey } from './vault-file.ts';

/** What one part of a file holds at most. */
const ENTRIES_MAX = 1000;
const PARTS_MAX = 100_000;

type Filing = 'new-file' | 'seal-file';

/**
 * How the vault is written into a file that opens without us. Each file has a key of its own: who finds both reads what was
 * in the vault that day, and gets no account key, so neither what comes later nor the keys of apps.
 */
export function filing(kept: Kept): Pick<Answers, Filing> {
  return {
    async 'new-file'({ atSeconds, ...owner }) {
      heldBy(kept, owner);
      const code = newCode();
      const file = await vaultFileKey(owner, code, atSeconds);
      const text = await fileKeyText(code);
      code.fill(0);
      kept.file?.file.key.fill(0);
      kept.file = { owner, file };
      return { text, name: file.name };
    },

    async 'seal-file'({ part, of, entries, ...owner }) {
      const { file, owner: ofWhom } = kept.file ?? {};
      if (!file || !ofWhom || !isSame(ofWhom, owner)) throw new VaultLocked('no file was begun');
      if (!(part >= 0 && part < of && of <= PARTS_MAX)) throw new RangeError('no such part of a file');
      if (entries.length > ENTRIES_MAX) throw new RangeError('too many entries in one part of a file');
      const texts = await Promise.all(entries.map((entry) => openOwn(kept, owner, entry)));
      const opened = entries.flatMap((entry, at) => {
        const text = texts[at];
        return text === undefined ? [] : [fileEntry(entry, text)];
      });
      const jwe = await sealPart(owner, file, { part, of }, opened);
      if (part === of - 1) {
        file.key.fill(0);
        kept.file = undefined;
      }
      return { jwe, unopened: entries.length - opened.length };
    },
  };
}
