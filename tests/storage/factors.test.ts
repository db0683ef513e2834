import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import type { StoredFactor } from '../../server/factors/factor-store.ts';
import { factorRoom } from '../../server/factors/held.ts';
import { newId } from '../../server/platform/random.ts';
import { aLetter, event, NOW, openWorld, type World } from './world.ts';

describe('factors', () => {
  let world: World;
  let sql: pg.Client;
  before(async () => {
    world = await openWorld();
    sql = new pg.Client({ connectionString: world.url });
    await sql.connect();
  });
  after(async () => {
    await sql.end();
    await world.stop();
  });

  const aFactor = (accountId: string, change: Partial<StoredFactor> = {}): StoredFactor => ({
    ...{
      accountId,
      id: newId(),
      kind: 'totp',
      label: 'Phone',
      lookup: undefined,
      sealed: Buffer.of(0, 92, 255),
    },
    ...{ version: 1, createdAtSeconds: NOW, lastUsedAtSeconds: undefined },
    ...change,
  });
  const act = (accountId: string, keptSessionId?: string) => ({
    event: event('factor.added', accountId),
    letter: aLetter(),
    keptSessionId,
  });
  const add = (factor: StoredFactor) =>
    world.storage.factors.add(factor, act(factor.accountId), factorRoom[factor.kind]);
  const remove = (accountId: string, id: string) =>
    world.storage.factors.remove(accountId, id, act(accountId));
  const passkey = (accountId: string, lookup = newId()) => aFactor(accountId, { kind: 'passkey', lookup });
  const kinds = async (accountId: string) =>
    (await world.storage.factors.list(accountId)).map(({ kind }) => kind).sort();
  const epoch = async (accountId: string): Promise<unknown> =>
    (await sql.query('select trust_epoch as epoch from account where id = $1', [accountId])).rows[0].epoch;

  it('come back as they were written, oldest first', async () => {
    const { id } = await world.account();
    const app = aFactor(id, { createdAtSeconds: NOW + 1 });
    const key = passkey(id);
    assert.deepEqual([await add(app), await add(key)], ['added', 'added']);
    assert.deepEqual(await world.storage.factors.list(id), [key, app]);
    assert.deepEqual(await world.storage.factors.findByLookup('passkey', key.lookup ?? ''), key);
    assert.equal(await world.storage.factors.findByLookup('totp', key.lookup ?? ''), undefined);
    assert.equal(await world.storage.factors.rename(id, key.id, 'Laptop'), true);
    assert.equal(await world.storage.factors.rename(newId(), key.id, 'Mine'), false);
    assert.equal((await world.storage.factors.list(id))[0]?.label, 'Laptop');
  });

  it('SE-06 end every other session and family, and forget remembered browsers, when one is added or removed', async () => {
    const { account, session } = await world.family();
    const [kept, other] = [await world.session(account), await world.session(account)];
    const factor = aFactor(account.id);
    const change = act(account.id, kept.id);
    assert.equal(await world.storage.factors.add(factor, change, factorRoom.totp), 'added');
    assert.deepEqual(await world.storage.sessions.list(account.id, NOW), [kept]);
    assert.ok(session.id !== kept.id && other.id !== kept.id);
    const families = 'select revoked_at_seconds as at from refresh_family where account_id = $1';
    assert.deepEqual((await sql.query(families, [account.id])).rows, [{ at: String(NOW) }]);
    assert.equal(await epoch(account.id), 1);
    assert.ok((await world.storage.outbox.recent(200)).some(({ id }) => id === change.letter.id));
    const events = await world.storage.audit.list({ accountId: account.id, limit: 1 });
    assert.equal(events[0]?.kind, 'factor.added');

    assert.equal(await remove(account.id, factor.id), 'removed');
    assert.deepEqual(await world.storage.sessions.list(account.id, NOW), []);
    assert.equal(await epoch(account.id), 2);
  });

  it('are refused without a trace', async () => {
    const [mine, theirs] = [await world.account(), await world.account()];
    const key = passkey(mine.id);
    assert.equal(await add(key), 'added');
    const session = await world.session(theirs);
    assert.equal(await add(passkey(theirs.id, key.lookup)), 'taken', 'WA-04');
    assert.equal(await remove(theirs.id, key.id), 'absent');
    assert.deepEqual(await world.storage.sessions.list(theirs.id, NOW), [session]);
    assert.equal(await epoch(theirs.id), 0);
    assert.deepEqual(await kinds(mine.id), ['passkey']);
    assert.equal(await add(aFactor(newId())), 'full', 'nobody');
  });

  it('are at most ten passkeys, however many are added at once', async () => {
    const { id } = await world.account();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => add(passkey(id))));
    assert.equal(outcomes.filter((outcome) => outcome === 'added').length, 10);
    assert.equal(outcomes.filter((outcome) => outcome === 'full').length, 10);
    assert.equal((await kinds(id)).length, 10);
  });

  it('WA-04 one credential id has one owner, however many bring it at once', async () => {
    const lookup = newId();
    const accounts = await Promise.all(Array.from({ length: 10 }, () => world.account()));
    const outcomes = await Promise.all(accounts.map(({ id }) => add(passkey(id, lookup))));
    assert.deepEqual([...outcomes].sort(), ['added', ...Array.from({ length: 9 }, () => 'taken')]);
  });

  it('TO-05 BC-01 a new app or a new set takes the place of the old', async () => {
    const { id } = await world.account();
    const [old, fresh] = [aFactor(id), aFactor(id)];
    assert.deepEqual([await add(old), await add(fresh)], ['added', 'added']);
    assert.deepEqual(await world.storage.factors.list(id), [fresh]);
    const sets = Array.from({ length: 10 }, () => aFactor(id, { kind: 'backup-codes' }));
    await Promise.all(sets.map(add));
    assert.deepEqual(await kinds(id), ['backup-codes', 'totp']);
  });

  it('take backup codes along with the last that they stand in for', async () => {
    const { id } = await world.account();
    const [app, key] = [aFactor(id), passkey(id)];
    for (const factor of [app, key, aFactor(id, { kind: 'backup-codes' })]) await add(factor);
    assert.equal(await remove(id, key.id), 'removed');
    assert.deepEqual(await kinds(id), ['backup-codes', 'totp']);
    assert.equal(await remove(id, app.id), 'removed');
    assert.deepEqual(await kinds(id), []);
  });

  it('P7 the last passkey of an account without a password stays, however many are removed at once', async () => {
    const { id } = await world.account();
    const keys = Array.from({ length: 5 }, () => passkey(id));
    for (const key of keys) await add(key);
    await sql.query('delete from credential where account_id = $1', [id]);
    const outcomes = await Promise.all(keys.map((key) => remove(id, key.id)));
    assert.deepEqual([...outcomes].sort(), ['last_way_in', ...Array.from({ length: 4 }, () => 'removed')]);
    assert.deepEqual(await kinds(id), ['passkey']);
  });

  it('TO-01 one of 50 who save a use at once is first', async () => {
    const { id } = await world.account();
    const factor = aFactor(id);
    await add(factor);
    const use = { sealed: Buffer.of(7), usedAtSeconds: NOW + 5 };
    const saved = await Promise.all(
      Array.from({ length: 50 }, () => world.storage.factors.advance(factor, use)),
    );
    assert.equal(saved.filter(Boolean).length, 1);
    assert.deepEqual(await world.storage.factors.list(id), [
      { ...factor, sealed: use.sealed, version: 2, lastUsedAtSeconds: NOW + 5 },
    ]);
    assert.equal(await world.storage.factors.advance({ ...factor, accountId: newId() }, use), false);
  });
});
