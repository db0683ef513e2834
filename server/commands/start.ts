import closeWithGrace from 'close-with-grace';
import cluster from 'node:cluster';
import { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/config.ts';
import { openServer } from '../main.ts';
import { createLog } from '../platform/pino-log.ts';
import { ensurePages } from './pages.ts';
import { runWorkers } from './workers.ts';

const STOP_LIMIT_MILLISECONDS = 25_000;

/** `tacet start`: the main job. Builds the pages if needed, makes keys, starts the database, migrates, serves. */
export function startCommand(): Command {
  return new Command('start').description('serve').action(async () => {
    const config = loadConfig();
    if (cluster.isPrimary) await ensurePages();
    if (cluster.isPrimary && config.workers > 1) return runWorkers(config.workers);
    return serve(config);
  });
}

async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const server = await openServer(config, log);
  closeWithGrace({ delay: STOP_LIMIT_MILLISECONDS, logger: false }, async ({ err: error }) => {
    if (error) log.error('stopping after an error', { error });
    await server.stop();
  });
  if (cluster.isPrimary) console.log(greeting(config).join('\n'));
}

/** What somebody who just started a server wants to know next. */
function greeting({ issuer, mode, databaseUrl, redisUrl, mailUrl }: Config): readonly string[] {
  const lines = [
    '',
    `  Tacet is at        ${issuer}`,
    `  Discovery          ${issuer}/.well-known/openid-configuration`,
    `  Your account       ${issuer}/account`,
  ];
  if (mode === 'development') {
    lines.push(`  Playground         ${issuer}/playground`);
    if (mailUrl === undefined) lines.push(`  Letters            ${issuer}/dev/mail`);
  }
  if (databaseUrl === undefined)
    lines.push('  Database           embedded PostgreSQL; set DATABASE_URL for your own');
  if (redisUrl === undefined)
    lines.push('  Ephemera           in memory, for one process; set REDIS_URL for more');
  return [...lines, ''];
}
