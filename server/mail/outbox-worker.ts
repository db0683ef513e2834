import type { Sealer } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { type Poller, poller } from '../platform/poller.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { openLetter } from './outbox.ts';
import type { OutboxRow, OutboxStore } from './outbox-store.ts';

export interface OutboxWorkerParts {
  readonly store: Pick<OutboxStore, 'lease' | 'markSent' | 'markFailed'>;
  readonly sealer: Sealer;
  /** Undefined: letters wait, and are read at /dev/mail. */
  readonly mailer: Mailer | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OutboxWorker extends Poller {
  /** Sends the letters that are due, at most one batch; resolves with their number. */
  runOnce(): Promise<number>;
}

const BATCH = 5;
/** Longer than one letter may take (a batch goes out at once): two instances never hold one letter. */
const LEASE_SECONDS = 120;
const POLL_MILLISECONDS = 1_000;

/** After the first, second and third attempt; then the last, again and again. */
const DELAYS_SECONDS = [60, 300, 1_800] as const;
const LAST_DELAY_SECONDS = 2 * 3_600;
const GIVE_UP_SECONDS = 72 * 3_600;

/**
 * Carries letters from the outbox to the mail server: at least once each, by one instance at a time. An instance that
 * dies between the server's yes and our note sends the letter again, under the same Message-ID.
 */
export function outboxWorker(parts: OutboxWorkerParts): OutboxWorker {
  const { store, mailer, clock, log } = parts;

  async function runOnce(): Promise<number> {
    if (mailer === undefined) return 0;
    const rows = await store.lease(clock.nowSeconds(), LEASE_SECONDS, BATCH);
    await Promise.all(rows.map((row) => deliver(parts, mailer, row)));
    return rows.length;
  }

  const rounds = poller(POLL_MILLISECONDS, async () => {
    try {
      return { more: (await runOnce()) === BATCH };
    } catch (error) {
      log.warn('the outbox could not be worked', { error });
      return { more: false };
    }
  });
  // Without a mail server there is nothing to do, now or later.
  return { ...rounds, runOnce, start: () => void (mailer !== undefined && rounds.start()) };
}

async function deliver(
  { store, sealer, clock, log }: OutboxWorkerParts,
  mailer: Mailer,
  row: OutboxRow,
): Promise<void> {
  const letter = openLetter(row, sealer);
  const delivery: Delivery =
    letter === undefined
      ? // Its key may be one that this instance has not read yet.
        { outcome: 'postponed', errorCode: 'does not open' }
      : await mailer.send(letter, row.id);
  if (delivery.outcome === 'delivered') {
    await store.markSent(row.id);
    log.info('a letter was sent', { kind: row.kind });
    return;
  }
  const next = delivery.outcome === 'refused' ? undefined : nextAttemptAtSeconds(row, clock.nowSeconds());
  await store.markFailed(row.id, next);
  const message = next === undefined ? 'a letter was given up' : 'a letter waits for its next attempt';
  log.warn(message, { kind: row.kind, errorCode: delivery.errorCode, count: row.attempts });
}

function nextAttemptAtSeconds(
  { attempts, createdAtSeconds }: OutboxRow,
  nowSeconds: number,
): number | undefined {
  const next = nowSeconds + (DELAYS_SECONDS[attempts - 1] ?? LAST_DELAY_SECONDS);
  return next <= createdAtSeconds + GIVE_UP_SECONDS ? next : undefined;
}
