import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { loadConfig } from '../../server/config/load.ts';
import { PLAYGROUND_CLIENT_ID, settlePlaygroundClient } from '../../server/development/playground.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { testClock } from '../harness/clock.ts';
import { type TestDatabase, testDatabase } from '../harness/database.ts';

const PROCESSES = 16;

describe("the playground's client", () => {
  const clock = testClock();
  let database: TestDatabase;
  let storage: Storage;
  before(async () => {
    database = await testDatabase();
    storage = await openStorage(database.url);
  });
  after(async () => {
    await storage.close();
    await database.stop();
  });

  it('is made once, however many processes start at once on a fresh database', async () => {
    const config = loadConfig({});
    const starts = Array.from({ length: PROCESSES }, () =>
      settlePlaygroundClient(storage.clients, config, clock),
    );
    await Promise.all(starts);
    const client = await storage.clients.find(PLAYGROUND_CLIENT_ID);
    assert.deepEqual(client?.redirectUris, [`${config.issuer}/playground`]);
    assert.equal(client.enabled, true);
  });
});
