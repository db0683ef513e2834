import type { Registry } from 'prom-client';
import type { Log } from '../platform/log.ts';
import { gauge } from './gauge.ts';
import type { PoolUse } from './pool-use.ts';
import { type ReadinessParts, readiness } from './readiness.ts';
import type { Reading } from './reading.ts';

interface Parts {
  readonly readiness: ReadinessParts;
  readonly pools: () => readonly PoolUse[];
  readonly letters: Reading<number>;
  /** How many passwords hang on each server setup. */
  readonly credentials: Reading<ReadonlyMap<string, number>>;
  readonly log: Log;
}

/** Whether this server can do its work, and what waits for it. */
export function serviceMetrics(registry: Registry, parts: Parts): void {
  gauge(
    registry,
    {
      name: 'tacet_ready',
      help: 'The checks of /readyz: 1 for ok, 0 for failed.',
      labels: ['check'],
      together: 'min',
    },
    async () => {
      const { checks } = await readiness(parts.readiness, parts.log);
      return Object.entries(checks).map(([check, result]) => ({
        labels: { check },
        value: result === 'ok' ? 1 : 0,
      }));
    },
  );
  gauge(
    registry,
    {
      name: 'tacet_database_connections',
      help: 'Connections to the database: quick for requests, slow for what runs beside them.',
      labels: ['pool', 'state'],
      together: 'sum',
    },
    () =>
      Promise.resolve(
        parts.pools().flatMap(({ pool, busy, idle }) => [
          { labels: { pool, state: 'busy' }, value: busy },
          { labels: { pool, state: 'idle' }, value: idle },
        ]),
      ),
  );
  gauge(
    registry,
    {
      name: 'tacet_database_waiting',
      help: 'Statements that wait for a connection.',
      labels: ['pool'],
      together: 'sum',
    },
    () => Promise.resolve(parts.pools().map(({ pool, waiting }) => ({ labels: { pool }, value: waiting }))),
  );
  gauge(
    registry,
    {
      name: 'tacet_outbox_letters',
      help: 'Letters that are not sent yet.',
      labels: ['state'],
      together: 'max',
    },
    async () => {
      const waiting = await parts.letters.read();
      return waiting === undefined ? [] : [{ labels: { state: 'waiting' }, value: waiting }];
    },
  );
  gauge(
    registry,
    {
      name: 'tacet_credentials',
      help: 'Passwords that hang on each OPAQUE server setup.',
      labels: ['setup'],
      together: 'max',
    },
    async () =>
      [...((await parts.credentials.read()) ?? [])].map(([setup, value]) => ({ labels: { setup }, value })),
  );
}
