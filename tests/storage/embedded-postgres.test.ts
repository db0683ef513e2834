import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../../server/platform/log.ts';
import { startEmbeddedPostgres } from '../../server/storage/embedded-postgres.ts';
import { openDatabase } from '../../server/storage/sql/database.ts';

const RESTART_LIMIT_MILLISECONDS = 5_000;

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let logged: string[];
  const note = (message: string) => void logged.push(message);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const start = (folder = dataDir) => startEmbeddedPostgres({ dataDir: folder, log });
  const visit = () => startEmbeddedPostgres({ dataDir, log, join: true });

  beforeEach(async () => {
    logged = [];
    dataDir = await mkdtemp(join(tmpdir(), 'tacet-embedded-'));
    await chmod(dataDir, 0o755);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('makes its data once and keeps them', async () => {
    const first = await start();
    assert.deepEqual(await query(first.url, 'create table kept as select 42 as answer'), []);
    assert.deepEqual(await query(first.url, 'show fsync'), [{ fsync: 'on' }]);
    await first.stop();
    await first.stop();
    await assert.rejects(query(first.url, 'select 1'));
    const started = Date.now();
    const second = await start();
    assert.ok(Date.now() - started < RESTART_LIMIT_MILLISECONDS);
    assert.deepEqual(await query(second.url, 'select answer from kept'), [{ answer: 42 }]);
    await second.stop();
  });

  it('is closed to the network, and to every other role and database user', async () => {
    const embedded = await start();
    const socket = new URL(embedded.url).searchParams.get('host') ?? '';
    assert.deepEqual(await query(embedded.url, 'show listen_addresses'), [{ listen_addresses: '' }]);
    const stranger = new pg.Client({ host: socket, user: 'postgres', database: 'tacet' });
    await assert.rejects(stranger.connect());
    await embedded.stop();
  });

  it('F-03 loses nothing that was acknowledged when its owner is killed, and is adopted in under five seconds', async () => {
    const acknowledged = await killOwnerAfter(dataDir, 200);
    const started = Date.now();
    const embedded = await start();
    assert.ok(Date.now() - started < RESTART_LIMIT_MILLISECONDS);
    await holdsAll(embedded.url, acknowledged);
    await embedded.stop();
    const again = await start();
    await holdsAll(again.url, acknowledged);
    await again.stop();
  });

  it('F-03 loses nothing that was acknowledged when server and owner are killed together', async () => {
    const acknowledged = await killOwnerAfter(dataDir, 200, async () =>
      process.kill(await postmaster(dataDir), 'SIGKILL'),
    );
    const started = Date.now();
    const embedded = await start();
    assert.ok(Date.now() - started < RESTART_LIMIT_MILLISECONDS);
    await holdsAll(embedded.url, acknowledged);
    await embedded.stop();
  });

  it('is started again when it is killed under a server that runs', async () => {
    const embedded = await start();
    const database = openDatabase(embedded.url);
    await query(embedded.url, 'create table kept as select 42 as answer');
    process.kill(await postmaster(dataDir), 'SIGKILL');
    await eventually(() => query(embedded.url, 'select answer from kept'));
    assert.ok(logged.some((line) => line.includes('started again')));
    await assert.rejects(start(), /Another tacet server/);
    await database.close();
    await embedded.stop();
    await assert.rejects(query(embedded.url, 'select 1'));
  });

  it('refuses a second server with one line, and lets commands in beside the first', async () => {
    const server = await start();
    await assert.rejects(
      start(),
      (error) => error instanceof Error && /^Another tacet server uses .+\.$/.test(error.message),
    );
    const visitor = await visit();
    await query(visitor.url, 'create table kept as select 42 as answer');
    await visitor.stop();
    assert.deepEqual(await query(server.url, 'select answer from kept'), [{ answer: 42 }]);

    const last = await visit();
    await server.stop();
    assert.deepEqual(await query(last.url, 'select answer from kept'), [{ answer: 42 }], 'still in use');
    await last.stop();
    await assert.rejects(query(last.url, 'select 1'));
  });

  it('runs for a command alone, and a server that comes meanwhile takes it over', async () => {
    const visitor = await visit();
    const server = await start();
    await visitor.stop();
    assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }]);
    await server.stop();
  });

  it('has one owner when two servers start at once on an empty folder', async () => {
    const both = await Promise.allSettled([start(), start()]);
    const won = both.filter((one) => one.status === 'fulfilled');
    assert.equal(won.length, 1);
    for (const one of both)
      if (one.status === 'rejected') assert.match(String(one.reason), /Another tacet server/);
    for (const { value } of won) await value.stop();
    assert.deepEqual(
      (await readdir(join(dataDir, 'pg'))).filter((name) => name.startsWith('making')),
      [],
    );
  });

  it('does not take a process that got the number of an old server for that server', async () => {
    const first = await start();
    await first.stop();
    const socket = new URL(first.url).searchParams.get('host') ?? '';
    await writeFile(join(socket, '.s.PGSQL.5432.lock'), `${process.pid}\n`);
    const lies = [process.pid, join(dataDir, 'pg/data'), 1_700_000_000, 5432, socket, '', '', 'ready'].join(
      '\n',
    );
    await writeFile(join(dataDir, 'pg/data/postmaster.pid'), `${lies}\n`);
    const second = await start();
    assert.deepEqual(await query(second.url, 'select 1 as one'), [{ one: 1 }]);
    await second.stop();
  });

  it('refuses data of another major version with one line that says what to do', async () => {
    await mkdir(join(dataDir, 'pg/data'), { recursive: true });
    await writeFile(join(dataDir, 'pg/data/PG_VERSION'), '9\n');
    await assert.rejects(
      start(),
      /are of PostgreSQL 9, and this machine has [\d, ]+: install PostgreSQL 9\.$/,
    );
  });

  it('says in one line why the server does not start', async () => {
    const first = await start();
    await first.stop();
    await rm(join(dataDir, 'pg/data/global'), { recursive: true });
    await assert.rejects(start(), /PostgreSQL did not start: .+$/);
  });

  it('works below a path that is too long for a socket', async () => {
    const deep = join(dataDir, 'a-folder-with-a-long-name/'.repeat(5));
    await mkdir(deep, { recursive: true });
    const embedded = await start(deep);
    assert.deepEqual(await query(embedded.url, 'select 1 as one'), [{ one: 1 }]);
    await embedded.stop();
  });

  if (process.getuid?.() === 0) {
    it('as root lets its user through to its own data and to nothing else', async () => {
      await chmod(dataDir, 0o700);
      const embedded = await start();
      assert.equal((await stat(dataDir)).mode & 0o777, 0o710);
      await embedded.stop();
    });

    it('as root keeps its data where its user can enter, and says where', async () => {
      const closed = join(dataDir, 'closed');
      const start = () => startEmbeddedPostgres({ dataDir: join(closed, 'data'), log });
      await mkdir(closed, { mode: 0o700 });
      const embedded = await start();
      const elsewhere = /its data are in (\S+)/.exec(logged.join('\n'))?.[1] ?? '';
      assert.match(elsewhere, /^\/var\/lib\/tacet-/);
      await query(embedded.url, 'create table kept as select 42 as answer');
      await embedded.stop();
      const again = await start();
      assert.deepEqual(await query(again.url, 'select answer from kept'), [{ answer: 42 }]);
      await again.stop();
      await rm(elsewhere, { recursive: true });
    });
  }
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Runs an owner in a process of its own, kills it in the middle, and returns the last number it acknowledged. */
async function killOwnerAfter(
  dataDir: string,
  count: number,
  before?: () => Promise<unknown>,
): Promise<number> {
  const program = new URL('embedded-owner.ts', import.meta.url).pathname;
  const owner: ChildProcess = spawn(process.execPath, [program, dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let last = 0;
  for await (const chunk of owner.stdout ?? []) {
    last = Number(String(chunk).trimEnd().split('\n').at(-1));
    if (last < count || owner.killed) continue;
    await before?.();
    owner.kill('SIGKILL');
  }
  if (owner.exitCode === null && owner.signalCode === null) await once(owner, 'exit');
  assert.ok(last >= count);
  return last;
}

async function holdsAll(url: string, acknowledged: number): Promise<void> {
  const [row] = await query(
    url,
    `select count(*)::integer as count from number where value <= ${acknowledged}`,
  );
  assert.deepEqual(row, { count: acknowledged });
}

async function postmaster(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'pg/data/postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function eventually(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}
