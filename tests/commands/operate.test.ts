import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { z } from 'zod';
import { purposes } from '../../server/keyring/purposes.ts';
import { latestMigration } from '../../server/storage/sql/migrate.ts';
import { emptyDatabase, type TestDatabase } from '../harness/database.ts';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

const rows = z.array(z.object({ name: z.string(), value: z.string() }));
const DEAD = 'redis://:hunter2@127.0.0.1:1';

describe('tacet config', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  it('print shows what is in force and no secret', async () => {
    const env = {
      REDIS_URL: DEAD,
      TACET_MAIL_URL: 'smtps://tacet:hunter2@mail.example:465',
      TACET_CODE_SECONDS: '30',
    };
    const printed = await cli.run(['config', 'print', '--json'], { env });
    const shown = new Map(rows.parse(JSON.parse(printed.stdout)).map(({ name, value }) => [name, value]));
    assert.deepEqual(
      ['REDIS_URL', 'TACET_MAIL_URL', 'DATABASE_URL', 'TACET_CODE_SECONDS', 'ISSUER'].map((name) =>
        shown.get(name),
      ),
      ['[secret]', '[secret]', '[secret]', '30', cli.issuer],
    );
    const plain = await cli.run(['config', 'print'], { env });
    assert.match(plain.stdout, /^REDIS_URL +\[secret\]$/m);
    for (const text of [printed.stdout, plain.stdout]) assert.doesNotMatch(text, /hunter2|postgres:\/\//);
  });

  it('check is content with a sound configuration, and tells every mistake in a line of its own', async () => {
    assert.equal((await cli.run(['config', 'check'])).code, 0);
    const env = {
      TACET_TRUSTED_PROXY: '10.0.0.0/8',
      TACET_WORKERS: '4',
      REDIS_URL: '',
      ISSUER: 'https://id.example.com/',
      PORT: 'many',
    };
    const { code, stdout, stderr } = await cli.run(['config', 'check'], { env });
    assert.deepEqual([code, stdout], [1, '']);
    const lines = stderr.trimEnd().split('\n');
    assert.equal(lines.length, 4, stderr);
    assert.ok(
      lines.includes('TACET_TRUSTED_PROXY: no such setting; did you mean TACET_TRUSTED_PROXIES?'),
      stderr,
    );
    for (const name of ['TACET_WORKERS', 'ISSUER', 'PORT']) {
      assert.ok(
        lines.some((line) => line.startsWith(`${name}: `)),
        name,
      );
    }
  });

  it('F-12 a server does not start under one that is refused', async () => {
    const env = { TACET_TRUSTED_PROXY: '10.0.0.1' };
    assertOneLine(
      await cli.run(['start'], { env }),
      /^TACET_TRUSTED_PROXY: .* did you mean TACET_TRUSTED_PROXIES\?$/,
    );
    assertOneLine(
      await cli.run(['doctor'], { env: { TACET_MODE: 'test' } }).then(onlyErrors),
      /^1 of 1 checks failed/,
    );
  });
});

