import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { type TestDatabase, testDatabase } from '../harness/database.ts';

/** Every connection but the one that asks. */
const CUT_THEM_ALL = `
  select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

describe('a connection that is lost', () => {
  let database: TestDatabase;
  let storage: Storage;
  let operator: pg.Client;

  before(async () => {
    database = await testDatabase();
    storage = await openStorage(database.url);
    operator = new pg.Client({ connectionString: database.url });
    await operator.connect();
  });
  after(async () => {
    await operator.end();
    await storage.close();
    await database.stop();
  });

  it('F-30 between two statements of a transaction is a 503 for its caller, and not the end of the process', async () => {
    const change = storage.keys.change(async () => {
      await operator.query(CUT_THEM_ALL);
      return { write: [], events: [] };
    });
    await assert.rejects(change, { name: 'StorageUnavailable' });
    await storage.ping();
  });
});
