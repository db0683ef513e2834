import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Scrape } from '../http/scrape-server.ts';

/** In one of several processes that share the port: whoever started them asks it for what it measured. */
export function offerMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // Made for its listener: it answers from then on.
  void new AggregatorRegistry();
}

const FAILED = [
  '# HELP tacet_scrape_failed 1 where a part could not be asked.',
  '# TYPE tacet_scrape_failed gauge',
  'tacet_scrape_failed{part="workers"} 1\n',
].join('\n');

/** In the process that started the others: all of theirs together, or one line when one does not answer within 5 s. */
export function metricsOfWorkers(): Scrape {
  const registry = new AggregatorRegistry();
  return {
    contentType: registry.contentType,
    // Nothing at all: none of them has started yet.
    text: () =>
      registry.clusterMetrics().then(
        (text) => text || FAILED,
        () => FAILED,
      ),
  };
}
