import type { AccountKey } from './account-key.ts';
import type { KeyOwner } from './calls.ts';
import { openItem } from './items.ts';
import { type Kept, heldBy } from './kept.ts';

/** Keys that were opened again, newest first. */
export function olderKeys(kept: Kept): AccountKey[] {
  return [...kept.older.values()].sort((one, other) => other.generation - one.generation);
}

/** The text of an item of the owner, under whichever open key it lies; undefined: under none. Throws VaultLocked. */
export async function openOwn(
  kept: Kept,
  owner: KeyOwner,
  item: { readonly id: string; readonly body: string },
): Promise<string | undefined> {
  for (const held of [heldBy(kept, owner), ...olderKeys(kept)]) {
    const text = await openItem(owner, held, item);
    if (text !== undefined) return text;
  }
  return undefined;
}
