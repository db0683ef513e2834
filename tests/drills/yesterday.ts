import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataKeys } from '../../server/keyring/open-data-keys.ts';
import { readBackup } from '../../server/storage/backup/read-backup.ts';
import { takeBackup } from '../../server/storage/backup/take-backup.ts';
import { openStorage } from '../../server/storage/open.ts';
import { keksIn } from '../keyring/parts.ts';
import type { Loot } from './thief.ts';
import { type Kept, placeOf, type Victims } from './victims.ts';

/** A backup from before an account was deleted, and what opens the others of it today. */
export interface Yesterday extends AsyncDisposable {
  /** All that lies in the backup. */
  readonly loot: Loot;
  readonly deleted: Kept;
  /** Of sealed values in the backup: which open with today's database and key-encryption key. */
  openToday(): Promise<ReadonlySet<string>>;
}

/** Backs up, deletes an account, and backs up again, as the night after does. */
export async function openYesterday({ holder, databaseUrl, kept }: Victims): Promise<Yesterday> {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-backups-'));
  const { clock, config, storage } = holder.at.server.parts;
  const [path, tonight, keysPath] = ['yesterday', 'tonight', 'keys'].map((name) => join(folder, name));
  const order = (file: string) => ({
    ...{ store: storage.backups, path: file, keysPath: keysPath ?? '' },
    about: { version: 'drill', issuer: config.issuer, takenAtSeconds: clock.nowSeconds() },
  });
  await takeBackup(order(path ?? ''));
  const deleted = kept.at(-1);
  if (deleted === undefined) throw new Error('nobody keeps anything');
  const event = {
    kind: 'account.deleted',
    atSeconds: clock.nowSeconds(),
    accountId: deleted.account.id,
  } as const;
  await storage.accounts.delete(deleted.account.id, event);
  await takeBackup(order(tonight ?? ''));

  const texts: string[] = [];
  await readBackup(path ?? '', 'backup', async (_manifest, table, rows) => {
    if (table.name === 'sealed_record') texts.push(...rows);
  });
  return {
    deleted,
    loot: { places: [{ name: 'the backup', bytes: Buffer.from(texts.join('\n')) }], credentials: [] },
    async openToday() {
      const today = await openStorage(databaseUrl, {});
      const keks = keksIn(holder.at.server.keysDir);
      try {
        const data = openDataKeys({ store: today.accountKeys, keys: today.keys, keks, clock });
        const opened = new Set<string>();
        for (const text of texts) {
          const { account_id: accountId, id, type, revision, sealed } = JSON.parse(text);
          const keys = await data.of(accountId, 'reading', [sealed]);
          try {
            opened.add(JSON.parse(keys.open(sealed, placeOf(id), type, String(revision)).toString()));
          } catch {
            // What does not open is what the drill is about.
          }
        }
        return opened;
      } finally {
        await today.close();
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
