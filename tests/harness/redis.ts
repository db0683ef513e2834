import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { newId } from '../../server/platform/random.ts';
import { freePort } from './free-port.ts';
import { tethered } from './tethered.ts';

const START_ATTEMPTS = 400;
/** Database 0 keeps account of the others. */
const DATABASES = 512;

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * An empty Redis database. On the server of TEST_REDIS_URL when it is set (as `npm test` does), where each caller gets
 * a database number of its own, emptied when it stops; else on a server of its own.
 */
export async function testRedis(): Promise<TestRedis> {
  const shared = process.env.TEST_REDIS_URL;
  if (shared === undefined) return startRedis();
  const number = await claimNumber(shared);
  const url = new URL(shared);
  url.pathname = `/${number}`;
  return {
    url: url.href,
    async stop() {
      const client = await createClient({ url: url.href }).connect();
      await client.flushDb();
      await client.select(0);
      await client.del(`test-database:${number}`);
      await client.close();
    },
  };
}

/** A throw-away Redis on a free (or the given) loopback port, that writes nothing to disk. `pid` is for tests that kill it. */
export async function startRedis(
  wanted?: number,
): Promise<TestRedis & { readonly port: number; readonly pid: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-redis-'));
  const port = wanted ?? (await freePort());
  const settings = [
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--databases',
    String(DATABASES),
  ];
  const server = tethered('KILL', 'redis-server', ['--port', String(port), '--dir', folder, ...settings]);
  for (let attempt = 1; !(await answers(port)); attempt += 1) {
    if (attempt > START_ATTEMPTS || server.hasEnded())
      throw new Error('the Redis of the tests did not start');
    await pause(25);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: await pidOf(port),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function claimNumber(url: string): Promise<number> {
  const client = await createClient({ url }).connect();
  try {
    for (let number = 1; number < DATABASES; number += 1) {
      if ((await client.set(`test-database:${number}`, newId(), { condition: 'NX' })) !== null) return number;
    }
    throw new Error('every database of the Redis of the tests is taken');
  } finally {
    await client.close();
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function pidOf(port: number): Promise<number> {
  const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
  const facts = await client.info('server');
  await client.close();
  return Number(/^process_id:(\d+)/m.exec(facts)?.[1] ?? 0);
}
