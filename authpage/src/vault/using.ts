import type { AccountKey } from './account-key.ts';
import type { Answers, KeyOwner } from './calls.ts';
import { deliver } from './delivery.ts';
import { openItem, sealItem } from './items.ts';
import { type Kept, heldBy } from './kept.ts';

/** A page of the data API. */
const ITEMS_MAX = 1000;

type Using = 'scoped-keys' | 'seal-item' | 'open-items';

/** What an open account key is good for. */
export function using(kept: Kept): Pick<Answers, Using> {
  return {
    async 'scoped-keys'({ order, keysChangedAtSeconds, older, nowSeconds, ...owner }) {
      const current = { ...heldBy(kept, owner), sinceSeconds: keysChangedAtSeconds };
      const reopened = newestFirst(kept).flatMap((held) => {
        const told = older.find(({ generation }) => generation === held.generation);
        return told ? [{ ...held, sinceSeconds: told.createdAtSeconds }] : [];
      });
      return { jwe: await deliver(owner, order, { current, older: reopened, nowSeconds }) };
    },

    async 'seal-item'({ id, text, ...owner }) {
      return { body: await sealItem(owner, heldBy(kept, owner), { id, text }) };
    },

    async 'open-items'({ items, ...owner }) {
      if (items.length > ITEMS_MAX) throw new RangeError('too many items at once');
      const keys = [heldBy(kept, owner), ...newestFirst(kept)];
      return { texts: await Promise.all(items.map((item) => openUnderOne(owner, keys, item))) };
    },
  };
}

function newestFirst(kept: Kept): AccountKey[] {
  return [...kept.older.values()].sort((one, other) => other.generation - one.generation);
}

async function openUnderOne(
  owner: KeyOwner,
  keys: readonly AccountKey[],
  item: { readonly id: string; readonly body: string },
): Promise<string | undefined> {
  for (const held of keys) {
    const text = await openItem(owner, held, item);
    if (text !== undefined) return text;
  }
  return undefined;
}
