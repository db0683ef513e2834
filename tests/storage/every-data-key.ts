import { newId } from '../../server/platform/random.ts';
import { NOW, type Standing, type World } from './world.ts';

/** Each statement about data keys once, but for the count of all of them, which reads all of them. */
export async function everyDataKey({ storage }: World, { account }: Standing): Promise<void> {
  const { accountKeys: dataKeys } = storage;
  const key = {
    accountId: account.id,
    id: newId(),
    kekId: 'kek7',
    wrapped: 'wrapped',
    createdAtSeconds: NOW,
  };
  await dataKeys.add(key);
  await dataKeys.find(account.id);
  const range = { after: { accountId: 'a1', id: '' }, limit: 500 };
  await dataKeys.rewrap('kek7', range, async (keys) => keys.map((row) => ({ ...row, kekId: 'kek8' })));
  await dataKeys.raiseFloor(NOW);
}
