import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { BackupError } from '../../server/storage/backup/backup-error.ts';
import { backupTables } from '../../server/storage/backup/tables.ts';
import { openStorage } from '../../server/storage/open.ts';
import { backUp, copied, digests, openShelf, rowsOf, type Shelf } from './backing-up.ts';
import { openWorld, type World } from './world.ts';

/** What fits into a row and is easily lost on the way: the end of numbers, quotes, null and empty, bytes, other scripts. */
const ODD: readonly string[] = [
  `insert into account (id, email, email_verified, name, state, created_at_seconds, updated_at_seconds, profile, locale,
    delete_after_seconds, trust_epoch) values ('odd', 'odd@mail.example', false, E'"\\\\\\'\\t\\n\\r \\u2028 \\U0001F511 ع é',
    'deleting', 9007199254740993, -9223372036854775808,
    '{"n": 12345678901234567890.123456789, "s": "line\\nline", "a": [null, true, {}], "z": 1e-7}', '', 9223372036854775807,
    2147483647)`,
  `insert into client (id, name, type, auth_method, secret_digests, grant_types, redirect_uris, post_logout_redirect_uris,
    scopes, id_token_algorithm, pkce_required, first_party, enabled, created_at_seconds, settings)
    values (E'odd "client"', 'x', 'web', 'none', '{}', array['a,b', '{"c"}', '', ' ', 'null', E'\\\\'], array['NULL'], '{}',
    '{}', 'RS256', true, false, true, 0, '{"jwks": {"keys": []}, "empty": ""}')`,
  `insert into factor (account_id, id, kind, label, lookup, sealed, version, created_at_seconds, last_used_at_seconds)
    values ('odd', 'f', 'totp', '', null, decode('000a0d225c7b7dff00', 'hex'), -1, 0, null)`,
  `insert into account_picture values ('odd', 'p123456789abcdef', decode(repeat('00ff5c', 170000), 'hex'), 1)`,
  `insert into sealed_record values ('odd', 'r', 't', 'odd "client"', 'v1.dk.A256GCM.' || repeat('x', 131000), 1, 1, 2)`,
  `insert into kek values ('k1', 'transit', 1, 2, null, null)`,
  `insert into ring_key (id, purpose, sealed, kek_id, created_at_seconds, activates_at_seconds, emptied)
    values ('rk', 'factor', decode('01ff', 'hex'), 'k1', 1, 1, true)`,
  `insert into data_key values ('odd', 'dk', 'k1', 'vault:v1:abc', 7)`,
  `insert into data_key_floor values (true, 5)`,
  `insert into audit_event (kind, at_seconds, request_id) values ('client.created', 1, null), ('client.updated', 2, '')`,
];
const RSS_BYTES_MAX = 160 * 1024 * 1024;

describe('a backup of a database', () => {
  let world: World;
  let shelf: Shelf;
  before(async () => {
    [world, shelf] = [await openWorld(), await openShelf()];
    await world.family();
    for (const text of ODD) await rowsOf(world.url, text);
  });
  after(async () => {
    await world.stop();
    await shelf.remove();
  });

  it('knows of every table whether it is kept, kept apart, or left behind', async () => {
    const there = await rowsOf<{ name: string }>(
      world.url,
      `select relname as name from pg_stat_user_tables where relname not like 'kysely%' order by 1`,
    );
    const decided = backupTables.map(({ name }) => name).sort();
    assert.deepEqual(
      there.map(({ name }) => name),
      decided,
    );
  });

  it('brings back every value of every column as it was, and the same again from the copy', async () => {
    const before = await digests(world.url);
    const taken = await backUp(world.url, shelf);
    const copy = await copied(shelf);
    assert.deepEqual(await digests(copy.url), before);
    const again = await backUp(copy.url, { ...shelf, path: `${shelf.path}.again` });
    assert.deepEqual(again.tables, taken.tables);
    await copy.stop();
  });

  it('TH-01 is for its owner alone, leaves nothing aside, and holds neither keys nor what is never kept', async () => {
    const { tables, keys } = await backUp(world.url, shelf);
    assert.equal((await stat(shelf.path)).mode & 0o777, 0o600);
    assert.equal((await stat(shelf.keysPath)).mode & 0o777, 0o600);
    assert.deepEqual(
      (await readdir(shelf.folder)).filter((name) => name.endsWith('.tmp')),
      [],
    );
    const names = tables.map(({ name }) => name);
    for (const { name, fate } of backupTables) assert.equal(names.includes(name), fate === 'backup', name);
    assert.deepEqual(
      keys.tables.map(({ name }) => name),
      ['kek', 'ring_key', 'data_key', 'data_key_floor'],
    );
  });

  it('is one at a time', async () => {
    const storage = await openStorage(world.url);
    await storage.backups.snapshot(async () => {
      await assert.rejects(backUp(world.url, shelf), /^BackupError: Another backup .* is under way/);
    });
    await storage.close();
    await backUp(world.url, shelf);
  });

  it('of one moment while people sign up: every credential has its account, every family its client', async () => {
    let running = true;
    const lanes = Array.from({ length: 4 }, async () => {
      while (running) await world.family();
    });
    const counts: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      await backUp(world.url, shelf);
      // Foreign keys are checked as it is read; what is made in one transaction is there whole or not at all.
      const copy = await copied(shelf);
      const [row] = await rowsOf<{ accounts: number; without: number }>(
        copy.url,
        `select count(*)::integer as accounts, count(*) filter (where c.account_id is null)::integer as without
         from account a left join credential c on c.account_id = a.id where a.id <> 'odd'`,
      );
      assert.equal(row?.without, 0);
      counts.push(row?.accounts ?? 0);
      await copy.stop();
    }
    running = false;
    await Promise.all(lanes);
    assert.ok((counts[1] ?? 0) > (counts[0] ?? 0), 'there was something to miss');
  });

  it('of 50,000 long rows is never held in memory, neither on its way out nor on its way in', async (t) => {
    await rowsOf(
      world.url,
      `insert into audit_event (kind, at_seconds, request_id)
       select 'client.updated', i, rpad(i::text, 4000, 'x') from generate_series(1, 50000) i`,
    );
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    await backUp(world.url, shelf);
    const copy = await copied(shelf);
    clearInterval(watch);
    t.diagnostic(`200 MB of rows took ${Math.round((peak - before) / 1048576)} MiB at most`);
    assert.ok(peak - before < RSS_BYTES_MAX);
    const counted = 'select count(*)::integer as rows from audit_event';
    assert.deepEqual(await rowsOf(copy.url, counted), await rowsOf(world.url, counted));
    await copy.stop();
  });

  it('is refused where there is nothing, and where its rows would come to others', async () => {
    const storage = await openStorage(world.url);
    const into = storage.backups.restore(async () => assert.fail('it was begun'), { dryRun: false });
    await assert.rejects(
      into,
      (error) => error instanceof BackupError && /not empty .*account \d+/.test(error.message),
    );
    await storage.close();
  });
});
