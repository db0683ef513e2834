import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

/** server/storage/sql/migrate.ts takes it before it looks at the schema. */
const MIGRATION_LOCK = 7_411_380_642;
const FORM = 'grant_type=authorization_code&code=nothing';

describe('tacet start', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  it('says where everything is, is healthy, and other commands work beside it', async () => {
    const server = await cli.start();
    for (const line of [
      `  Tacet is at        ${cli.issuer}`,
      `  Discovery          ${cli.issuer}/.well-known/openid-configuration`,
      `  Letters            ${cli.issuer}/dev/mail`,
    ]) {
      assert.ok(server.output().includes(`${line}\n`), server.output());
    }
    const ran = await Promise.all([
      cli.run(['healthcheck']),
      cli.run(['doctor']),
      cli.run(['account', 'list']),
    ]);
    assert.deepEqual(
      ran.map(({ code }) => code),
      [0, 0, 0],
    );
    assert.equal(ran[0].stdout, 'ready\n');
    assertOneLine(await cli.run(['start']), new RegExp(`^Port ${cli.port} is taken: .* set PORT`));
    assert.equal(await server.end('SIGINT'), 0);
    await assert.rejects(fetch(`${cli.issuer}/healthz`));
  });

  it('F-04 answers the request under way when it is stopped, and ends with 0', async () => {
    const server = await cli.start();
    const request = await beginRequest(cli.port);
    const ended = server.end();
    await untilRefused(cli.port);
    assert.match(await request.finish(), /^HTTP\/1\.1 401 .*invalid_client/s);
    assert.equal(await ended, 0);
  });

  it('F-04 in production says 503 at /readyz first, and serves meanwhile', async () => {
    const production = { TACET_MODE: 'production', ISSUER: cli.issuer, HOST: '127.0.0.1' };
    const server = await cli.start({ ...production, TACET_MAIL_URL: 'smtp://127.0.0.1:1' });
    const ended = server.end();
    while ((await fetch(`${cli.issuer}/readyz`)).status === 200) await pause(20);
    assert.equal((await fetch(`${cli.issuer}/readyz`)).status, 503);
    assertOneLine(await cli.run(['healthcheck'], { env: {} }), /^not ready: 503$/);
    assert.equal((await fetch(`${cli.issuer}/.well-known/openid-configuration`)).status, 200);
    const request = await beginRequest(cli.port);
    assert.match(await request.finish(), /^HTTP\/1\.1 401 /);
    assert.equal(await ended, 0);
  });

  it('stops cleanly when it is told to during its start', async () => {
    const lock = new pg.Client({ connectionString: cli.settings.DATABASE_URL });
    await lock.connect();
    try {
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const starting = cli.start({}, async () => (await waiting(lock)) > 0);
      const server = await starting;
      const ended = server.end();
      await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      assert.equal(await ended, 0, server.output());
    } finally {
      await lock.end();
    }
  });

  it('F-12 ends with 1 and one line when the database is not there', async () => {
    const env = { DATABASE_URL: 'postgres://tacet@127.0.0.1:1/tacet' };
    assertOneLine(await cli.run(['start'], { env }), /^the database cannot be reached \(ECONNREFUSED\)/);
  });
});

async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as count from pg_locks join pg_database d on d.oid = database
     where locktype = 'advisory' and not granted and datname = current_database()`,
  );
  return Number(rows[0]?.count);
}

/** A token request whose body has half arrived. */
async function beginRequest(port: number): Promise<{ finish(): Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(
    `POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
      `Content-Length: ${FORM.length}\r\n\r\n${FORM.slice(0, 10)}`,
  );
  await pause(100); // the server has read so far
  return {
    async finish() {
      socket.write(FORM.slice(10));
      await once(socket, 'data');
      socket.end();
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

async function untilRefused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      await pause(10);
    } catch {
      return;
    } finally {
      socket.destroy();
    }
  }
}
