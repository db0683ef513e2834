import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { StorageUnavailable } from '../../server/platform/unavailable.ts';
import { openStorage } from '../../server/storage/open.ts';
import { migrate } from '../../server/storage/sql/migrate.ts';
import { emptyDatabase, type TestDatabase } from '../harness/database.ts';

const ALL = Object.keys(migrations);

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(() => database.stop());

  it('DOD-R04 bring an empty database to the latest, and the latest nowhere', async () => {
    const storage = await openStorage(database.url);
    await assert.rejects(storage.ping(), StorageUnavailable);
    assert.deepEqual(await migrate(database.url), ALL);
    assert.deepEqual(await migrate(database.url), []);
    await storage.ping();
    await storage.close();
  });

  it('DOD-R04 are applied once when three connections and three processes migrate at once', async () => {
    const program = `
      import { migrate } from './server/storage/sql/migrate.ts';
      process.stdout.write(JSON.stringify(await migrate(process.argv[1])));`;
    const processes = Array.from({ length: 3 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, database.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const chunks: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
      const [code] = await once(child, 'close');
      assert.equal(code, 0);
      const applied: unknown = JSON.parse(chunks.join(''));
      return applied;
    });
    const connections = Array.from({ length: 3 }, () => migrate(database.url));
    const applied = await Promise.all([...connections, ...processes]);
    assert.deepEqual(applied.flat(), ALL);
  });

  it('can each be taken back and applied again', async () => {
    await migrate(database.url);
    const before = await schema(database.url);
    assert.ok(before.length > 40);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { Kysely, PostgresDialect } = await import('kysely');
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url }) }),
    });
    for (const migration of Object.values(migrations).reverse()) await migration.down(db);
    await client.query('delete from kysely_migration');
    assert.deepEqual(
      (await schema(database.url)).filter((line) => !line.startsWith('kysely')),
      [],
    );
    assert.deepEqual(await migrate(database.url), ALL);
    assert.deepEqual(await schema(database.url), before);
    await db.destroy();
    await client.end();
  });

  it('F-12 of a newer release are named as such, and old instances go on beside them', async () => {
    await migrate(database.url);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("insert into kysely_migration values ('9999-future', '2999-01-01')");
    await client.end();
    await assert.rejects(migrate(database.url), /newer release/);
    const storage = await openStorage(database.url);
    await storage.ping();
    await storage.close();
  });
});

async function schema(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as line
    from information_schema.columns where table_schema = 'public' order by 1`);
  await client.end();
  return rows.map(({ line }) => line);
}
