import type { Clock } from '../platform/clock.ts';
import { isClientId } from '../protocol/client-id.ts';
import type { ClientStore } from './client-store.ts';
import type { Client } from './client.ts';

const FOUND_MAX = 2_000;
const FOUND_SECONDS = 5;
const MISSED_MAX = 1_000;
const MISSED_SECONDS = 2;
const UNDER_WAY_MAX = 200;

/**
 * The same store, with look-ups at most five seconds old: a client disabled on another instance is refused here
 * within that time. Both memories are bounded, and misses have their own, so a flood of made-up ids (PA-16) costs a
 * fixed amount of memory and pushes no real client out.
 */
export function cachedClients(store: ClientStore, clock: Clock): ClientStore {
  const found = memory<Client>(clock, FOUND_MAX, FOUND_SECONDS);
  const missed = memory<true>(clock, MISSED_MAX, MISSED_SECONDS);
  const underWay = new Map<string, Promise<Client | undefined>>();

  const lookUp = async (id: string) => {
    const askedAtSeconds = clock.nowSeconds();
    const client = await store.find(id);
    if (client) found.put(id, client, askedAtSeconds);
    else missed.put(id, true, askedAtSeconds);
    return client;
  };

  const forget = (id: string) => {
    found.delete(id);
    missed.delete(id);
    underWay.delete(id);
  };

  return {
    find: async (id) => {
      if (!isClientId(id)) return undefined;
      const known = found.get(id);
      if (known || missed.get(id)) return known;
      const asked = underWay.get(id) ?? lookUp(id).finally(() => underWay.delete(id));
      if (underWay.size < UNDER_WAY_MAX) underWay.set(id, asked);
      return asked;
    },
    list: (page) => store.list(page),
    insert: async (client, event) => {
      await store.insert(client, event);
      forget(client.id);
    },
    update: async (client, event) => {
      const updated = await store.update(client, event);
      forget(client.id);
      return updated;
    },
    delete: async (id, event) => {
      const deleted = await store.delete(id, event);
      forget(id);
      return deleted;
    },
  };
}

/** Forgets what was used least recently, and whatever is older than its lifetime. A Map keeps the order of insertion. */
function memory<Value>(clock: Clock, entriesMax: number, lifetimeSeconds: number) {
  const entries = new Map<string, { readonly value: Value; readonly atSeconds: number }>();

  return {
    get(id: string): Value | undefined {
      const entry = entries.get(id);
      if (!entry) return undefined;
      entries.delete(id);
      if (clock.nowSeconds() - entry.atSeconds >= lifetimeSeconds) return undefined;
      entries.set(id, entry);
      return entry.value;
    },
    put(id: string, value: Value, atSeconds: number): void {
      entries.delete(id);
      entries.set(id, { value, atSeconds });
      const [oldest] = entries.keys();
      if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
    },
    delete: (id: string): boolean => entries.delete(id),
  };
}
