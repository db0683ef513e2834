import closeWithGrace from 'close-with-grace';
import cluster from 'node:cluster';
import { once } from 'node:events';
import type { Config } from '../config/config.ts';
import { openScrapeServer, type ScrapeServer } from '../http/scrape-server.ts';
import { createLog } from '../platform/pino-log.ts';
import { printGreeting } from './greeting.ts';

const STOP_LIMIT_MILLISECONDS = 28_000;
/** A worker that dies sooner than this after its start would only die again: the whole server stops and says so. */
const SHORTEST_LIFE_MILLISECONDS = 5_000;

/**
 * Uses more cores on one machine: so many processes share the port; one that dies is replaced. What they measure is told
 * from here, for all of them together. Throws MetricsPortUnusable.
 */
export async function runWorkers(config: Config): Promise<void> {
  const metrics = await tellMetrics(config);
  let stopping = false;
  let listening = 0;
  const start = () => {
    const startedAt = Date.now();
    const worker = cluster.fork();
    worker.once('exit', () => {
      if (stopping) return;
      if (Date.now() - startedAt >= SHORTEST_LIFE_MILLISECONDS) start();
      else void end(1);
    });
    worker.once('listening', () => {
      listening += 1;
      if (listening === config.workers) printGreeting(config);
    });
  };
  const end = async (exitCode: number) => {
    stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const exits = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.kill('SIGTERM');
    await Promise.all(exits);
    await metrics?.stop();
    process.exitCode = exitCode;
  };

  closeWithGrace({ delay: STOP_LIMIT_MILLISECONDS, logger: false, skip: ['beforeExit'] }, () => end(0));
  for (let index = 0; index < config.workers; index += 1) start();
}

async function tellMetrics({ metrics, logLevel }: Config): Promise<ScrapeServer | undefined> {
  if (metrics === undefined) return undefined;
  const { metricsOfWorkers } = await import('../health/cluster-metrics.ts');
  return openScrapeServer(metrics, metricsOfWorkers(), createLog(logLevel));
}
