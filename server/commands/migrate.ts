import { Command } from 'commander';
import { withStorage } from './context.ts';

/** `tacet migrate`: brings the schema up to date. Safe while other instances do the same. */
export function migrateCommand(): Command {
  return new Command('migrate').description('bring the database up to date').action(() =>
    withStorage(async ({ migrated }) => {
      for (const name of migrated) console.log(`applied ${name}`);
      if (migrated.length === 0) console.log('The database is up to date.');
    }),
  );
}
