import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Gate, gateBefore } from '../faults/gate.ts';
import { freePort } from '../harness/free-port.ts';
import { startPostgres } from '../harness/postgres.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { parseExposition, samplesOf } from './exposition.ts';

/** What a reading may take, a check of readiness, and a machine that others use as well. */
const LIMIT_MILLISECONDS = 4_000;
const REST_SECONDS = 300;
const OF_THE_DATABASE = [
  'tacet_kek_wraps_left',
  'tacet_kek_state',
  'tacet_outbox_letters',
  'tacet_credentials',
];

describe('/metrics beside a database that', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let gate: Gate;
  let server: TestServer;
  let url: string;
  before(async () => {
    postgres = await startPostgres();
    const database = new URL(postgres.url);
    gate = await gateBefore(Number(database.port));
    database.port = String(gate.port);
    const port = await freePort();
    url = `http://127.0.0.1:${port}/metrics`;
    server = await startServer({ env: { DATABASE_URL: database.href, TACET_METRICS_PORT: String(port) } });
  });
  after(async () => {
    await gate.open();
    await server.stop();
    await gate.stop();
    await postgres.stop();
  });

  async function scrape() {
    const startedAt = performance.now();
    const response = await fetch(url);
    assert.equal(response.status, 200);
    const told = parseExposition(await response.text());
    assert.ok(performance.now() - startedAt < LIMIT_MILLISECONDS);
    return told;
  }
  async function tellsWhatIsMissing() {
    server.clock.turn(REST_SECONDS);
    const told = await scrape();
    for (const name of OF_THE_DATABASE) assert.deepEqual(samplesOf(told, name), {}, name);
    assert.deepEqual(Object.values(samplesOf(told, 'tacet_scrape_failed')), [1, 1, 1]);
    assert.equal(samplesOf(told, 'tacet_ready')['{check="storage"}'], 0);
    assert.equal(samplesOf(told, 'tacet_keys')['{purpose="outbox",state="active"}'], 1);
  }

  it('F-30 is down leaves out what is read there, and says so; it comes back by itself', async () => {
    assert.deepEqual(Object.values(samplesOf(await scrape(), 'tacet_scrape_failed')), [0, 0, 0]);
    await gate.shut();
    await tellsWhatIsMissing();
    await gate.open();
    const told = await scrape();
    assert.deepEqual(Object.values(samplesOf(told, 'tacet_scrape_failed')), [0, 0, 0]);
    for (const name of OF_THE_DATABASE) assert.notDeepEqual(samplesOf(told, name), {}, name);
  });

  it('F-34 hangs is waited for no longer than a scraper waits', async () => {
    gate.silence();
    await tellsWhatIsMissing();
  });
});
