import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { contextOfDataKey } from '../server/keyring/open-data-keys.ts';
import { activeKek } from '../server/keyring/keks.ts';
import { ITEMS_MAX } from '../server/keyring/providers/key-provider.ts';
import { rotateKek } from '../server/keyring/rotate-kek.ts';
import { setupTools } from '../server/login/setup-tools.ts';
import { openStorage } from '../server/storage/open.ts';
import type { Storage } from '../server/storage/storage.ts';
import { openWire } from '../tests/attacks/wire.ts';
import { ownClient, quickAccount } from '../tests/attacks/world.ts';
import { startInstance } from '../tests/drills/instances.ts';
import { signInOnce } from '../tests/drills/people.ts';
import { runningClock } from '../tests/harness/clock.ts';
import { testDatabase } from '../tests/harness/database.ts';
import { freePort } from '../tests/harness/free-port.ts';
import { testRedis } from '../tests/harness/redis.ts';
import { startServer } from '../tests/harness/server.ts';
import { keksIn, lifetimes } from '../tests/keyring/parts.ts';
import { percentile } from './load.ts';

/**
 * How fast a server moves the data keys of 100,000 accounts to a new key-encryption key, and what whoever signs in at
 * that server feels of it. Prints figures and their bars; it is no test.
 */
const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 100_000);
const CHUNK = ITEMS_MAX;
const PEOPLE = 24;
const LANES = 4;
const BEFORE_MILLISECONDS = 20_000;
const WAIT_MILLISECONDS = 120_000;
const BAR_PER_SECOND = 2_000;
const BAR_RATIO = 2;

const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
const keysDir = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
const port = await freePort();
const issuer = `http://localhost:${port}`;
const common = { ISSUER: issuer, REDIS_URL: redis.url, TACET_THROTTLE_SCALE: '1000000' };
const clock = runningClock();
const storage = await openStorage(database.url, {});
const keks = keksIn(keysDir);
try {
  await bench();
} finally {
  await storage.close();
  await Promise.all([database.stop(), redis.stop(), rm(keysDir, { recursive: true, force: true })]);
}

async function bench(): Promise<void> {
  const seed = await startServer({ env: common, beside: { clock, databaseUrl: database.url, keysDir } });
  const at = { server: seed, wire: openWire(seed.parts.config.port, issuer), stop: () => seed.stop() };
  const app = await ownClient(at, {});
  const emails = Array.from({ length: PEOPLE }, (_, index) => `person-${index}@example.org`);
  for (const email of emails) await quickAccount(at, email);
  await seed.stop();
  await fill();

  const settings = {
    ...common,
    DATABASE_URL: database.url,
    TACET_KEYS_DIR: keysDir,
    TACET_LOG_LEVEL: 'warn',
  };
  const instance = await startInstance({ ...settings, PORT: String(port) });
  const samples: { readonly at: number; readonly milliseconds: number }[] = [];
  let goesOn = true;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const wire = openWire(port, issuer);
    for (let turn = lane; goesOn; turn += LANES) {
      const milliseconds = await signInOnce({ wire }, app, emails[turn % emails.length] ?? '');
      samples.push({ at: performance.now(), milliseconds });
    }
    wire.close();
  });
  await pause(BEFORE_MILLISECONDS);
  const { from, to, moved } = await whileRewrapped();
  goesOn = false;
  await Promise.all(lanes);
  await instance.kill();

  const rate = moved / ((to - from) / 1000);
  const before = p99(samples.filter((sample) => sample.at < from).slice(LANES * 10));
  const during = p99(samples.filter((sample) => sample.at >= from && sample.at <= to));
  console.log(
    `${moved} data keys in ${((to - from) / 1000).toFixed(1)} s: ${Math.round(rate)} a second (bar ${BAR_PER_SECOND})`,
  );
  console.log(
    `sign-in p99: ${before.text} before, ${during.text} during; ratio ${(during.value / before.value).toFixed(2)} (bar ${BAR_RATIO})`,
  );
}

/** Accounts that keep something, with a data key each. */
async function fill(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // Whatever ends the bench early is told by itself.
  client.on('error', () => undefined);
  const kekId = activeKek(await storage.keys.listKeks(), clock.nowSeconds()).id;
  for (let from = 0; from < ACCOUNTS; from += CHUNK) {
    const keys = Array.from({ length: Math.min(CHUNK, ACCOUNTS - from) }, (_, index) => ({
      accountId: `filled-${from + index}`,
      id: randomBytes(12).toString('base64url'),
    }));
    const items = keys.map((key) => ({ plaintext: randomBytes(32), context: contextOfDataKey(key) }));
    const wrapped = await keks.wrap(kekId, items);
    const rows = JSON.stringify(keys.map((key, index) => ({ ...key, wrapped: wrapped[index] })));
    await client.query(
      `insert into account select n."accountId", n."accountId" || '@example.org', true, '', 'active', 0, 0
         from json_to_recordset($1::json) as n("accountId" text)`,
      [rows],
    );
    await client.query(
      `insert into data_key select n."accountId", n.id, $2, n.wrapped, 0
         from json_to_recordset($1::json) as n("accountId" text, id text, wrapped text)`,
      [rows, kekId],
    );
  }
  await client.query('vacuum analyze');
  await client.end();
}

/** Rotates, and watches until nothing hangs on the old key any more. */
async function whileRewrapped(): Promise<{
  readonly from: number;
  readonly to: number;
  readonly moved: number;
}> {
  const parts = { store: storage.keys, keks, clock, lifetimes, opaque: setupTools };
  const { id } = await rotateKek(parts, { now: true });
  const deadline = performance.now() + WAIT_MILLISECONDS;
  let from: number | undefined;
  while (performance.now() < deadline) {
    const moved = await movedTo(storage, id);
    if (moved > 0) from ??= performance.now();
    if (moved >= ACCOUNTS) return { from: from ?? 0, to: performance.now(), moved };
    await pause(50);
  }
  throw new Error('the keys were not moved in time');
}

async function movedTo({ accountKeys: dataKeys }: Storage, kekId: string): Promise<number> {
  return (await dataKeys.countByKek()).get(kekId) ?? 0;
}

function p99(samples: readonly { readonly milliseconds: number }[]): {
  readonly value: number;
  readonly text: string;
} {
  const value = percentile(
    samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b),
    0.99,
  );
  return { value, text: `${value.toFixed(1)} ms of ${samples.length}` };
}
