import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, beforeEach, describe, it, type TestContext } from 'node:test';
import pg from 'pg';
import { UnreadableValue } from '../../server/keyring/data-keys.ts';
import { openDataKeys } from '../../server/keyring/open-data-keys.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';
import { openWorld, type World } from '../storage/world.ts';
import { keksIn, keyringParts, type TestKeyringParts } from './parts.ts';

const place = { table: 'sealed_record', column: 'sealed', row: 'r1' };
const value = Buffer.from('NL91ABNA0417164300');

describe('the data key of an account', () => {
  let world: World;
  let operator: pg.Client;
  let anna: string;
  let bert: string;
  before(async () => {
    world = await openWorld();
    operator = new pg.Client({ connectionString: world.url });
    await operator.connect();
  });
  beforeEach(async () => {
    await operator.query('truncate ring_key, kek, data_key_floor');
    await operator.query('delete from data_key');
    [anna, bert] = [(await world.account()).id, (await world.account()).id];
  });
  after(async () => {
    await operator.end();
    await world.stop();
  });

  async function instance(t: TestContext, beside?: TestKeyringParts) {
    const parts = beside ?? keyringParts(t);
    const mine = { ...parts, store: world.storage.keys, keks: keksIn(parts.keysDir) };
    await openKeyring(mine);
    const { accountKeys: store, keys } = world.storage;
    return { parts, dataKeys: openDataKeys({ store, keys, keks: mine.keks, clock: parts.clock }) };
  }
  const rows = async (account: string) =>
    (
      await operator.query<{ id: string; wrapped: string }>('select * from data_key where account_id = $1', [
        account,
      ])
    ).rows;

  it('KMS-R12 is made with the first value, wrapped, and is the same for all that follow', async (t) => {
    const { dataKeys } = await instance(t);
    assert.deepEqual(await rows(anna), []);
    await dataKeys.of(anna, 'reading');
    assert.deepEqual(await rows(anna), [], 'reading makes none');
    const keys = await dataKeys.of(anna, 'writing');
    const sealed = keys.seal(value, place);
    assert.deepEqual(keys.open(sealed, place), value);
    await dataKeys.of(anna, 'writing');
    const [row, ...more] = await rows(anna);
    assert.deepEqual(more, []);
    assert.match(row?.wrapped ?? '', /^v1\.[\w-]{16}\.A256GCM\.[\w-]{16}\.[\w-]{64}$/);
    assert.ok(sealed.startsWith(`v1.${row?.id}.A256GCM.`));
  });

  it('KMS-R03 opens nothing of another account, row, column or type', async (t) => {
    const { dataKeys } = await instance(t);
    const [hers, his] = [await dataKeys.of(anna, 'writing'), await dataKeys.of(bert, 'writing')];
    const sealed = hers.seal(value, place, 'iban');
    assert.notEqual(sealed, his.seal(value, place, 'iban'));
    assert.throws(() => his.open(sealed, place, 'iban'), UnreadableValue);
    assert.throws(() => hers.open(sealed, { ...place, row: 'r2' }, 'iban'), UnreadableValue);
    assert.throws(() => hers.open(sealed, { ...place, column: 'masked' }, 'iban'), UnreadableValue);
    assert.throws(() => hers.open(sealed, place, 'phone'), UnreadableValue);
    assert.throws(() => hers.open(sealed.replace('v1.', 'v1.x'), place, 'iban'), /unknown_key \(key x/);
  });

  it('KMS-R03 opens nothing when its row is given to another account, and only that account notices', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const sealed = (await dataKeys.of(anna, 'writing')).seal(value, place);
    const his = (await dataKeys.of(bert, 'writing')).seal(value, place);
    await operator.query('update data_key set account_id = $2 where account_id = $1', [anna, bert]);
    const { dataKeys: elsewhere } = await instance(t, parts);
    const keys = await elsewhere.of(bert, 'reading', [sealed, his]);
    assert.throws(() => keys.open(sealed, place), UnreadableValue);
    assert.deepEqual(keys.open(his, place), value);
  });

  it('that another instance has just made is found when a value names it', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const { dataKeys: elsewhere } = await instance(t, parts);
    await dataKeys.of(anna, 'reading');
    const sealed = (await elsewhere.of(anna, 'writing')).seal(value, place);
    assert.deepEqual((await dataKeys.of(anna, 'reading', [sealed])).open(sealed, place), value);
  });

  it('made by many at once serves all of them', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const { dataKeys: elsewhere } = await instance(t, parts);
    const sealed = await Promise.all(
      Array.from({ length: 50 }, async (_, index) =>
        (await (index % 2 ? dataKeys : elsewhere).of(anna, 'writing')).seal(value, place),
      ),
    );
    assert.ok((await rows(anna)).length <= 2);
    const keys = await dataKeys.of(anna, 'reading', sealed);
    for (const text of sealed) assert.deepEqual(keys.open(text, place), value);
  });

  it('KMS-R27 is followed by another after a rotation, and goes on opening what it sealed', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const old = (await dataKeys.of(anna, 'writing')).seal(value, place);
    parts.pass(1);
    await world.storage.accountKeys.raiseFloor(parts.clock.nowSeconds());
    parts.pass(60);
    const keys = await dataKeys.of(anna, 'writing');
    const young = keys.seal(value, place);
    assert.notEqual(young.split('.')[1], old.split('.')[1]);
    assert.deepEqual([keys.open(old, place), keys.open(young, place)], [value, value]);
    await dataKeys.of(anna, 'writing');
    assert.equal((await rows(anna)).length, 2);
  });

  it('KMS-R04 KMS-R28 needs whoever wraps it: without, it is unavailable, and is there again later', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const sealed = (await dataKeys.of(anna, 'writing')).seal(value, place);
    const other = keyringParts(t);
    const { accountKeys: store, keys } = world.storage;
    const blind = openDataKeys({ store, keys, keks: keksIn(other.keysDir), clock: parts.clock });
    await assert.rejects(blind.of(anna, 'reading'), KeysUnavailable);
    await assert.rejects(blind.of(bert, 'writing'), KeysUnavailable);
    assert.deepEqual(await rows(bert), []);

    const gone = keksIn(parts.keysDir);
    const patient = openDataKeys({ store, keys, keks: gone, clock: parts.clock });
    assert.deepEqual((await patient.of(anna, 'reading')).open(sealed, place), value);
    rmSync(parts.keysDir, { recursive: true });
    assert.deepEqual((await patient.of(anna, 'reading')).open(sealed, place), value, 'kept for a minute');
  });

  it('that was damaged in the database is followed by another, and nobody is refused', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const lost = (await dataKeys.of(anna, 'writing')).seal(value, place);
    await operator.query('update data_key set wrapped = $2 where account_id = $1', [
      anna,
      'v1.x.A256GCM.AA.AA',
    ]);
    const { dataKeys: elsewhere } = await instance(t, parts);
    const keys = await elsewhere.of(anna, 'writing');
    assert.deepEqual(keys.open(keys.seal(value, place), place), value);
    assert.throws(() => keys.open(lost, place), UnreadableValue);
  });

  it('CF-37 goes with its account', async (t) => {
    const { parts, dataKeys } = await instance(t);
    const sealed = (await dataKeys.of(anna, 'writing')).seal(value, place);
    await operator.query('delete from account where id = $1', [anna]);
    assert.deepEqual(await rows(anna), []);
    const { dataKeys: elsewhere } = await instance(t, parts);
    const keys = await elsewhere.of(anna, 'reading', [sealed]);
    assert.throws(() => keys.open(sealed, place), UnreadableValue);
    await assert.rejects(elsewhere.of(anna, 'writing'), /no account/);
  });
});
