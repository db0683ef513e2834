import pg from 'pg';
import type { Log } from '../../server/platform/log.ts';
import { startEmbeddedPostgres } from '../../server/storage/embedded-postgres.ts';

/*
 * A process that owns an embedded PostgreSQL, for tests that kill it: counts up in a table, and prints each number
 * after PostgreSQL has acknowledged it.
 */
const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const embedded = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log });
const client = new pg.Client({ connectionString: embedded.url });
await client.connect();
await client.query('create table if not exists number (value integer primary key)');
for (let value = 1; ; value += 1) {
  await client.query('insert into number values ($1) on conflict do nothing', [value]);
  process.stdout.write(`${value}\n`);
}
