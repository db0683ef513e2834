import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../server/accounts/account.ts';
import { restoreBackup, type Restored } from '../../server/commands/restore-backup.ts';
import { loadConfig } from '../../server/config/load.ts';
import { factorRoom, heldBy, newFactor } from '../../server/factors/held.ts';
import { totp, totpCode } from '../../server/factors/totp.ts';
import { type AppParts } from '../../server/app-parts.ts';
import { isRemembered, rememberBrowser } from '../../server/interaction/remembered.ts';
import { openStorage } from '../../server/storage/open.ts';
import { openInstance, type Instance } from '../attacks/world.ts';
import type { TestClock } from '../harness/clock.ts';
import { emptyDatabase } from '../harness/database.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { aLetter, event } from '../storage/world.ts';

export const ISSUER = 'http://localhost:4242';
const SECRET = 'A'.repeat(32);

/** A server on a database and keys that outlive it. */
export function serverOn(place: {
  clock: TestClock;
  databaseUrl: string;
  keysDir: string;
}): Promise<Instance> {
  return openInstance({ env: { ISSUER }, beside: place });
}

/** An authenticator app, set up long ago. */
export async function withTotp({ storage, keyring, clock }: AppParts, account: Account): Promise<void> {
  const made = {
    kind: 'totp',
    label: '',
    state: { secret: SECRET, lastStep: 0 },
    lookup: undefined,
  } as const;
  const stored = newFactor({ sealer: keyring.sealer('factor'), clock }, account.id, made);
  const act = { event: event('factor.added', account.id), letter: aLetter(), keptSessionId: undefined };
  assert.equal(await storage.factors.add(stored, act, factorRoom.totp), 'added');
}

/** Whether the code of the moment, or of so many seconds later, would prove the factor. */
export async function totpProves(
  { storage, keyring, clock, config }: AppParts,
  account: Account,
  laterSeconds = 0,
) {
  const held = await heldBy({ factors: storage.factors, sealer: keyring.sealer('factor') }, account.id);
  const code = totpCode(SECRET, Math.floor((clock.nowSeconds() + laterSeconds) / 30));
  const asked = { account, tripId: '', locale: 'en', held } as const;
  return (await totp({ config, clock }).verify(asked, { kind: 'totp', code })) !== undefined;
}

/** The mark of a browser that need not prove a second factor for a while. */
export async function rememberedMark(parts: AppParts, { id }: Account): Promise<string> {
  const details = await parts.storage.accounts.details(id);
  assert.ok(details);
  let mark = '';
  rememberBrowser({ setCookie: (_name, value) => void (mark = value) }, parts, details);
  return mark;
}

export async function stillRemembers(parts: AppParts, { id }: Account, mark: string): Promise<boolean> {
  const details = await parts.storage.accounts.details(id);
  assert.ok(details);
  return isRemembered({ cookie: () => mark }, parts, details);
}

/** A data key, and two values sealed under it. Nobody here opens them: whether the key is there is what counts. */
export async function withSealedRecords(url: string, account: Account): Promise<void> {
  await rowsOf(
    url,
    `insert into data_key select $1, 'dk-' || $1, (select kek_id from ring_key limit 1), 'v1.kek.A256GCM.n.c', 1`,
    [account.id],
  );
  await rowsOf(
    url,
    `insert into sealed_record select $1, 'r' || i, 'phone', 'app', 'v1.dk-' || $1 || '.A256GCM.nonce.text', 1, 1, 1
     from generate_series(1, 2) i`,
    [account.id],
  );
}

export interface Elsewhere {
  readonly restored: Restored;
  readonly databaseUrl: string;
  readonly keysDir: string;
  stop(): Promise<void>;
}

/** Another database and another folder, into which only the key-encryption keys were carried. */
export async function restoredElsewhere(
  clock: TestClock,
  from: { keysDir: string; path: string; keysPath: string },
): Promise<Elsewhere> {
  const database = await emptyDatabase();
  const keysDir = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  for (const name of (await readdir(from.keysDir)).filter((file) => file.endsWith('.key')))
    await cp(join(from.keysDir, name), join(keysDir, name));
  const config = loadConfig({ ISSUER, DATABASE_URL: database.url, TACET_KEYS_DIR: keysDir });
  const storage = await openStorage(database.url);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const context = { config, clock, log, storage, migrated: [] };
  const restored = await restoreBackup(context, from, { dryRun: false });
  await storage.close();
  return {
    ...{ restored, databaseUrl: database.url, keysDir },
    stop: async () => {
      await database.stop();
      await rm(keysDir, { recursive: true });
    },
  };
}
