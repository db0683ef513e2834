import { inTime } from '../platform/in-time.ts';
import type { Log } from '../platform/log.ts';

/** What has to work before people are sent here. */
export interface ReadinessParts {
  /** Rejects when the database is gone or its schema is not current. */
  readonly storage: { ping(): Promise<void> };
  readonly ephemera: { ping(): Promise<void> };
  /** True when there is an active key for everything that must be signed. */
  readonly keys: () => boolean;
  /** False when a key-encryption key cannot be used: what needs one answers 503, and everything else goes on. */
  readonly keks: () => boolean;
  /** True once the process is on its way out. */
  readonly draining: () => boolean;
}

export type Check = 'storage' | 'ephemera' | 'keys' | 'serving' | 'keks';

/** Told, and no reason to send people elsewhere: they would meet the same there. */
const TOLD_ONLY: readonly string[] = ['keks'];

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<Check, 'ok' | 'failed'>>;
}

/** A probe waits a second or two; a part that hangs must not make the answer hang. */
const CHECK_LIMIT_MS = 900;

/** Asks every part at once, each with a limit in time. Never throws. */
export async function readiness(parts: ReadinessParts, log: Log): Promise<Readiness> {
  const run = async (kind: Check, check: () => Promise<boolean>): Promise<'ok' | 'failed'> => {
    try {
      return (await inTime(check(), CHECK_LIMIT_MS)) ? 'ok' : 'failed';
    } catch (error) {
      log.warn('not ready', { kind, error });
      return 'failed';
    }
  };
  const [storage, ephemera, keys, serving, keks] = await Promise.all([
    run('storage', () => parts.storage.ping().then(() => true)),
    run('ephemera', () => parts.ephemera.ping().then(() => true)),
    run('keys', async () => parts.keys()),
    run('serving', async () => !parts.draining()),
    run('keks', async () => parts.keks()),
  ]);
  const checks = { storage, ephemera, keys, serving, keks };
  const ready = Object.entries(checks).every(([name, result]) => result === 'ok' || TOLD_ONLY.includes(name));
  return { ready, checks };
}
