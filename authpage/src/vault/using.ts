import type { Answers } from './calls.ts';
import { deliver } from './delivery.ts';
import { sealItem } from './items.ts';
import { type Kept, heldBy } from './kept.ts';
import { olderKeys, openOwn } from './open-own.ts';

/** A page of the data API. */
const ITEMS_MAX = 1000;

type Using = 'scoped-keys' | 'seal-item' | 'open-items';

/** What an open account key is good for. */
export function using(kept: Kept): Pick<Answers, Using> {
  return {
    async 'scoped-keys'({ order, keysChangedAtSeconds, older, nowSeconds, ...owner }) {
      const current = { ...heldBy(kept, owner), sinceSeconds: keysChangedAtSeconds };
      const reopened = olderKeys(kept).flatMap((held) => {
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
      return { texts: await Promise.all(items.map((item) => openOwn(kept, owner, item))) };
    },
  };
}
