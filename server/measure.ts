import type { AppParts } from './app-parts.ts';
import type { Config } from './config/config.ts';
import { offerMetrics } from './health/cluster-metrics.ts';
import { openMetrics } from './health/metrics.ts';
import type { ReadinessParts } from './health/readiness.ts';
import { openScrapeServer } from './http/scrape-server.ts';
import type { Answered } from './http/web.ts';
import type { Keyring } from './keyring/keyring.ts';
import type { KeyringParts } from './keyring/keyring-parts.ts';
import type { Log } from './platform/log.ts';
import type { Storage } from './storage/storage.ts';

interface Parts extends Pick<AppParts, 'clock'> {
  readonly config: Pick<Config, 'metrics' | 'workers'>;
  readonly log: Log;
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly keyringParts: KeyringParts;
  readonly readiness: ReadinessParts;
}

export interface Measuring {
  /** Absent where nothing is measured. */
  readonly onAnswer: ((answered: Answered) => void) | undefined;
  stop(): Promise<void>;
}

/**
 * Measures, and tells at the port of the configuration; where several processes share the work, whoever started them
 * tells for all. Does nothing without such a port. Throws MetricsPortUnusable.
 */
export async function startMeasuring(parts: Parts): Promise<Measuring> {
  const { config, storage, keyringParts } = parts;
  if (config.metrics === undefined) return { onAnswer: undefined, stop: () => Promise.resolve() };
  const metrics = openMetrics({
    ...parts,
    rewrap: { ...keyringParts, dataKeys: storage.accountKeys },
    credentials: storage.credentials,
    outbox: storage.outbox,
    pools: () => storage.pools(),
  });
  const { onAnswer } = metrics;
  if (config.workers > 1) {
    offerMetrics(metrics.registry);
    return { onAnswer, stop: () => Promise.resolve() };
  }
  const server = await openScrapeServer(config.metrics, metrics, parts.log);
  parts.log.info('metrics', { port: config.metrics.port });
  return { onAnswer, stop: () => server.stop() };
}
