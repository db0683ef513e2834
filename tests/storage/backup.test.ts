import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { BackupError } from '../../server/storage/backup/backup-error.ts';
import { backupTables } from '../../server/storage/backup/tables.ts';
import { openStorage } from '../../server/storage/open.ts';
import { emptyDatabase } from '../harness/database.ts';
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
  `insert into account_key values ('odd', 1, 'locked', repeat('d', 43), 9007199254740993, 5), ('odd', 2, 'current',
    repeat('e', 43), 6, null)`,
  `insert into key_wrap values ('odd', 1, 'opaque', '', repeat('j', 4096), null, null, null, null, 1),
    ('odd', 2, 'prf', 'credential', 'a.b.c.d.e', 'p', 'q', null, 'f', 1),
    ('odd', 2, 'recovery', 'lookup', 'a..c.d.e', null, null, repeat('p', 43), null, 1)`,
  `insert into locked_credential values ('odd', 1, 'c', 's', 'k', 'r')`,
  `insert into scoped_key values ('odd', 'odd "client"', 'key:x', repeat('A', 43), 3)`,
  `insert into vault_collection values ('odd', '', 2, 1, 9, 1)`,
  `insert into vault_entry values ('odd', '', 'blob', 'b', 1, 65535, decode('000a0d225c7b7dff00', 'hex'), 1, 2),
    ('odd', '', 'blob', 'gone', 2, 1, null, 1, 2), ('odd', '', 'item', 'empty', 2, 1, '', 1, 2)`,
  `insert into audit_event (kind, at_seconds, request_id) values ('client.created', 1, null), ('client.updated', 2, '')`,
];

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

  it('F-12 of an older schema is read at that schema, and brought on to the one of today', async () => {
    const old = await emptyDatabase();
    const pool = new pg.Pool({ connectionString: old.url });
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateTo(
      '0015-self-registration',
    );
    await db.destroy();
    await rowsOf(
      old.url,
      `insert into account values ('old', 'old@mail.example', true, 'Ada', 'active', 1, 2)`,
    );
    await rowsOf(old.url, `insert into credential values ('old', 'c', 's', 'k', 'r', 3)`);
    await rowsOf(
      old.url,
      `insert into ring_key (id, purpose, sealed, kek_id, created_at_seconds, activates_at_seconds)
       values ('rk', 'factor', decode('01ff', 'hex'), 'k1', 1, 1)`,
    );
    assert.equal(
      (await backUp(old.url, { ...shelf, keysPath: `${shelf.keysPath}.old` })).migration,
      '0015-self-registration',
    );
    const copy = await copied({ ...shelf, keysPath: `${shelf.keysPath}.old` });
    const joined = `select a.locale, a.trust_epoch, c.registration_record as record, k.id as kek
      from account a join credential c on c.account_id = a.id, kek k`;
    assert.deepEqual(await rowsOf(copy.url, joined), [
      { locale: 'en', trust_epoch: 0, record: 'r', kek: 'k1' },
    ]);
    await Promise.all([copy.stop(), old.stop()]);
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
