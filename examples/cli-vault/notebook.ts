import { randomUUID } from 'node:crypto';
import type { Api, VaultOperation } from '../../clients/typescript/api.ts';
import type { ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { emptyNote, merged, type Note } from '../notes/note.ts';
import { openNote, sealNote } from '../notes/sealed-note.ts';
import { EXIT, Failure } from './failure.ts';

/** How one note was read last. */
interface Entry {
  readonly id: string;
  readonly revision: number;
  /** Undefined: no key that came opens it. */
  readonly note: Note | undefined;
}

const PAGE = 1_000;
const PAGES_MAX = 1_000;
const TRIES_MAX = 5;
const REFUSED: Readonly<Record<number, string>> = {
  413: 'The note is too long for the vault.',
  507: 'The vault is full: delete something first.',
};

/** The notes of whoever is signed in: read on demand, and written over nothing that was not read. All of it throws Failure. */
export function openNotebook(vault: Pick<Api, 'listVaultItems' | 'writeVaultBatch'>, key: ScopedKey) {
  const entries = new Map<string, Entry>();
  let place: { readonly since: number; readonly forgotten: number } | undefined;

  /** What changed since the last time. */
  async function read(): Promise<readonly Entry[]> {
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { data } = await vault.listVaultItems({ ...place, limit: PAGE });
      if (data.reset === true) entries.clear();
      for (const { id, revision, body } of data.items) {
        if (body === undefined) entries.delete(id);
        else entries.set(id, { id, revision, note: await openNote(key, id, body).catch(() => undefined) });
      }
      place = { since: data.next, forgotten: data.forgotten };
      if (!data.more) return [...entries.values()];
    }
    throw new Failure(EXIT.failed, 'The list of notes has no end.');
  }

  /** As it was read last in this run, so that nothing is written over what nobody has seen. */
  async function find(start: string): Promise<Entry & { readonly note: Note }> {
    const named = (all: readonly Entry[]) => all.filter(({ id }) => id.startsWith(start));
    const known = named([...entries.values()]);
    const [found, ...more] = known.length > 0 ? known : named(await read());
    if (found === undefined) throw new Failure(EXIT.failed, 'No note has an id that begins so.');
    if (more.length > 0) throw new Failure(EXIT.failed, 'Several ids begin so: type more of it.');
    const { note } = found;
    if (note === undefined) throw new Failure(EXIT.failed, 'No key that came opens this note.');
    return { ...found, note };
  }

  /** The new revision; undefined when another device was faster. */
  async function write(operation: VaultOperation): Promise<number | undefined> {
    const { data } = await vault.writeVaultBatch({ body: { operations: [operation] } });
    const { status = 0, revision } = data.results[0] ?? {};
    if (status === 412 || status === 404) return undefined;
    if (status >= 300 || revision === undefined)
      throw new Failure(EXIT.failed, REFUSED[status] ?? `The vault answered ${status}.`);
    return revision;
  }

  return {
    read,
    find,

    /** Answers its id. */
    async add(title: string): Promise<string> {
      const id = randomUUID();
      const note = { ...emptyNote(), title };
      const body = await sealNote(key, id, note);
      const revision = await write({ op: 'put', id, envelope: 1, body, if_match: 0 });
      if (revision === undefined) throw new Failure(EXIT.failed, 'The vault has such a note already.');
      entries.set(id, { id, revision, note });
      return id;
    },

    /** On top of what another device wrote meanwhile, which is read anew; true: there was such. */
    async change(start: string, edit: (note: Note) => Note): Promise<boolean> {
      let { id, revision, note } = await find(start);
      let mine = edit(note);
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        const body = await sealNote(key, id, mine);
        const written = await write({ op: 'put', id, envelope: 1, body, if_match: revision });
        if (written !== undefined) {
          entries.set(id, { id, revision: written, note: mine });
          return tries > 0;
        }
        await read();
        const theirs = await find(id).catch((cause: unknown) => {
          throw new Failure(EXIT.failed, 'Another device deleted it meanwhile.', { cause });
        });
        mine = merged(note, mine, theirs.note);
        ({ revision, note } = theirs);
      }
      throw new Failure(EXIT.failed, 'Other devices keep changing it: try again.');
    },

    /** What somebody else wrote meanwhile is not deleted unread. */
    async remove(start: string): Promise<void> {
      const { id, revision } = await find(start);
      if ((await write({ op: 'delete', id, if_match: revision })) === undefined) {
        await read();
        const changed = 'Another device changed it meanwhile: nothing was deleted.';
        throw new Failure(EXIT.failed, `${changed} It was read anew; look at it, and delete it again.`);
      }
      entries.delete(id);
    },
  };
}

export type Notebook = ReturnType<typeof openNotebook>;
