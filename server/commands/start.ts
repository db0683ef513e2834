import closeWithGrace from 'close-with-grace';
import cluster from 'node:cluster';
import { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/config.ts';
import { createLog } from '../platform/pino-log.ts';
import { ensurePages } from './pages.ts';
import { printGreeting } from './greeting.ts';
import { runWorkers } from './workers.ts';

const STOP_LIMIT_MILLISECONDS = 25_000;

/** `tacet start`: the main job. Builds the pages if needed, makes keys, starts the database, migrates, serves. */
export function startCommand(): Command {
  return new Command('start').description('serve').action(async () => {
    const config = loadConfig();
    if (cluster.isPrimary) await ensurePages();
    if (cluster.isPrimary && config.workers > 1) return runWorkers(config);
    return serve(config);
  });
}

async function serve(config: Config): Promise<void> {
  // Loaded where it is needed: every other command of this program would wait a second for it.
  const { openServer } = await import('../main.ts');
  const log = createLog(config.logLevel);
  const starting = openServer(config, log);
  // A signal during the start waits for its end, so that no database is left half open. Running out of work is no
  // reason to stop: a start that failed has said why, and its exit code stands.
  closeWithGrace(
    { delay: STOP_LIMIT_MILLISECONDS, logger: false, skip: ['beforeExit'] },
    async ({ err: error }) => {
      if (error) log.error('stopping after an error', { error });
      const server = await starting.catch(() => undefined);
      await server?.stop();
    },
  );
  await starting;
  if (cluster.isPrimary) printGreeting(config);
}
