import closeWithGrace from 'close-with-grace';
import cluster from 'node:cluster';
import { once } from 'node:events';

const STOP_LIMIT_MILLISECONDS = 28_000;
/** A worker that dies sooner than this after its start would only die again: the whole server stops and says so. */
const SHORTEST_LIFE_MILLISECONDS = 5_000;

/** Uses more cores on one machine: `count` processes share the port; one that dies is replaced. */
export async function runWorkers(count: number): Promise<void> {
  let stopping = false;
  const start = () => {
    const startedAt = Date.now();
    cluster.fork().once('exit', () => {
      if (stopping) return;
      if (Date.now() - startedAt >= SHORTEST_LIFE_MILLISECONDS) start();
      else void end(1);
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

  for (let index = 0; index < count; index += 1) start();
  closeWithGrace({ delay: STOP_LIMIT_MILLISECONDS, logger: false }, () => end(0));
}
