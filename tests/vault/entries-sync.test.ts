import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ITEM_BYTES_MAX, PAGE_BYTES_MAX } from '../../contract/vault.ts';
import { type App, keep, list, openVault, type Page, type Vault } from './entries-world.ts';

const LIMITS = { quotaBytes: 1_000_000, entriesMax: 1_000 };

/** What a device knows, and how it learns of changes. */
function device(app: App, limit = 3) {
  const known = new Map<string, string>();
  let [since, forgotten] = [0, 0];
  return {
    known,
    /** Reads until nothing is left; how many pages there were. */
    async sync(between: () => Promise<unknown> = () => Promise.resolve()): Promise<number> {
      for (let pages = 1; ; pages += 1) {
        assert.ok(pages < 100, 'the pages do not end');
        const page = await list(app, `?since=${since}&forgotten=${forgotten}&limit=${limit}`);
        if (page.reset === true) known.clear();
        for (const { id, body, deleted } of page.items) {
          if (deleted === true) known.delete(id);
          else known.set(id, atob((body ?? '').replaceAll('-', '+').replaceAll('_', '/')));
        }
        [since, forgotten] = [page.next, page.forgotten];
        if (!page.more) return pages;
        await between();
      }
    },
  };
}

describe('changes of a vault', () => {
  let at: Vault;
  before(async () => void (at = await openVault()));
  after(() => at.close());

  const put = (app: App, id: string, bytes: string) =>
    app.call('PUT', `/vault/items/${id}`, { bytes, headers: { 'If-Match': '*' } });
  const remove = (app: App, id: string) =>
    app.call('DELETE', `/vault/items/${id}`, { headers: { 'If-Match': '*' } });
  const place = ({ accountId, by }: App) => ({ accountId, collection: by.client.id });
  const forget = () => at.entries.forget(at.world.clock.nowSeconds(), 100);

  it('FP-R01 reach the other device: what is new, what is other, what is gone', async () => {
    const app = await at.app();
    const [phone, laptop] = [device(app), device(app)];
    for (let number = 0; number < 8; number += 1) await keep(app, `i${number}`, `v${number}`);
    assert.equal(await phone.sync(), 3);
    assert.equal(phone.known.size, 8);
    await laptop.sync();
    await put(app, 'i3', 'other');
    await remove(app, 'i4');
    await keep(app, 'i9', 'new');
    assert.equal(await phone.sync(), 1, 'changes alone');
    assert.deepEqual(
      [phone.known.get('i3'), phone.known.has('i4'), phone.known.get('i9')],
      ['other', false, 'new'],
    );
    await laptop.sync();
    assert.deepEqual(Object.fromEntries(laptop.known), Object.fromEntries(phone.known));
    const { items, more } = await list(app, `?since=${(await list(app, '?limit=1000')).next}`);
    assert.deepEqual([items, more], [[], false]);
    const tombstone = (await list(app)).items.find(({ id }) => id === 'i4');
    assert.deepEqual([tombstone?.deleted, tombstone?.body], [true, undefined]);
  });

  it('that come while a reader reads are read too', async () => {
    const app = await at.app();
    const phone = device(app);
    for (let number = 0; number < 9; number += 1) await keep(app, `i${number}`, 'old');
    let turn = 0;
    await phone.sync(async () => {
      turn += 1;
      if (turn > 2) return;
      await put(app, 'i0', `new${turn}`);
      await remove(app, `i${turn}`);
    });
    assert.deepEqual([...phone.known.keys()].sort(), ['i0', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8']);
    assert.equal(phone.known.get('i0'), 'new2');
  });

  it('that are forgotten make who was away begin anew, and nobody else', async () => {
    const app = await at.app();
    const [here, away] = [device(app), device(app)];
    for (let number = 0; number < 8; number += 1) await keep(app, `i${number}`, 'x');
    await away.sync();
    await remove(app, 'i7');
    await remove(app, 'i6');
    await here.sync();
    assert.equal(await at.entries.forget(at.world.clock.nowSeconds() - 1, 100), 0, 'they are not old enough');
    assert.ok((await forget()) >= 2);
    await keep(app, 'i8', 'x');
    const asked = await list(app, '?since=8');
    assert.deepEqual([asked.reset, asked.items.length], [true, 7]);
    assert.equal((await list(app)).reset, undefined, 'who knows nothing begins anyway');

    assert.equal(await here.sync(), 1);
    assert.ok((await away.sync()) > 1, 'page after page, and to an end');
    assert.equal(await device(app, 1).sync(), 7, 'so does who comes new');
    assert.deepEqual([...away.known.keys()].sort(), [...here.known.keys()].sort());
    assert.equal(here.known.size, 7);
    const [row] = await at.sql('select entries from vault_collection where account_id = $1', app.accountId);
    assert.equal(row?.entries, 7);
  });

  it('that are forgotten in the middle of reading do not stay with the reader', async () => {
    const app = await at.app();
    const phone = device(app);
    for (let number = 0; number < 8; number += 1) await keep(app, `i${number}`, 'x');
    let once = false;
    await phone.sync(async () => {
      if (once) return;
      once = true;
      await remove(app, 'i0');
      await forget();
    });
    assert.deepEqual([...phone.known.keys()].sort(), ['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7']);
  });

  it('FP-R01 that empty it reach every reader, and are written down', async () => {
    const app = await at.app();
    const sister = await at.beside(app);
    await keep(sister, 'theirs', 'x');
    const phone = device(app);
    await keep(app, 'a', 'x');
    await keep(app, 'b', 'x', 'blobs');
    await phone.sync();
    assert.equal((await app.call('DELETE', '/vault')).status, 204);
    assert.equal((await app.call('GET', '/vault/blobs/b')).status, 404);
    await phone.sync();
    assert.equal(phone.known.size, 0);
    const again = await keep(app, 'a', 'x');
    assert.equal(again, '"4"', 'revisions are never used twice');
    await phone.sync();
    assert.equal(phone.known.size, 1);
    assert.equal((await list(sister)).items.length, 1);
    const events = await at.sql(
      `select client_id from audit_event where account_id = $1 and kind like 'vault.%'`,
      app.accountId,
    );
    assert.deepEqual(events, [{ client_id: app.by.client.id }]);
  });

  it('that a restored backup does not know make readers begin anew', async () => {
    const app = await at.app();
    await keep(app, 'a', 'x');
    assert.equal((await list(app, '?since=1')).reset, undefined);
    assert.equal((await list(app, '?since=2')).reset, true);
    assert.equal((await list(await at.app(), '?since=1')).reset, true, 'where nothing is, too');
  });

  it('come in pages of so many bytes, one at least', async () => {
    const app = await at.app();
    const body = Buffer.alloc(ITEM_BYTES_MAX);
    const count = PAGE_BYTES_MAX / ITEM_BYTES_MAX + 3;
    const writes = Array.from({ length: count }, (_, index) => ({
      ...({ op: 'put', id: `i${index}`, wanted: 'absent', envelope: 1, body } as const),
    }));
    const limits = { ...LIMITS, quotaBytes: 10 * PAGE_BYTES_MAX };
    await at.entries.write(place(app), 'item', writes, limits, 1);
    const pages: Page[] = [await list(app, '?limit=1000')];
    pages.push(await list(app, `?limit=1000&since=${pages[0]?.next}`));
    assert.deepEqual(
      pages.map(({ items, more }) => [items.length, more]),
      [
        [count - 3, true],
        [3, false],
      ],
    );
    const wish = { kind: 'item', since: 0, forgotten: 0, limit: 9, bytesMax: 10 } as const;
    const tight = await at.entries.page(place(app), wish);
    assert.deepEqual([tight.entries.length, tight.more], [1, true]);
  });

  for (const query of [
    ...[
      'limit=0',
      'limit=1001',
      'limit=-1',
      'limit=1e1',
      'limit=1&limit=2',
      'since=-1',
      'since=x',
      'since=1.5',
    ],
    ...[`since=${'9'.repeat(16)}`, 'forgotten=x', 'since=%00'],
  ]) {
    it(`are refused for ?${query}`, async () => {
      const app = await at.app();
      for (const kind of ['items', 'blobs']) {
        const { status, body } = await app.call('GET', `/vault/${kind}?${query}`);
        assert.deepEqual([status, body.error], [400, 'invalid_request']);
      }
    });
  }
});
