import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { migrate } from '../../server/storage/sql/migrate.ts';
import { startPostgres } from './postgres.ts';

/** One lock a server: only the first caller makes the template. */
const TEMPLATE_LOCK = 7_411_380_640;

export interface TestDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A fresh database with the current schema, copied from a template. On the server of TEST_POSTGRES_URL when it is set
 * (as `npm test` does), else on a server of its own that `stop` takes down.
 */
export function testDatabase(): Promise<TestDatabase> {
  return freshDatabase(migratedTemplate);
}

/** A fresh database without any table, on the same terms. */
export function emptyDatabase(): Promise<TestDatabase> {
  return freshDatabase(async () => 'template1');
}

async function freshDatabase(
  templateOn: (client: pg.Client, server: string) => Promise<string>,
): Promise<TestDatabase> {
  const shared = process.env.TEST_POSTGRES_URL;
  const own = shared === undefined ? await startPostgres() : undefined;
  const server = shared ?? own?.url ?? '';
  const name = `test_${newId().replaceAll('-', '')}`;
  await onServer(server, async (client) => {
    await client.query(`create database ${name} template ${await templateOn(client, server)}`);
  });
  return {
    url: databaseUrl(server, name),
    async stop() {
      if (own === undefined)
        await onServer(server, (client) => client.query(`drop database ${name} with (force)`));
      else await own.stop();
    },
  };
}

/** Its name tells which migrations made it, so an edited one makes another. */
async function migratedTemplate(client: pg.Client, server: string): Promise<string> {
  const folder = new URL('../../migrations/', import.meta.url);
  const sources = globSync('*.ts', { cwd: folder.pathname }).sort();
  const text = sources.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const name = `template_${Buffer.from(fingerprint(text)).toString('hex').slice(0, 32)}`;

  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length > 0) return name;
    // Renamed when it is ready: a run that was cut short leaves no half template behind.
    const making = `${name}_making`;
    await client.query(`drop database if exists ${making}`);
    await client.query(`create database ${making}`);
    await migrate(databaseUrl(server, making));
    await client.query(`alter database ${making} rename to ${name}`);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
