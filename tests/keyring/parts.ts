import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AuditEvent } from '../../server/audit/event.ts';
import type { Lifetimes } from '../../server/config/config.ts';
import type { KeyStore, StoredKey } from '../../server/keyring/key-store.ts';
import type { KeyringParts } from '../../server/keyring/keyring-parts.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { setupTools } from '../../server/login/setup-tools.ts';
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
  signingKeySeconds: 90 * DAY,
  signingKeyPublishSeconds: DAY,
  clockLeewaySeconds: 10,
};

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A key store in memory that keeps the promise of the port: one change at a time, all of it or nothing. */
export interface MemoryKeyStore extends KeyStore {
  readonly rows: Map<string, StoredKey>;
  readonly events: AuditEvent[];
  changes: number;
  lists: number;
}

export function memoryKeyStore(): MemoryKeyStore {
  const rows = new Map<string, StoredKey>();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    rows,
    events: [],
    changes: 0,
    lists: 0,
    list() {
      this.lists += 1;
      return Promise.resolve([...rows.values()]);
    },
    change(work) {
      const mine = turn.then(async () => {
        this.changes += 1;
        const { write, events } = await work([...rows.values()]);
        for (const row of write) rows.set(row.id, row);
        this.events.push(...events);
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

export interface TestKeyringParts extends KeyringParts {
  readonly store: MemoryKeyStore;
  readonly log: Log;
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
