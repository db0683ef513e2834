import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openDatabase } from '../../server/storage/sql/database.ts';
import { settle } from '../../server/storage/sql/settle.ts';
import { openVault, type Vault } from './entries-world.ts';

describe('a vault that was restored', () => {
  let at: Vault;
  before(async () => void (at = await openVault()));
  after(() => at.close());

  it('TH-09 sends every device back to the beginning, and uses no revision twice', async () => {
    const { accountId } = await at.app();
    const place = { accountId, collection: 'notes' };
    const limits = { quotaBytes: 100, entriesMax: 10 };
    const keep = async (id: string) => {
      const write = { op: 'put', id, wanted: 'absent', envelope: 1, body: Buffer.from('x') } as const;
      const outcomes = await at.entries.write(place, 'item', [write], limits, 1);
      return outcomes === 'absent' ? undefined : outcomes[0]?.revision;
    };
    const page = (since: number) =>
      at.entries.page(place, { kind: 'item', since, forgotten: 0, limit: 10, bytesMax: 100 });
    await keep('a');
    const db = openDatabase(at.world.databaseUrl);
    const moments = [at.world.clock.nowSeconds(), at.world.clock.nowSeconds() + 1];
    for (const nowSeconds of moments) {
      // What a device knows of before, and of the time that was lost.
      const known = (await page(0)).next;
      // No backup has it: each restore finds it empty.
      await at.sql('delete from restored');
      await settle(db, { nowSeconds, deletionGraceSeconds: 60 });
      const revision = (await keep(`b${nowSeconds}`)) ?? 0;
      assert.ok(revision > nowSeconds * 1000, `${revision}`);
      for (const since of [known, known + 1, known + 500]) assert.equal((await page(since)).reset, true);
      const told = await page(0);
      assert.equal((await page(told.next)).reset, false, 'and once only');
    }
    await db.close();
  });
});
