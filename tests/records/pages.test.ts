import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type App, keep, list, openRecords, type Records } from './world.ts';

describe('lists of records', () => {
  let at: Records;
  let app: App;
  /** Oldest first, two in each second. */
  let ids: readonly string[];
  let begunAtSeconds: number;

  before(async () => {
    at = await openRecords();
    app = await at.app();
    begunAtSeconds = at.world.clock.nowSeconds();
    const made: string[] = [];
    for (let number = 0; number < 12; number += 1) {
      made.push(await keep(app, number % 3 === 0 ? 'phone' : 'free-text', `+3161234567${number % 10}`));
      if (number % 2 === 1) at.world.clock.turn(1);
    }
    ids = made;
  });
  after(() => at.close());

  /** Every page, and what is done between two of them. */
  async function pages(query: string, between: () => Promise<unknown> = () => Promise.resolve()) {
    const seen: string[][] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined && seen.length < 50) {
      const page = await list(app, `?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(page.records.map(({ id }) => id));
      cursor = page.next_cursor;
      await between();
    }
    return seen;
  }

  it('JIRO-N06 come newest first, a page at a time, each record once', async () => {
    const seen = await pages('limit=5');
    assert.deepEqual(
      seen.map(({ length }) => length),
      [5, 5, 2],
    );
    assert.deepEqual(seen.flat().toSorted(), ids.toSorted());
    const place = (id: string) => Math.floor(ids.indexOf(id) / 2);
    const places = seen.flat().map(place);
    assert.deepEqual(
      places,
      places.toSorted((one, other) => other - one),
    );
  });

  it('are not moved by what is kept or deleted meanwhile', async () => {
    const fresh: string[] = [];
    const seen = await pages('limit=5', async () => {
      fresh.push(await keep(app, 'free-text', 'new'));
    });
    assert.deepEqual(seen.flat().filter((id) => ids.includes(id)).length, ids.length);
    assert.equal(new Set(seen.flat()).size, seen.flat().length);
    for (const id of fresh) await app.call('DELETE', `/records/${id}`);
  });

  it('are narrowed by type, time and client', async () => {
    const phones = await list(app, '?type=phone');
    assert.deepEqual(
      phones.records.map(({ type }) => type),
      ['phone', 'phone', 'phone', 'phone'],
    );
    const early = await list(app, `?created_before=${begunAtSeconds + 2}`);
    assert.deepEqual(early.records.map(({ id }) => id).toSorted(), ids.slice(0, 4).toSorted());
    const late = await list(app, `?created_after=${begunAtSeconds + 4}`);
    assert.deepEqual(late.records.map(({ id }) => id).toSorted(), ids.slice(10).toSorted());
    const both = await list(
      app,
      `?created_after=${begunAtSeconds}&created_before=${begunAtSeconds + 2}&type=phone`,
    );
    assert.deepEqual(
      both.records.map(({ id }) => id),
      [ids[3]],
    );
    assert.equal((await list(app, '?mine=true')).records.length, ids.length);
    assert.equal((await list(await at.beside(app), '?mine=true')).records.length, 0);
    assert.deepEqual((await pages('limit=1&type=phone')).flat().length, 4);
  });

  it('hold 25 unless asked, and 100 at most', async () => {
    const many = await at.app();
    const first = await keep(many);
    await at.sql(
      `insert into sealed_record select account_id, gen_random_uuid()::text, type, client_id, sealed, revision,
         created_at_seconds, updated_at_seconds from sealed_record, generate_series(2, 120) where id = $1`,
      first,
    );
    assert.equal((await list(many)).records.length, 25);
    assert.equal((await list(many, '?limit=100')).records.length, 100);
  });

  it('AD-02 begin nowhere else when the place came from somebody else', async () => {
    const other = await at.app();
    const { next_cursor: cursor = '' } = await list(app, '?limit=1');
    assert.deepEqual((await list(other, `?cursor=${cursor}`)).records, []);
  });

  for (const query of [
    ...['limit=0', 'limit=101', 'limit=-1', 'limit=1e1', 'limit=1&limit=2', 'mine=yes', 'created_after=now'],
    ...[
      'created_before=-1',
      'created_after=1.5',
      'cursor=x',
      'cursor=Li4',
      'cursor=%00',
      `cursor=${'A'.repeat(500)}`,
    ],
    ...[`cursor=${btoa('1.x')}`, 'type=nothing', 'type=card-number%0a', `created_after=${'9'.repeat(20)}`],
  ]) {
    it(`are refused for ?${query.slice(0, 40)}`, async () => {
      const { status, body } = await app.call('GET', `/records?${query}`);
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
    });
  }

  it('cost one look at the token, one statement and one look at the keys', async () => {
    const before = at.dataKeys.asked;
    await list(app);
    assert.equal(at.dataKeys.asked, before + 1);
    await list(await at.app());
    assert.equal(at.dataKeys.asked, before + 1, 'who has nothing needs no key');
  });
});
