import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { fingerprint } from '../../server/platform/digest.ts';
import { emptyDatabase, type TestDatabase } from '../harness/database.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';

const backedUp = z.strictObject({
  file: z.string(),
  bytes: z.int(),
  sha256: z.string().length(43),
  schema: z.string(),
  rows: z.int(),
  keys_file: z.string(),
  keys: z.int(),
});
const restored = z.looseObject({ accounts: z.int(), clients: z.int(), keys_file: z.string() });

describe('tacet backup and tacet restore', () => {
  let cli: Cli;
  let target: TestDatabase;
  let shelf: string;
  let file: string;
  before(async () => {
    [cli, target] = await Promise.all([openCli(), emptyDatabase()]);
    shelf = join(cli.folder, 'shelf');
    file = join(shelf, 'tacet.tbk');
    await mkdir(shelf);
    await cli.run(['init']);
    await cli.run([
      'client',
      'create',
      '--type',
      'spa',
      '--name',
      'Notes',
      '--redirect-uri',
      'https://a.example/cb',
    ]);
    await cli.json(backedUp, ['backup', file, '--json']);
  });
  after(async () => {
    await cli.stop();
    await target.stop();
  });

  const keysFile = () => join(cli.folder, 'keys', 'keys-wrapped.tkb');
  const restore = (path: string, ...more: readonly string[]) =>
    cli.run(['restore', path, ...more], { env: { DATABASE_URL: target.url } });
  const tables = () => rowsOf(target.url, "select tablename from pg_tables where schemaname = 'public'");

  /** A file with other content than was written, and the digest that belongs to it. */
  async function altered(name: string, change: (lines: string[]) => string[]): Promise<string> {
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const content = change(lines.slice(0, -1)).map((line) => `${line}\n`);
    const last = JSON.stringify({ sha256: fingerprint(content.join('')) });
    const path = join(shelf, name);
    await writeFile(path, gzipSync(`${content.join('')}${last}\n`));
    return path;
  }

  it('backup says what it wrote, asks before it replaces, and in a dry run writes nothing', async () => {
    const stood = await readFile(file);
    assertOneLine(await cli.run(['backup', file]), /tacet\.tbk is there and would be replaced\. Add --yes/);
    const dry = await cli.run(['backup', join(shelf, 'other'), '--dry-run', '--json']);
    assert.equal(dry.code, 0, dry.stderr);
    assert.equal(z.object({ rows: z.int() }).parse(JSON.parse(dry.stdout)).rows > 0, true);
    assert.deepEqual(await readdir(shelf), ['tacet.tbk']);
    assert.deepEqual(await readFile(file), stood);
    const again = await cli.run(['backup', file, '--yes']);
    assert.match(again.stdout, /^file: .*tacet\.tbk\nbytes: \d+\nsha256: /);
  });

  it('backup keeps away from the keys, and does not take the place of those of another database', async () => {
    assertOneLine(
      await cli.run(['backup', join(cli.folder, 'keys', 'b')]),
      /^Keep backups apart from the keys/,
    );
    assertOneLine(await cli.run(['backup', file, '--yes', '--keys-file', file]), /two files/);
    assertOneLine(await cli.run(['backup', join(cli.folder, 'none', 'b')]), /cannot be used \(ENOENT\)/);
    assertOneLine(
      await cli.run(['backup', join(shelf, 'b')], { env: { DATABASE_URL: target.url } }),
      /^There is nothing to back up: the database is empty/,
    );
    const other = await openCli();
    await other.run(['init']);
    const line = /keys-wrapped\.tkb holds the keys of another database/;
    assertOneLine(await other.run(['backup', join(shelf, 'b'), '--keys-file', keysFile()]), line);
    await other.stop();
  });

  it('TH-01 neither file holds a key that opens anything without the key-encryption key', async () => {
    const [kek = ''] = (await readdir(join(cli.folder, 'keys'))).filter((name) => name.endsWith('.key'));
    const [secret = ''] = (await readFile(join(cli.folder, 'keys', kek), 'utf8'))
      .trim()
      .split('\n')
      .slice(-1);
    const written = gunzipSync(await readFile(file)).toString('utf8');
    assert.ok(
      !written.includes('["ring_key"') && !written.includes('["data_key"') && !written.includes('["session"'),
    );
    for (const text of [written, gunzipSync(await readFile(keysFile())).toString('utf8')])
      assert.ok(!text.includes(secret) && !text.includes(Buffer.from(secret, 'base64url').toString('hex')));
  });

  const damages: readonly (readonly [what: string, make: () => Promise<string>, line: RegExp])[] = [
    [
      'with one byte changed',
      async () => {
        const bytes = await readFile(file);
        const at = Math.floor(bytes.length / 2);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        await writeFile(join(shelf, 'flipped'), bytes);
        return join(shelf, 'flipped');
      },
      /flipped is damaged: /,
    ],
    [
      'that was cut',
      async () => {
        await writeFile(join(shelf, 'cut'), (await readFile(file)).subarray(0, -40));
        return join(shelf, 'cut');
      },
      /cut is damaged: /,
    ],
    [
      'that lost its last lines and was packed again',
      async () => {
        const text = gunzipSync(await readFile(file)).toString('utf8');
        await writeFile(
          join(shelf, 'short'),
          gzipSync(text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)),
        );
        return join(shelf, 'short');
      },
      /short is damaged: it was cut short/,
    ],
    [
      'whose rows are fewer than it says',
      () => altered('fewer', (lines) => lines.filter((line) => !line.startsWith('["client"'))),
      /damaged: client has not as many rows/,
    ],
    [
      'that brings sessions',
      () =>
        altered('sessions', ([head = '', ...rows]) => [
          head.replace('"name":"account"', '"name":"session"'),
          ...rows,
        ]),
      /rows of session do not belong/,
    ],
    [
      'of a newer release',
      () =>
        altered('newer', ([head = '', ...rows]) => [
          head.replace(/"migration":"[^"]+"/, '"migration":"9999-later"'),
          ...rows,
        ]),
      /made by a newer release of Tacet \(schema 9999-later\)/,
    ],
    [
      'of a newer format',
      () => altered('format', ([head = '', ...rows]) => [head.replace('"format":1', '"format":2'), ...rows]),
      /written by a newer release of Tacet/,
    ],
    [
      'with a row that the schema refuses',
      () =>
        altered('refused', (lines) => lines.map((line) => line.replace('"type":"spa"', '"type":"toaster"'))),
      /a row of client is refused \(23514\)/,
    ],
    ['that is the keys file', async () => keysFile(), /is a keys file, not a backup/],
    ['that is not there', async () => join(shelf, 'nothing'), /nothing cannot be used \(ENOENT\)/],
  ];
  for (const [what, make, line] of damages) {
    it(`restore refuses a file ${what}, and leaves the database untouched`, async () => {
      assertOneLine(await restore(await make()), line);
      assert.deepEqual(await tables(), []);
    });
  }

  it('restore names the keys that are missing: the keys file, a wrong one, an older one, the file of the kek', async () => {
    const aside = join(cli.folder, 'aside');
    await rename(keysFile(), aside);
    assertOneLine(await restore(file), /keys-wrapped\.tkb is not there: put the keys file there/);
    assertOneLine(await restore(file, '--keys-file', file), /is a backup, not a keys file/);
    await cli.run(['keys', 'rotate', 'outbox', '--now', '--yes']);
    await cli.run(['backup', join(shelf, 'later')]);
    assertOneLine(
      await restore(join(shelf, 'later'), '--keys-file', aside),
      /does not open .*: it lacks key \S+\. Take/,
    );

    const [kek = ''] = (await readdir(join(cli.folder, 'keys'))).filter((name) => name.endsWith('.key'));
    const moved = join(cli.folder, kek);
    await rename(join(cli.folder, 'keys', kek), moved);
    assertOneLine(await restore(file), new RegExp(`sealed under ${kek}, which is not there`));
    await rename(moved, join(cli.folder, 'keys', kek));
    assert.deepEqual(await tables(), []);
  });

  it('a crash between the two files leaves the older backup, and keys that open it', async () => {
    await cli.run(['keys', 'rotate', 'outbox', '--now', '--yes']);
    // The keys cannot be written: no backup that nothing would open.
    const nowhere = join(cli.folder, 'gone', 'keys');
    assert.equal((await cli.run(['backup', join(shelf, 'orphan'), '--keys-file', nowhere])).code, 1);
    assert.ok(!(await readdir(shelf)).some((name) => name.startsWith('orphan')));
    // The keys are written first; then the disk for backups is gone.
    assert.equal((await cli.run(['backup', join(cli.folder, 'gone', 'b')])).code, 1);
    const dry = await restore(file, '--dry-run', '--json');
    assert.equal(dry.code, 0, dry.stderr);
    assert.equal(restored.parse(JSON.parse(dry.stdout)).keys_file, 'newer');
    assert.deepEqual(await tables(), [], 'a dry run leaves nothing');
  });

  it('restore fills an empty database, also one that was migrated, and no other', async () => {
    await cli.run(['migrate'], { env: { DATABASE_URL: target.url } });
    const { code, stdout, stderr } = await restore(file, '--json');
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      [restored.parse(JSON.parse(stdout)).clients, restored.parse(JSON.parse(stdout)).accounts],
      [1, 0],
    );
    const clients = await cli.run(['client', 'list'], { env: { DATABASE_URL: target.url } });
    assert.match(clients.stdout, /Notes/);
    assertOneLine(await restore(file), /^The database is not empty \(rows: .*client 1.*ring_key \d+/);
    assert.equal(
      (await cli.run(['doctor'], { env: { DATABASE_URL: target.url } })).stdout.includes('FAILED  keys'),
      false,
    );
    await rm(shelf, { recursive: true });
  });
});
