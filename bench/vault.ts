import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openWire } from '../tests/attacks/wire.ts';
import { closedAccount, codeFor, ownClient, redeem, sessionOf, tokensIn } from '../tests/attacks/world.ts';
import { startInstance } from '../tests/drills/instances.ts';
import { runningClock } from '../tests/harness/clock.ts';
import { testDatabase } from '../tests/harness/database.ts';
import { freePort } from '../tests/harness/free-port.ts';
import { testRedis } from '../tests/harness/redis.ts';
import { startServer } from '../tests/harness/server.ts';
import { percentile } from './load.ts';
import { vaultDevice } from './vault-device.ts';

/**
 * What an app with a large vault feels: the first sync of a new device, how soon a device sees what another wrote, and
 * whether a page deep in the list costs more than an early one. A server in a process of its own with a real PostgreSQL;
 * devices seal and open every item. Prints figures and their bars; exits 1 when one is missed.
 */
const ITEMS = 10_000;
const BATCH = 100;
const PAGE = 1_000;
const EDITS = 40;
const TURNS = 200;
const SMALL_PAGE = 100;
const SCOPES = ['openid', 'vault:read', 'vault:write'];
const SETTLE_MILLISECONDS = 3_000;

const BAR_SYNC_MILLISECONDS = 3_000;
const BAR_EDIT_MILLISECONDS = 1_000;
/** The same but for what a busy machine adds. */
const BAR_RATIO = 1.25;

const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
const keysDir = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
const port = await freePort();
const issuer = `http://localhost:${port}`;
const settings = { ISSUER: issuer, REDIS_URL: redis.url, TACET_THROTTLE_SCALE: '1000000' };
try {
  const tokens = await tokensOfTwoDevices();
  const instance = await startInstance({
    ...settings,
    DATABASE_URL: database.url,
    TACET_KEYS_DIR: keysDir,
    TACET_LOG_LEVEL: 'warn',
    PORT: String(port),
  });
  try {
    process.exitCode = (await bench(tokens)) ? 0 : 1;
  } finally {
    await instance.kill();
  }
} finally {
  await Promise.all([database.stop(), redis.stop(), rm(keysDir, { recursive: true, force: true })]);
}

/** One person, who signed in to one app on two devices. */
async function tokensOfTwoDevices(): Promise<readonly [string, string]> {
  const beside = { clock: runningClock(), databaseUrl: database.url, keysDir };
  const server = await startServer({ env: settings, beside });
  const wire = openWire(server.parts.config.port, issuer);
  const at = { server, wire, stop: () => server.stop() };
  const app = await ownClient(at, { scopes: SCOPES });
  const account = await closedAccount(at);
  const signIn = async () => {
    const code = await codeFor(at, app, await sessionOf(at, account), { scope: SCOPES.join(' ') });
    return tokensIn(await redeem(at, app, code)).access_token;
  };
  const tokens = [await signIn(), await signIn()] as const;
  wire.close();
  await server.stop();
  return tokens;
}

/** True when every bar was met. */
async function bench([phoneToken, laptopToken]: readonly [string, string]): Promise<boolean> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const phone = vaultDevice(issuer, phoneToken, key);
  const laptop = vaultDevice(issuer, laptopToken, key);
  const written = await timed(async () => {
    for (let from = 0; from < ITEMS; from += BATCH)
      await phone.writeNew(Array.from({ length: BATCH }, (_, index) => `item-${from + index}`));
  });
  await phone.sync(PAGE);
  await pause(SETTLE_MILLISECONDS);

  const first = await timed(() => laptop.sync(PAGE));
  if (laptop.size() !== ITEMS) throw new Error(`${laptop.size()} items were read`);
  const polls = await edits(phone, laptop);
  const { early, late } = await pages(phone);
  const rows = [
    row(`${ITEMS} items written, ${BATCH} a batch`, written),
    row(`first sync of ${ITEMS} items, ${PAGE} a page, opened`, first, BAR_SYNC_MILLISECONDS),
    row(`edit on the other device, slowest poll of ${EDITS}`, Math.max(...polls), BAR_EDIT_MILLISECONDS),
    row(`edit on the other device, median poll`, median(polls)),
    row(`page of ${SMALL_PAGE} after item 100, median of ${TURNS}`, early),
    row(`page of ${SMALL_PAGE} after item ${ITEMS - SMALL_PAGE}, median of ${TURNS}`, late),
    { what: 'the late page in early ones', figure: late / early, unit: '×', bar: BAR_RATIO },
  ];
  for (const { what, figure, unit, bar } of rows) {
    const shown = `${figure.toFixed(unit === '×' ? 2 : 1)} ${unit}`.padStart(12);
    console.log(`${what.padEnd(52)}${shown}${bar === undefined ? '' : `   bar ${bar} ${unit}`}`);
  }
  return rows.every(({ figure, bar }) => bar === undefined || figure <= bar);
}

type Device = ReturnType<typeof vaultDevice>;

/** One device writes, the other asks what is new and opens it: how long the asking took, each time. */
async function edits(phone: Device, laptop: Device): Promise<readonly number[]> {
  const polls: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const id = `item-${(edit * 251) % ITEMS}`;
    const text = `edit ${edit} of ${id}`;
    await phone.edit(id, text);
    polls.push(await timed(() => laptop.sync(PAGE)));
    if (laptop.text(id) !== text) throw new Error('the edit did not come');
  }
  return polls;
}

/** In turns, so that whatever else the machine does falls on both. */
async function pages(phone: Device): Promise<{ readonly early: number; readonly late: number }> {
  const [early, late]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    early.push(await timed(() => phone.page(SMALL_PAGE, SMALL_PAGE)));
    late.push(await timed(() => phone.page(ITEMS - SMALL_PAGE, SMALL_PAGE)));
  }
  return { early: median(early), late: median(late) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(samples: readonly number[]): number {
  return percentile(
    samples.toSorted((one, other) => one - other),
    0.5,
  );
}

function row(what: string, figure: number, bar?: number) {
  return { what, figure, unit: 'ms', bar };
}
