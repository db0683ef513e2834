import type { ClientStore } from '../../server/clients/client-store.ts';
import type { Client } from '../../server/clients/client.ts';
import { aClient } from '../harness/client.ts';

/** A clock that stands until it is turned. */
export function standingClock(startSeconds = 1_800_000_000) {
  let seconds = startSeconds;
  return {
    nowSeconds: () => seconds,
    turn: (by: number) => {
      seconds += by;
    },
  };
}

export const spa: Client = aClient({
  id: 'spa',
  name: 'Notes',
  type: 'spa',
  redirectUris: ['https://app.test/cb'],
  createdAtSeconds: 1_800_000_000,
});

export interface CountingStore extends ClientStore {
  /** Ids that `find` was asked for, in order. */
  readonly asked: string[];
  readonly rows: Map<string, Client>;
}

/** A client store in memory that remembers what it was asked. */
export function clientStore(...clients: readonly Client[]): CountingStore {
  const rows = new Map(clients.map((client) => [client.id, client]));
  const asked: string[] = [];
  return {
    asked,
    rows,
    find: (id) => {
      asked.push(id);
      return Promise.resolve(rows.get(id));
    },
    list: ({ afterId, limit }) => {
      const ordered = [...rows.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
      const after = ordered.filter(({ id }) => afterId === undefined || id > afterId);
      return Promise.resolve(after.slice(0, limit));
    },
    insert: (client) => {
      rows.set(client.id, client);
      return Promise.resolve();
    },
    update: (client) => {
      const known = rows.has(client.id);
      if (known) rows.set(client.id, client);
      return Promise.resolve(known);
    },
    delete: (id) => Promise.resolve(rows.delete(id)),
  };
}
