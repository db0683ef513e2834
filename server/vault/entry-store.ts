import type { AuditEvent } from '../audit/event.ts';

/** Items are listed with what is in them, blobs without. */
export type EntryKind = 'item' | 'blob';

/** Whose entries: of one account, those of one key group; the collection of the owner alone is empty. */
export interface CollectionPlace {
  readonly accountId: string;
  readonly collection: string;
}

/** What an app or its owner's page keeps. Nobody here knows what is in `body`, nor which format `envelope` stands for. */
export interface VaultEntry {
  readonly id: string;
  /** That of the collection when it was written: unique in it, and never used twice. */
  readonly revision: number;
  readonly envelope: number;
  readonly body: Buffer;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
}

export interface ListedEntry extends Omit<VaultEntry, 'body'> {
  /** How long its body is. */
  readonly bytes: number;
  /** Null for a deletion, and where bodies were not asked for. */
  readonly body: Buffer | null;
  readonly deleted: boolean;
}

export interface EntryPageWish {
  readonly kind: EntryKind;
  readonly since: number;
  /** What the page before said of it; 0: none. */
  readonly forgotten: number;
  readonly limit: number;
  /** Of all bodies together; the first entry comes however long it is. None come without. */
  readonly bytesMax: number | undefined;
}

export interface EntryPage {
  /** Oldest change first. */
  readonly entries: readonly ListedEntry[];
  readonly next: number;
  readonly more: boolean;
  readonly forgotten: number;
  /** The reader knew what cannot be told the end of, so the page begins anew. */
  readonly reset: boolean;
}

/** What must be there for a write to count: nothing, anything, or one of these revisions. */
export type Wanted = 'absent' | 'any' | readonly number[];

export type EntryWrite =
  | {
      readonly op: 'put';
      readonly id: string;
      readonly wanted: Wanted;
      readonly envelope: number;
      readonly body: Buffer;
    }
  | { readonly op: 'delete'; readonly id: string; readonly wanted: Wanted };

/** In the words of HTTP: made, replaced, deleted; not there, another revision, no room. Revision of what was written. */
export interface WriteOutcome {
  readonly status: 200 | 201 | 204 | 404 | 412 | 507;
  readonly revision?: number;
}

export interface WriteLimits {
  /** Of all bodies of the account, in every collection. */
  readonly quotaBytes: number;
  /** Of entries in this collection, with the deletions that it remembers. */
  readonly entriesMax: number;
}

export interface CollectionState {
  readonly revision: number;
  readonly items: number;
  readonly blobs: number;
  readonly bytes: number;
}

/** What is kept in the vault. Writers of one account wait for each other: limits are exact, and no revision comes late. */
export interface EntryStore {
  page(place: CollectionPlace, wish: EntryPageWish): Promise<EntryPage>;
  find(place: CollectionPlace, kind: EntryKind, id: string): Promise<VaultEntry | undefined>;
  /** Each stands or falls alone, in their order, but what counts becomes visible at once. `absent`: the account is gone. */
  write(
    place: CollectionPlace,
    kind: EntryKind,
    writes: readonly EntryWrite[],
    limits: WriteLimits,
    nowSeconds: number,
  ): Promise<readonly WriteOutcome[] | 'absent'>;
  state(place: CollectionPlace): Promise<CollectionState>;
  /** Deletes all entries, whatever they are, and remembers none; the event is written when there was anything ever. */
  empty(place: CollectionPlace, event: AuditEvent): Promise<void>;
  /** Forgets deletions of that moment or before, at most `limit`, and lets readers know; how many. */
  forget(beforeSeconds: number, limit: number): Promise<number>;
}
