import { Command } from 'commander';
import { withKeyring } from './context.ts';

/** `tacet init`: database, schema and keys, without serving; what a deployment runs once before its first start. */
export function initCommand(): Command {
  return new Command('init')
    .description('make keys and bring the database up to date, without serving')
    .action(() =>
      withKeyring(async ({ config, keyring }) => {
        console.log(`Ready: ${keyring.keys.length} keys, sealed under the key in ${config.keysDir}/.`);
        console.log(
          `Back up ${config.keysDir}/ apart from the database: without it nobody can sign in again.`,
        );
      }),
    );
}
