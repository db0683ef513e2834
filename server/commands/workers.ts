import closeWithGrace from 'close-with-grace';
import cluster from 'node:cluster';
import { once } from 'node:events';
import type { Config } from '../config/config.ts';
import { printGreeting } from './greeting.ts';

const STOP_LIMIT_MILLISECONDS = 28_000;
/** A worker that dies sooner than this after its start would only die again: the whole server stops and says so. */
const SHORTEST_LIFE_MILLISECONDS = 5_000;

/** Uses more cores on one machine: so many processes share the port; one that dies is replaced. */
export function runWorkers(config: Config): void {
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
    process.exitCode = exitCode;
  };

  closeWithGrace({ delay: STOP_LIMIT_MILLISECONDS, logger: false, skip: ['beforeExit'] }, () => end(0));
  for (let index = 0; index < config.workers; index += 1) start();
}
