import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, beforeEach, describe, it, type TestContext } from 'node:test';
import pg from 'pg';
import { destroyKek } from '../../server/keyring/destroy-kek.ts';
import { kekStatus } from '../../server/keyring/kek-status.ts';
import { kekWatch } from '../../server/keyring/kek-watch.ts';
import { KeyringError } from '../../server/keyring/keyring-error.ts';
import { openDataKeys } from '../../server/keyring/open-data-keys.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { rewrap, type RewrapParts } from '../../server/keyring/rewrap.ts';
import { rotateKek } from '../../server/keyring/rotate-kek.ts';
import { SPREAD_SECONDS } from '../../server/keyring/rotate.ts';
import { openWorld, type World } from '../storage/world.ts';
import { DAY, keksIn, keyringParts, silentLog, type TestKeyringParts } from './parts.ts';

type Started = RewrapParts & Pick<TestKeyringParts, 'keysDir' | 'pass' | 'log'>;

const ACCOUNTS = 1_200;
const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof KeyringError && error.problem === 'rotation_refused' && pattern.test(error.message);

describe('the rotation of the key-encryption key', () => {
  let world: World;
  let operator: pg.Client;
  before(async () => {
    world = await openWorld();
    operator = new pg.Client({ connectionString: world.url });
    await operator.connect();
    await operator.query(`insert into account select 'a' || i, 'a' || i || '@mail.example', true, 'Ada', 'active', i, i
      from generate_series(1, ${ACCOUNTS}) i`);
  });
  beforeEach(async () => {
    await operator.query('truncate ring_key, kek, data_key');
  });
  after(async () => {
    await operator.end();
    await world.stop();
  });

  async function start(t: TestContext): Promise<Started> {
    const parts = keyringParts(t);
    const mine = { ...parts, store: world.storage.keys, dataKeys: world.storage.accountKeys };
    await openKeyring(mine);
    const { accountKeys: store, keys } = world.storage;
    const data = openDataKeys({ store, keys, keks: parts.keks, clock: parts.clock });
    for (let i = 1; i <= ACCOUNTS; i += 1) await data.of(`a${i}`, 'writing');
    return mine;
  }
  const statesOf = async (parts: RewrapParts) => (await kekStatus(parts)).map(({ state }) => state);
  const digest = async () =>
    (
      await operator.query<{ sum: string }>(
        `select md5(string_agg(account_id || id || created_at_seconds, '' order by account_id, id)) as sum from data_key`,
      )
    ).rows[0]?.sum;

  it('KMS-R27 KMS-N08 moves every key to the new one, in batches that may stop anywhere, and rewrites nothing else', async (t) => {
    const parts = await start(t);
    const [first] = await kekStatus(parts);
    assert.deepEqual([first?.state, first?.dataKeys, first?.ringKeys], ['active', ACCOUNTS, 13]);
    const before = await digest();
    const kek = await rotateKek(parts, { now: true });
    assert.deepEqual(await statesOf(parts), ['active', 'upcoming']);
    await rewrap(parts);
    assert.equal(
      (await kekStatus(parts))[0]?.dataKeys,
      ACCOUNTS,
      'the one before wraps until the other begins',
    );

    parts.pass(SPREAD_SECONDS);
    let batches = 0;
    const stopped = await rewrap(parts, { goesOn: () => (batches += 1) <= 1 });
    assert.equal(stopped.rewrapped, 13 + 500);
    assert.deepEqual(await statesOf(parts), ['retiring', 'active']);
    await assert.rejects(destroyKek(parts, first?.id ?? ''), refused(/700 keys still hang on/));
    await assert.rejects(destroyKek(parts, kek.id), refused(/is active/));

    const rest = await rewrap(parts);
    assert.deepEqual(rest, { rewrapped: ACCOUNTS - 500, unreadable: 0, busy: false });
    assert.deepEqual(await rewrap(parts), { rewrapped: 0, unreadable: 0, busy: false });
    assert.deepEqual(await statesOf(parts), ['retired', 'active']);
    assert.equal(await digest(), before);

    await assert.rejects(destroyKek(parts, first?.id ?? ''), refused(/clock lags/));
    parts.pass(60);
    await destroyKek(parts, first?.id ?? '');
    assert.deepEqual(await statesOf(parts), ['destroyed', 'active']);
    assert.deepEqual(readdirSync(parts.keysDir), [`kek-${kek.id}.key`]);
    await destroyKek(parts, first?.id ?? '');
    const restarted = { ...parts, keks: keksIn(parts.keysDir) };
    assert.ok((await openKeyring(restarted)).keys.every(({ state }) => state === 'active'));
    const { accountKeys: store, keys } = world.storage;
    const data = openDataKeys({ store, keys, keks: restarted.keks, clock: parts.clock });
    for (const account of ['a1', 'a600', `a${ACCOUNTS}`]) {
      const mine = await data.of(account, 'writing');
      assert.equal(mine.open(mine.seal(Buffer.from('x'), SOMEWHERE), SOMEWHERE).toString(), 'x');
    }
    const { rows } = await operator.query<{ count: number }>('select count(*)::int as count from data_key');
    assert.equal(rows[0]?.count, ACCOUNTS, 'nobody needed a new one');
  });

  it('is done once by many who are at it at the same time', async (t) => {
    const parts = await start(t);
    await rotateKek(parts, { now: true });
    parts.pass(SPREAD_SECONDS);
    const each = await Promise.all(Array.from({ length: 4 }, () => rewrap(parts)));
    while ((await rewrap(parts)).busy);
    assert.ok(each.reduce((sum, { rewrapped }) => sum + rewrapped, 0) <= ACCOUNTS + 13);
    assert.deepEqual(await statesOf(parts), ['retired', 'active']);
  });

  it('leaves a damaged key as it is, names how many, and goes on with the rest', async (t) => {
    const parts = await start(t);
    await operator.query(
      `update data_key set wrapped = overlay(wrapped placing 'AAAA' from 45) where account_id = 'a7'`,
    );
    await rotateKek(parts, { now: true });
    parts.pass(SPREAD_SECONDS);
    const done = await rewrap(parts);
    assert.deepEqual(done, { rewrapped: ACCOUNTS - 1 + 13, unreadable: 1, busy: false });
    assert.equal((await kekStatus(parts))[0]?.state, 'retiring');
  });

  it('waits a day by default, in which an instance that lacks the file says so', async (t) => {
    const parts = await start(t);
    const { activatesAtSeconds } = await rotateKek(parts);
    assert.equal(activatesAtSeconds, parts.clock.nowSeconds() + DAY);
    await assert.rejects(rotateKek(parts), refused(/is waiting already/));
    const here = kekWatch({ keys: parts.store, keks: parts.keks, log: silentLog });
    const elsewhere = kekWatch({ keys: parts.store, keks: keyringParts(t).keks, log: silentLog });
    await Promise.all([here.look(), elsewhere.look()]);
    assert.deepEqual([here.ok(), elsewhere.ok()], [true, false]);
  });
});

const SOMEWHERE = { table: 't', column: 'c', row: 'r' };
