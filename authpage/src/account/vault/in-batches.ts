import type { SealedItem } from './list-sealed.ts';

const ENTRIES_MAX = 500;
const CHARACTERS_MAX = 262_144;

/** So many at a time as the vault worker opens in a moment; one that is larger goes alone. */
export function inBatches(items: readonly SealedItem[]): readonly (readonly SealedItem[])[] {
  const batches: SealedItem[][] = [];
  let characters = 0;
  for (const item of items) {
    const last = batches.at(-1);
    characters += item.body.length;
    if (last !== undefined && last.length < ENTRIES_MAX && characters <= CHARACTERS_MAX) last.push(item);
    else {
      batches.push([item]);
      characters = item.body.length;
    }
  }
  return batches;
}
