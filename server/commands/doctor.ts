import { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import { openAssets } from '../http/assets.ts';
import { stateOf } from '../keyring/key-state.ts';
import { purposes } from '../keyring/purposes.ts';
import { readRings } from '../keyring/rings.ts';
import { openMailer } from '../mail/open-mailer.ts';
import { systemClock } from '../platform/clock.ts';
import { openEphemera } from '../storage/open.ts';
import { type CommandContext, keyringParts, withStorage } from './context.ts';
import { CommandError, explain } from './explain.ts';

type Check = readonly [name: string, run: () => Promise<string>];

/**
 * `tacet doctor`: tries every part a server needs, and says in a line each what is wrong and what to do. It looks and
 * changes nothing: no schema, no keys.
 */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check configuration, database, keys, Redis, mail and pages; changes nothing')
    .action(async () => {
      let failed = 0;
      for (const [name, run] of checks()) {
        try {
          console.log(`ok      ${name}: ${await run()}`);
        } catch (error) {
          failed += 1;
          for (const line of explain(error)) console.log(`FAILED  ${name}: ${line}`);
        }
      }
      if (failed > 0) throw new CommandError(`${failed} of ${checks().length} checks failed.`);
    });
}

/** Nothing else can be tried under a configuration that is refused. */
function checks(): readonly Check[] {
  try {
    loadConfig();
    return CHECKS;
  } catch {
    return CHECKS.slice(0, 1);
  }
}

const CHECKS: readonly Check[] = [
  ['configuration', async () => `issuer ${loadConfig().issuer}`],
  ['database', () => withStorage(schema, 'onlooker')],
  ['keys', () => withStorage(keys, 'onlooker')],
  ['ephemera', ephemera],
  ['mail', mail],
  ['pages', pages],
];

async function schema({ storage, config }: CommandContext): Promise<string> {
  await storage.ping();
  return `${config.databaseUrl === undefined ? 'the embedded one' : 'yours'}, its schema is up to date`;
}

async function keys(context: CommandContext): Promise<string> {
  await context.storage.ping();
  const parts = keyringParts(context);
  const { rows } = await readRings(parts).finally(() => parts.keks.close());
  if (rows.length === 0) throw new CommandError('there are none yet: tacet init');
  const now = context.clock.nowSeconds();
  const idle = purposes.filter(
    (ring) => !rows.some((row) => row.purpose === ring && stateOf(row, now) === 'active'),
  );
  if (idle.length > 0) throw new CommandError(`no active key in ${idle.join(', ')}: tacet init`);
  const { config } = context;
  const where = config.keys.provider === 'local' ? `in ${config.keysDir}/` : 'of the transit engine';
  return `${rows.length} open with the key ${where}`;
}

async function ephemera(): Promise<string> {
  const config = loadConfig();
  const opened = await openEphemera(config, systemClock);
  try {
    await opened.ping();
  } finally {
    await opened.close();
  }
  return config.redisUrl === undefined ? 'in memory, for one process only' : 'Redis answers';
}

async function mail(): Promise<string> {
  const mailer = openMailer(loadConfig());
  return mailer === undefined
    ? 'no mail server; letters are read at /dev/mail'
    : 'TACET_MAIL_URL is sound (nothing was sent)';
}

async function pages(): Promise<string> {
  openAssets();
  return 'built';
}
