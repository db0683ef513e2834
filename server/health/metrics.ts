import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Scrape } from '../http/scrape-server.ts';
import type { Answered } from '../http/web.ts';
import { kekStatus } from '../keyring/kek-status.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { RewrapParts } from '../keyring/rewrap.ts';
import type { CredentialStore } from '../login/credential-store.ts';
import type { OutboxStore } from '../mail/outbox-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { gauge } from './gauge.ts';
import { keyMetrics } from './key-metrics.ts';
import type { PoolUse } from './pool-use.ts';
import type { ReadinessParts } from './readiness.ts';
import { type Reading, reading } from './reading.ts';
import { requestMetrics } from './request-metrics.ts';
import { serviceMetrics } from './service-metrics.ts';

export interface MetricsParts {
  readonly readiness: ReadinessParts;
  readonly keyring: Pick<Keyring, 'keys' | 'setups'>;
  readonly rewrap: RewrapParts;
  readonly credentials: Pick<CredentialStore, 'countBySetup'>;
  readonly outbox: Pick<OutboxStore, 'countWaiting'>;
  readonly pools: () => readonly PoolUse[];
  readonly clock: Clock;
  readonly log: Log;
}

export interface Metrics extends Scrape {
  readonly registry: Registry;
  onAnswer(answered: Answered): void;
}

/** Everything this process tells of itself. Names are in docs/operations.md, which a test compares with a scrape. */
export function openMetrics(parts: MetricsParts): Metrics {
  const { log } = parts;
  const registry = new Registry();
  const readings = {
    keks: reading('keys', () => kekStatus(parts.rewrap), parts),
    credentials: reading('credentials', () => credentialsOf(parts), parts),
    letters: reading('outbox', () => parts.outbox.countWaiting(), parts),
  };
  collectDefaultMetrics({ register: registry });
  const onAnswer = requestMetrics(registry);
  serviceMetrics(registry, { ...parts, ...readings, log });
  keyMetrics(registry, { keyring: parts.keyring, keks: readings.keks });
  failures(registry, { keys: readings.keks, credentials: readings.credentials, outbox: readings.letters });
  return { registry, onAnswer, contentType: registry.contentType, text: () => registry.metrics() };
}

/** Without this line nobody could tell a gauge that is absent from one that there is nothing to say in. */
function failures(registry: Registry, readings: Readonly<Record<string, Reading<unknown>>>): void {
  gauge(
    registry,
    {
      name: 'tacet_scrape_failed',
      help: '1 where the database could not be asked: what is read there is absent.',
      labels: ['part'],
      together: 'max',
    },
    () =>
      Promise.all(
        Object.entries(readings).map(async ([part, { read }]) => ({
          labels: { part },
          value: (await read()) === undefined ? 1 : 0,
        })),
      ),
  );
}

async function credentialsOf({ credentials, keyring }: MetricsParts): Promise<ReadonlyMap<string, number>> {
  const counts = await credentials.countBySetup();
  const unused = keyring.setups.map(({ id }) => [id, 0] as const);
  return new Map([...unused, ...counts.map(({ setupId, credentials: count }) => [setupId, count] as const)]);
}
