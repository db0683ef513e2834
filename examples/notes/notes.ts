import type { ScopedKey } from '../../clients/typescript/key-bundle.ts';
import * as cache from './cache.ts';
import { merged, type Note } from './note.ts';
import { openNote, sealNote } from './sealed-note.ts';
import type { Place, Vault } from './vault.ts';

/** How this device knows one note. Only ciphertext is written down. */
interface Entry {
  /** Of the vault; 0: the vault has never seen it. */
  readonly revision: number;
  /** As the vault has it. */
  readonly body: string | undefined;
  /** As it is here, when that was not sent yet. */
  readonly mine?: string | undefined;
  readonly deleted?: true | undefined;
}

const PAGES_MAX = 1_000;
const TRIES_MAX = 5;
/** Of notes of full size so many fit into one call. */
const BATCH = 10;

/** The notes of one person on this device, and in step with the vault whenever there is a network. */
export async function openNotes(key: ScopedKey) {
  let place = (await cache.get<Place>('place')) ?? { since: 0, forgotten: 0 };
  const entries = new Map((await cache.get<[string, Entry][]>('entries')) ?? []);
  const shown = new Map<string, Note>();
  const read = (id: string, body: string) => openNote(key, id, body);
  for (const id of entries.keys()) await show(id);

  /** One that does not open spoils no other. */
  async function show(id: string): Promise<void> {
    const { mine, body, deleted } = entries.get(id) ?? {};
    const text = mine ?? body;
    const note = deleted || text === undefined ? undefined : await read(id, text).catch(() => undefined);
    if (note) shown.set(id, note);
    else shown.delete(id);
  }

  async function keep(): Promise<void> {
    await Promise.all([cache.set('entries', [...entries]), cache.set('place', place)]);
  }

  async function take(item: { id: string; revision: number; body?: string; deleted?: true }): Promise<void> {
    const { id, revision, body } = item;
    const old = entries.get(id);
    if (body === undefined) {
      // Deleted there, and changed here: what somebody just wrote is not lost.
      if (old?.mine !== undefined) entries.set(id, { revision: 0, body: undefined, mine: old.mine });
      else entries.delete(id);
    } else if (old?.mine !== undefined && old.body !== body) {
      const theirs = await read(id, body);
      const base = old.body === undefined ? theirs : await read(id, old.body);
      const mine = merged(base, await read(id, old.mine), theirs);
      entries.set(id, { revision, body, mine: await sealNote(key, id, mine) });
    } else entries.set(id, { ...old, revision, body });
    await show(id);
  }

  async function pull(vault: Vault): Promise<void> {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { items, next: since, more, forgotten, reset } = await vault.changes(place);
      if (reset) for (const [id, { mine }] of entries) if (mine === undefined) entries.delete(id);
      for (const item of items) await take(item);
      place = { since, forgotten };
      if (!more) return;
    }
  }

  /** True when the vault has everything that was changed here. */
  async function push(vault: Vault): Promise<boolean> {
    const waiting = [...entries].filter(([, { mine, deleted }]) => mine !== undefined || deleted);
    for (let at = 0; at < waiting.length; at += BATCH) {
      const part = waiting.slice(at, at + BATCH);
      const results = await vault.batch(
        part.map(([id, { revision, mine }]) =>
          mine === undefined
            ? { op: 'delete', id, if_match: revision }
            : { op: 'put', id, envelope: 1, body: mine, if_match: revision },
        ),
      );
      for (const { id, status, revision } of results) {
        const sent = part.find(([one]) => one === id)?.[1];
        const now = entries.get(id);
        // Changed again while it was on its way: that waits for the next time.
        if (!sent || !now || now.mine !== sent.mine || now.deleted !== sent.deleted) continue;
        if (sent.deleted && (status === 204 || status === 404)) entries.delete(id);
        else if (revision !== undefined && status < 300) entries.set(id, { revision, body: sent.mine });
      }
    }
    return ![...entries.values()].some(({ mine, deleted }) => mine !== undefined || deleted);
  }

  return {
    all: (): ReadonlyMap<string, Note> => shown,
    waiting: () => [...entries.values()].filter(({ mine, deleted }) => mine !== undefined || deleted).length,

    async save(id: string, note: Note): Promise<void> {
      const old = entries.get(id) ?? { revision: 0, body: undefined };
      entries.set(id, { ...old, deleted: undefined, mine: await sealNote(key, id, note) });
      await show(id);
      await keep();
    },

    async remove(id: string): Promise<void> {
      const old = entries.get(id);
      if (!old) return;
      if (old.revision === 0) entries.delete(id);
      else entries.set(id, { ...old, mine: undefined, deleted: true });
      await show(id);
      await keep();
    },

    /** Reads what others changed, then sends what was changed here; again, when somebody was faster. */
    async sync(vault: Vault): Promise<void> {
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        await pull(vault);
        const done = await push(vault);
        await keep();
        if (done) return;
      }
    },
  };
}