describe('tacet migrate, init and doctor', () => {
  let cli: Cli;
  let database: TestDatabase;
  before(async () => {
    [cli, database] = await Promise.all([openCli(), emptyDatabase()]);
  });
  after(async () => {
    await cli.stop();
    await database.stop();
  });

  it('doctor says what is missing, and makes none of it', async () => {
    const env = { DATABASE_URL: database.url, REDIS_URL: DEAD, TACET_MAIL_URL: 'smtp://mail.example/inbox' };
    const { code, stdout, stderr } = await cli.run(['doctor'], { env });
    assert.equal(code, 1);
    assert.match(stdout, /^ok {6}configuration: issuer /m);
    assert.match(stdout, /^FAILED {2}database: the schema of the database is not up to date: run migrate$/m);
    assert.match(stdout, /^FAILED {2}ephemera: Redis does not answer.*: check REDIS_URL/m);
    assert.match(stdout, /^FAILED {2}mail: TACET_MAIL_URL may end in/m);
    assert.equal(stderr, '4 of 6 checks failed.\n');
    assert.doesNotMatch(stdout, /hunter2/);
    assert.deepEqual(await tablesOf(database.url), []);
    await assert.rejects(readdir(join(cli.folder, 'keys')), { code: 'ENOENT' });
  });

  it('doctor and every other command tell in one line that the database is gone', async () => {
    const env = { DATABASE_URL: 'postgres://tacet:hunter2@127.0.0.1:1/tacet' };
    const line =
      /^the database cannot be reached \(ECONNREFUSED\): check DATABASE_URL, and that PostgreSQL runs$/;
    assertOneLine(await cli.run(['client', 'list'], { env }), line);
    const { stdout } = await cli.run(['doctor'], { env });
    assert.match(stdout, /^FAILED {2}database: the database cannot be reached \(ECONNREFUSED\)/m);
    assert.doesNotMatch(stdout, /hunter2/);
  });

  it('DOD-R04 migrate brings an empty database to the latest, and the latest nowhere', async () => {
    const env = { DATABASE_URL: database.url };
    const first = await cli.run(['migrate'], { env });
    assert.match(first.stdout, new RegExp(`^applied ${latestMigration}$`, 'm'));
    const second = await cli.run(['migrate'], { env });
    assert.deepEqual([second.code, second.stdout], [0, 'The database is up to date.\n']);
  });

  it('DOD-C51 five parallel inits make one set of keys under one key', async () => {
    const env = { DATABASE_URL: database.url };
    const inits = await Promise.all(Array.from({ length: 5 }, () => cli.run(['init'], { env })));
    for (const { code, stdout, stderr } of inits) {
      assert.equal(code, 0, stderr);
      assert.match(stdout, new RegExp(`^Ready: ${purposes.length} keys, `));
    }
    const keks = (await readdir(join(cli.folder, 'keys'))).filter((name) => name.startsWith('kek-'));
    assert.equal(keks.length, 1);
    const listed = await cli.run(['keys', 'list', '--json'], { env });
    const rings = z.array(z.object({ ring: z.string() })).parse(JSON.parse(listed.stdout));
    assert.deepEqual(rings.map(({ ring }) => ring).sort(), [...purposes, 'kek'].sort());

    const doctor = await cli.run(['doctor'], { env });
    assert.equal(doctor.code, 0, doctor.stdout);
    assert.match(doctor.stdout, new RegExp(`^ok {6}keys: ${purposes.length} open`, 'm'));
  });

  it('F-12 a schema of a newer release is named in one line', async () => {
    await onDatabase(database.url, "insert into kysely_migration values ('9999-later', now())");
    const ran = await cli.run(['client', 'list'], { env: { DATABASE_URL: database.url } });
    assertOneLine(ran, /migrated by a newer release of Tacet: run that release/);
  });
});

describe('tacet', () => {
  let cli: Cli;
  before(async () => {
    cli = await openCli();
  });
  after(() => cli.stop());

  it('tells its version, and what it can do', async () => {
    const versions = await Promise.all([cli.run(['version']), cli.run(['--version'])]);
    for (const { stdout } of versions) assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await cli.run(['--help']);
    assert.equal(code, 0);
    for (const noun of NOUNS) assert.match(stdout, new RegExp(`^ {2}${noun} `, 'm'));
  });

  it('says so when there is nothing of that name', async () => {
    const { code, stdout, stderr } = await cli.run(['frobnicate']);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^error: unknown command 'frobnicate'\n+Say tacet --help/);
  });

  it('healthcheck fails where no server listens', async () => {
    assertOneLine(await cli.run(['healthcheck']), /^not ready: no answer$/);
  });
});

const NOUNS =
  'account audit backup client config demo doctor healthcheck init keys migrate restore start version'.split(
    ' ',
  );

function onlyErrors<Result extends object>(ran: Result): Result & { stdout: '' } {
  return { ...ran, stdout: '' };
}

async function onDatabase(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function tablesOf(url: string): Promise<Record<string, unknown>[]> {
  return onDatabase(url, "select tablename from pg_tables where schemaname = 'public'");
}
