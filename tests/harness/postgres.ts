import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findBinaries } from '../../server/storage/postgres/binaries.ts';
import { runAs, unprivilegedUser } from '../../server/storage/postgres/system-user.ts';
import { freePort } from './free-port.ts';
import { tethered } from './tethered.ts';

const START_ATTEMPTS = 400;

/**
 * A throw-away PostgreSQL of its own on a free loopback port; as root it runs as another user. `durable` leaves fsync
 * on, for what measures or kills; without it nothing survives but speed.
 */
export async function startPostgres({ durable = false } = {}): Promise<{
  url: string;
  stop(): Promise<void>;
}> {
  const user = unprivilegedUser();
  const [binaries] = await findBinaries(user);
  if (binaries === undefined)
    throw new Error('Install PostgreSQL (Debian: apt install postgresql) to run the tests.');
  const folder = await mkdtemp(join(tmpdir(), 'tacet-postgres-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);

  const data = join(folder, 'data');
  const initialise = [
    '-D',
    data,
    '-U',
    'tacet',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await promisify(execFile)(binaries.initdb, initialise, runAs(user));

  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=64MB',
    'log_min_messages=fatal',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting]);
  const server = tethered('QUIT', binaries.postgres, ['-D', data, ...settings], runAs(user));

  const url = `postgres://tacet@127.0.0.1:${port}/postgres`;
  for (let attempt = 1; !(await answers(url)); attempt += 1) {
    if (attempt > START_ATTEMPTS || server.hasEnded())
      throw new Error('the PostgreSQL of the tests did not start');
    await pause(25);
  }
  return {
    url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
