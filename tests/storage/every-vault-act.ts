import assert from 'node:assert/strict';
import type { EntryWrite } from '../../server/vault/entry-store.ts';
import { event, NOW, type World } from './world.ts';

/** Each statement about what is kept in vaults once. */
export async function everyVaultAct({ storage: { vaultEntries }, account: make }: World): Promise<void> {
  const { id: accountId } = await make();
  const place = { accountId, collection: 'notes' };
  const limits = { quotaBytes: 1_000, entriesMax: 2 };
  const write = async (...writes: EntryWrite[]) => {
    const outcomes = await vaultEntries.write(place, 'item', writes, limits, NOW);
    return outcomes === 'absent' ? [] : outcomes.map(({ status }) => status);
  };
  const body = Buffer.from('sealed');
  const put = (id: string): EntryWrite => ({ op: 'put', id, wanted: 'absent', envelope: 1, body });
  assert.deepEqual(await write(put('a'), put('b')), [201, 201]);
  assert.deepEqual(await write({ op: 'delete', id: 'a', wanted: 'any' }), [204]);
  assert.deepEqual(await write(put('c')), [201], 'the deletion makes room');
  for (const since of [0, 1, 9]) {
    const wish = { kind: 'item', since, forgotten: 0, limit: 10, bytesMax: 1_000 } as const;
    assert.equal((await vaultEntries.page(place, wish)).entries.length, 2);
    assert.equal((await vaultEntries.page(place, { ...wish, bytesMax: undefined })).entries.length, 2);
  }
  assert.ok(await vaultEntries.find(place, 'item', 'b'));
  assert.equal((await vaultEntries.state(place)).items, 2);
  assert.deepEqual(await write({ op: 'delete', id: 'b', wanted: 'any' }), [204]);
  assert.equal(await vaultEntries.forget(NOW, 10), 1);
  await vaultEntries.empty(place, event('vault.emptied', accountId));
}
