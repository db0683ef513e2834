import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AuditEvent } from '../../server/audit/event.ts';
import type { Lifetimes } from '../../server/config/config.ts';
import type { KeyStore, StoredKek, StoredKey } from '../../server/keyring/key-store.ts';
import type { KeyringParts } from '../../server/keyring/keyring-parts.ts';
import { type Keks, openKeks } from '../../server/keyring/keks.ts';
import { localProvider } from '../../server/keyring/providers/local.ts';
import { openDataKeys } from '../../server/keyring/open-data-keys.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
import type { Storage } from '../../server/storage/storage.ts';
import type { Log } from '../../server/platform/log.ts';

export const DAY = 86_400;

export const lifetimes: Lifetimes = {
  interactionSeconds: 900,
  loginAttemptSeconds: 60,
  codeSeconds: 60,
  accessTokenSeconds: 600,
  idTokenSeconds: 600,
  refreshAbsoluteSeconds: 30 * DAY,
  refreshIdleSeconds: 14 * DAY,
  refreshRetrySeconds: 15,
  sessionIdleSeconds: DAY / 2,
  sessionAbsoluteSeconds: 30 * DAY,
  signUpTicketSeconds: DAY,
  resetSeconds: 900,
  undoEmailSeconds: 7 * DAY,
  rememberBrowserSeconds: 30 * DAY,
  inviteSeconds: 7 * DAY,
  emailChangeSeconds: 900,
  deletionGraceSeconds: 14 * DAY,
  lockedKeySeconds: 90 * DAY,
  signingKeySeconds: 90 * DAY,
  signingKeyPublishSeconds: DAY,
  clockLeewaySeconds: 10,
};

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The key-encryption keys of a folder, looked at anew by each. */
export const keksIn = (keysDir: string): Keks =>
  openKeks({ configured: 'local', local: localProvider(keysDir) });

/** What rings are opened with, over the key-encryption keys of a folder. */
export function ringsIn(keysDir: string, known: Pick<KeyringParts, 'store' | 'clock' | 'lifetimes'>) {
  return { ...known, keks: keksIn(keysDir), opaque: setupTools, log: silentLog };
}

/** Data keys over those rings. */
export function dataKeysIn({ keks, clock }: Pick<KeyringParts, 'keks' | 'clock'>, storage: Storage) {
  return openDataKeys({ store: storage.accountKeys, keys: storage.keys, keks, clock });
}

/** A key store in memory that keeps the promise of the port: one change at a time, all of it or nothing. */
export interface MemoryKeyStore extends KeyStore {
  readonly rows: Map<string, StoredKey>;
  readonly keks: Map<string, StoredKek>;
  readonly events: AuditEvent[];
  changes: number;
  lists: number;
}

export function memoryKeyStore(): MemoryKeyStore {
  const rows = new Map<string, StoredKey>();
  const keks = new Map<string, StoredKek>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    rows,
    keks,
    events: [],
    changes: 0,
    lists: 0,
    list() {
      this.lists += 1;
      return Promise.resolve([...rows.values()]);
    },
    listKeks: () => Promise.resolve([...keks.values()]),
    change(work) {
      const mine = turn.then(async () => {
        this.changes += 1;
        const changed = await work([...rows.values()], [...keks.values()]);
        for (const row of changed.write) rows.set(row.id, row);
        for (const kek of changed.keks ?? []) keks.set(kek.id, kek);
        this.events.push(...changed.events);
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

export interface TestKeyringParts extends KeyringParts {
  readonly store: MemoryKeyStore;
  readonly log: Log;
  readonly keysDir: string;
  /** Turns the clock. */
  pass(seconds: number): void;
}

export function keyringParts(t: TestContext): TestKeyringParts {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-keys-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let now = 1_800_000_000;
  return {
    store: memoryKeyStore(),
    keysDir: join(folder, 'keys'),
    keks: keksIn(join(folder, 'keys')),
    clock: { nowSeconds: () => now },
    lifetimes,
    opaque: setupTools,
    log: silentLog,
    pass: (seconds) => {
      now += seconds;
    },
  };
}

export async function freshKeyring(t: TestContext) {
  const parts = keyringParts(t);
  return { parts, keyring: await openKeyring(parts) };
}
