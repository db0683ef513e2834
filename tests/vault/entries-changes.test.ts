import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStorage } from '../../server/storage/open.ts';
import type { Wanted } from '../../server/vault/entry-store.ts';
import { type App, keep, list, openVault, type Vault } from './entries-world.ts';

const AT_ONCE = 50;
const RACES = 40;
const SERVERS = 4;

describe('entries that several devices write', () => {
  let at: Vault;
  let app: App;
  before(async () => {
    at = await openVault();
    app = await at.app();
  });
  after(() => at.close());

  const put = (id: string, headers: Record<string, string>, bytes = 'next') =>
    app.call('PUT', `/vault/items/${id}`, { bytes, headers });
  const remove = (id: string, headers: Record<string, string> = {}) =>
    app.call('DELETE', `/vault/items/${id}`, { headers });

  it('FP-N04 RFC 6585 §3 say what they replace, or that they replace nothing', async () => {
    assert.equal((await put('a', {})).status, 428);
    assert.equal((await put('a', { 'If-Match': '*' })).status, 412, 'it is not there');
    assert.equal((await put('a', { 'If-None-Match': '"1"' })).status, 428, 'that is a question of readers');
    const made = await put('a', { 'If-None-Match': '*' });
    assert.equal(made.status, 201);
    const etag = made.headers.get('etag') ?? '';
    assert.equal((await put('a', { 'If-None-Match': '*' })).status, 412);
    assert.equal((await put('a', { 'If-None-Match': '*', 'If-Match': etag })).status, 412);
    for (const wrong of [
      '"999"',
      `W/${etag}`,
      etag.slice(1, -1),
      '"x"',
      '""',
      '"01"',
      `"${'9'.repeat(30)}"`,
      ',',
    ]) {
      const { status, headers } = await put('a', { 'If-Match': wrong });
      assert.deepEqual([status, headers.get('etag')], [412, null], wrong);
    }
    const next = await put('a', { 'If-Match': `"7777", ${etag}` });
    assert.equal(next.status, 200);
    assert.equal((await put('a', { 'If-Match': etag })).status, 412, 'the old state is gone');
    assert.equal((await put('a', { 'If-Match': '*' })).status, 200);

    assert.equal((await remove('a')).status, 428);
    assert.equal((await remove('a', { 'If-Match': etag })).status, 412);
    assert.equal((await remove('a', { 'If-Match': '*' })).status, 204);
    assert.equal((await put('a', { 'If-Match': '*' })).status, 412, 'a deletion is nothing to replace');
    assert.equal((await put('a', { 'If-None-Match': '*' })).status, 201);
  });

  it('RFC 9110 §13.1.2 are not sent again to who has them', async () => {
    const etag = await keep(app, 'known', 'x');
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await app.call('GET', '/vault/items/known', { headers: { 'If-None-Match': tag } });
      assert.deepEqual([answer.status, answer.bytes.length, answer.headers.get('etag')], [304, 0, etag]);
    }
    const other = await app.call('GET', '/vault/items/known', { headers: { 'If-None-Match': '"0"' } });
    assert.equal(other.status, 200);
  });

  it('FP-N04 have one winner among fifty who read the same, or who read nothing', async () => {
    const etag = await keep(app, 'raced', 'first');
    const races = {
      'who read the same': () => put('raced', { 'If-Match': etag }),
      'who read nothing': () => put('fresh', { 'If-None-Match': '*' }),
    };
    for (const [name, race] of Object.entries(races)) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => race()));
      const statuses = answers.map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200 || status === 201).length, 1, name);
      assert.equal(statuses.filter((status) => status === 412).length, AT_ONCE - 1, name);
    }
  });

  it('FP-N04 FP-N03 have one winner and exact room when several servers write at once', async () => {
    const { accountId } = await at.app();
    const servers = await Promise.all(
      Array.from({ length: SERVERS }, () => openStorage(at.world.databaseUrl, {})),
    );
    const limits = { quotaBytes: 100, entriesMax: 1_000 };
    const body = Buffer.alloc(10);
    const write = (index: number, id: string, wanted: Wanted) => {
      // Two collections, which share the room of the account.
      const place = { accountId, collection: index % 2 === 0 ? 'notes' : 'tasks' };
      const one = { op: 'put', id, wanted, envelope: 1, body } as const;
      const { vaultEntries } = servers[index % SERVERS] ?? at.world.storage;
      return vaultEntries.write(place, 'item', [one], limits, 1);
    };
    const statusesOf = async (writes: readonly ReturnType<typeof write>[]) =>
      (await Promise.all(writes)).flatMap((outcomes) =>
        outcomes === 'absent' ? [] : outcomes.map(({ status }) => status),
      );
    const count = (statuses: readonly number[], wanted: number) =>
      statuses.filter((status) => status === wanted).length;
    try {
      const raced = await statusesOf(
        Array.from({ length: AT_ONCE }, (_, index) => write(2 * index, 'x', 'absent')),
      );
      assert.deepEqual([count(raced, 201), count(raced, 412)], [1, AT_ONCE - 1]);
      const filled = await statusesOf(
        Array.from({ length: AT_ONCE }, (_, index) => write(index, `i${index}`, 'absent')),
      );
      assert.deepEqual([count(filled, 201), count(filled, 507)], [9, AT_ONCE - 9]);
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
  });

  it('become visible in the order of their revisions: no reader of changes misses one', async () => {
    const busy = await at.app();
    await keep(busy, 'first', 'x');
    const seen = new Set<string>();
    let since = 0;
    let goesOn = true;
    const reader = (async () => {
      while (goesOn) {
        const page = await list(busy, `?since=${since}&limit=7`);
        for (const { id } of page.items) seen.add(id);
        since = page.next;
      }
    })();
    await Promise.all(Array.from({ length: RACES }, (_, index) => keep(busy, `race-${index}`, 'x')));
    goesOn = false;
    await reader;
    for (const { id } of (await list(busy, `?since=${since}&limit=1000`)).items) seen.add(id);
    assert.equal(seen.size, RACES + 1);
    const all = (await list(busy, '?limit=1000')).items.map(({ revision }) => revision);
    assert.equal(new Set(all).size, RACES + 1);
  });
});
