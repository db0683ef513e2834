import { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import { systemClock } from '../platform/clock.ts';
import { openEphemera } from '../storage/open.ts';
import { withKeyring } from './context.ts';
import { CommandError, explain } from './explain.ts';

type Check = readonly [name: string, run: () => Promise<string>];

/** `tacet doctor`: tries every part a server needs, and says in a line each what is wrong and what to do. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check configuration, database, Redis and keys')
    .action(async () => {
      let failed = 0;
      for (const [name, run] of CHECKS) {
        try {
          console.log(`ok      ${name}: ${await run()}`);
        } catch (error) {
          failed += 1;
          console.log(`FAILED  ${name}: ${explain(error)[0] ?? ''}`);
        }
      }
      if (failed > 0) throw new CommandError(`${failed} of ${CHECKS.length} checks failed.`);
    });
}

const CHECKS: readonly Check[] = [
  ['configuration', async () => `issuer ${loadConfig().issuer}`],
  ['database and keys', () => withKeyring(async ({ keyring }) => `${keyring.keys.length} keys open`)],
  [
    'ephemera',
    async () => {
      const config = loadConfig();
      const ephemera = await openEphemera(config, systemClock);
      try {
        await ephemera.ping();
      } finally {
        await ephemera.close();
      }
      return config.redisUrl === undefined ? 'in memory, for one process only' : 'Redis answers';
    },
  ],
];
