import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cli, openCli } from '../commands/cli.ts';
import { emptyDatabase, type TestDatabase } from '../harness/database.ts';
import { rowsOf } from '../storage/backing-up.ts';

const TACET = new URL('../../server/commands/tacet.ts', import.meta.url).pathname;
const LONG_ROWS = 12_000;
const ROW_CHARACTERS = 9_000;
/** Less than the rows take together (108 MB), and enough for the program itself. */
const HEAP = { NODE_OPTIONS: '--max-old-space-size=96' };
const POLLS_MAX = 400;

describe('a backup that is larger than the memory', () => {
  let cli: Cli;
  let target: TestDatabase;
  let file: string;
  before(async () => {
    [cli, target] = await Promise.all([openCli(), emptyDatabase()]);
    file = join(cli.folder, 'tacet.tbk');
    assert.equal((await cli.run(['init'])).code, 0);
    await rowsOf(
      cli.settings.DATABASE_URL ?? '',
      `insert into audit_event (kind, at_seconds, request_id)
       select 'client.updated', i, rpad(i::text, $1, 'x') from generate_series(1, $2) i`,
      [ROW_CHARACTERS, LONG_ROWS],
    );
  });
  after(async () => {
    await cli.stop();
    await target.stop();
  });

  const env = () => ({ DATABASE_URL: target.url, ...HEAP });
  const busy = async (what: string) =>
    (
      await rowsOf(
        target.url,
        `select from pg_stat_activity where datname = current_database() and application_name = 'tacet' and query like $1`,
        [what],
      )
    ).length > 0;

  async function until(is: () => Promise<boolean>, child?: ChildProcess): Promise<void> {
    for (let poll = 0; !(await is()); poll += 1) {
      assert.ok(poll < POLLS_MAX && child?.exitCode !== 0, 'it did not come to that');
      await pause(100);
    }
  }

  it('is taken in a heap that could not hold it', async () => {
    const { code, stderr } = await cli.run(['backup', file], { env: HEAP });
    assert.equal(code, 0, stderr);
  });

  it('F-40 a restore that is killed with -9 leaves an empty database, in which the next one goes through', async () => {
    const child = spawn(process.execPath, [TACET, 'restore', file], {
      env: { ...cli.settings, DATABASE_URL: target.url },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await until(() => busy('%insert into audit_event%'), child);
    child.kill('SIGKILL');
    await ended;
    await until(async () => !(await busy('%')));
    assert.deepEqual(await rowsOf(target.url, "select from pg_tables where schemaname = 'public'"), []);

    const { code, stderr } = await cli.run(['restore', file], { env: env() });
    assert.equal(code, 0, stderr);
    const counted = `select count(*)::integer as rows from audit_event where kind = 'client.updated'`;
    assert.deepEqual(await rowsOf(target.url, counted), [{ rows: LONG_ROWS }]);
  });
});
