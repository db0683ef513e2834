import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { StorageUnavailable } from '../../server/platform/unavailable.ts';
import type { Runner } from '../../server/storage/sql/database.ts';
import { gathered } from '../../server/storage/sql/gathered.ts';
import { statement } from '../../server/storage/sql/statement.ts';
import { aFamily, event, NOW, openWorld, type World } from './world.ts';

const CREATED = { consentNeeded: false, nowSeconds: NOW };

describe('requests that go to the database together', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('get each their own answer, however many they are', async () => {
    const { families } = world.storage;
    const standings = await Promise.all(Array.from({ length: 150 }, () => world.family()));
    const found = await Promise.all(
      standings.map(({ account, family }) => families.findLive(account.id, family.id, NOW)),
    );
    assert.deepEqual(
      found.map((live) => [live?.family, live?.claims.email]),
      standings.map(({ family, account }) => [family, account.email]),
    );
    const mixed = standings.flatMap(({ account, family }) => [
      families.findLive(account.id, 'nobody', NOW),
      families.findLive(account.id, family.id, NOW),
    ]);
    assert.deepEqual(
      (await Promise.all(mixed)).map((live) => live?.family.id),
      standings.flatMap(({ family }) => [undefined, family.id]),
    );
  });

  it('do not fall with a neighbour whose request cannot be written', async () => {
    const { families, audit } = world.storage;
    const standings = await Promise.all(Array.from({ length: 20 }, () => world.family()));
    const made = standings.map((standing, index) => {
      const family = aFamily(standing, index === 13 ? { secretDigest: 'too short for a digest' } : {});
      return families.create(family, CREATED, event('tokens.issued', standing.account.id));
    });
    const outcomes = await Promise.allSettled(made);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      standings.map((_, index) => (index === 13 ? 'rejected' : 'fulfilled')),
    );
    // One event for the family of the standing, one for the one made here: nobody's is written twice or for nothing.
    const events = standings.map(({ account }) => audit.list({ accountId: account.id, limit: 10 }));
    assert.deepEqual(
      (await Promise.all(events)).map((of) => of.filter(({ kind }) => kind === 'tokens.issued').length),
      standings.map((_, index) => (index === 13 ? 1 : 2)),
    );
  });

  it('F-33 do not wait for ever beside one whose row is locked', async () => {
    const { families } = world.storage;
    const standings = await Promise.all(Array.from({ length: 12 }, () => world.family()));
    const locker = new pg.Client({ connectionString: world.url });
    await locker.connect();
    try {
      await locker.query('begin');
      await locker.query('select from account where id = $1 for update', [standings[5]?.account.id]);
      const outcomes = await Promise.allSettled(
        standings.map((standing) =>
          families.create(aFamily(standing), CREATED, event('tokens.issued', standing.account.id)),
        ),
      );
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        standings.map((_, index) => (index === 5 ? 'rejected' : 'fulfilled')),
      );
      const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected');
      assert.ok(refused?.reason instanceof StorageUnavailable);
    } finally {
      await locker.end();
    }
  });

  it('F-30 are refused together, those under way and those in the queue, when the database is gone', async () => {
    let asked = 0;
    const broken = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new StorageUnavailable('the database cannot be reached'));
    };
    const runner: Runner = { all: broken, first: broken };
    const ask = gathered<{ id: string }, { place: number }>(runner, NEVER_SENT);
    const outcomes = await Promise.allSettled(Array.from({ length: 500 }, () => ask({ id: 'x' })));
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    assert.ok(asked <= 4, `${asked} statements for a database that is gone`);
  });

  it('are refused at once when too many wait already', async () => {
    const silent = (): Promise<never> => new Promise(() => undefined);
    const ask = gathered<{ id: string }, { place: number }>({ all: silent, first: silent }, NEVER_SENT);
    for (let count = 0; count < 1_002; count += 1) void ask({ id: 'x' });
    await assert.rejects(ask({ id: 'x' }), StorageUnavailable);
  });
});

const NEVER_SENT = statement<{ asked: string }, { place: number }>(
  (slot) => sql`select ${slot('asked')}::text`,
);
