import { sql } from 'kysely';
import { VAULT_PAGE_MAX } from '../../../contract/vault.ts';
import type {
  CollectionPlace,
  CollectionState,
  EntryKind,
  EntryPage,
  EntryPageWish,
  EntryStore,
  ListedEntry,
  VaultEntry,
} from '../../vault/entry-store.ts';
import type { Database, Runner } from './database.ts';
import { inTurn } from './in-turn.ts';
import { statement } from './statement.ts';
import { emptyCollection, forgetDeletions } from './vault-deletions.ts';
import { writeEntries } from './vault-writes.ts';

/** Every statement finds its rows by the collection: what is another's is not even looked at. */
export function entryStore(db: Database): EntryStore {
  const ofAccount = inTurn();
  return {
    page: (place, wish) => readPage(db, place, wish),
    find: ({ accountId, collection }, kind, id) => db.first(find, { accountId, collection, kind, id }),
    write: (place, kind, writes, limits, nowSeconds) =>
      ofAccount(place.accountId, () => writeEntries(db, place, { kind, writes, limits, nowSeconds })),
    state: async ({ accountId, collection }) =>
      (await db.first(state, { accountId, collection })) ?? { revision: 0, items: 0, blobs: 0, bytes: 0 },
    empty: (place, event) => emptyCollection(db, place, event),
    forget: (beforeSeconds, limit) => forgetDeletions(db, beforeSeconds, limit),
  };
}

async function readPage(
  db: Runner,
  { accountId, collection }: CollectionPlace,
  { kind, since, forgotten, limit, bytesMax }: EntryPageWish,
): Promise<EntryPage> {
  const atMost = Math.min(limit, VAULT_PAGE_MAX);
  const rows = await db.all(page, {
    ...{ accountId, collection, kind, since, forgotten },
    // One more tells whether there is more.
    ...{ limit: atMost + 1, bytesMax: bytesMax ?? -1 },
  });
  const [first] = rows;
  // Nothing was ever kept here: whoever knows of anything knows it of another time.
  if (first === undefined) return { entries: [], next: 0, more: false, forgotten: 0, reset: since > 0 };
  const found = rows.flatMap(({ stale: _, collectionRevision: __, forgottenUpTo: ___, ...entry }) =>
    isEntry(entry) ? [entry] : [],
  );
  const entries = found.slice(0, atMost).map(({ candidates: _, ...entry }) => entry);
  const more = (found[0]?.candidates ?? 0) > entries.length;
  return {
    entries,
    more,
    next: more ? (entries.at(-1)?.revision ?? since) : first.collectionRevision,
    forgotten: first.forgottenUpTo,
    reset: first.stale,
  };
}

type Found = ListedEntry & { readonly candidates: number };

function isEntry(row: Found | { readonly id: null }): row is Found {
  return row.id !== null;
}

type Place = { accountId: string; collection: string };
type Page = Place & { kind: EntryKind; since: number; forgotten: number; limit: number; bytesMax: number };

type PageRow = (Found | { readonly id: null }) & {
  readonly collectionRevision: number;
  readonly forgottenUpTo: number;
  readonly stale: boolean;
};

/**
 * Stale is who knows less than is remembered of deletions, unless they are reading on from a page that knew as much; and
 * who knows more than there is, because a backup was restored. They begin anew. Both, and the entries, are of one moment.
 * Of how many bytes there are is asked before any are read.
 */
const page = statement<Page, PageRow>(
  (slot) => sql`
    select c.revision as "collectionRevision", c.forgotten_up_to as "forgottenUpTo", c.stale,
      e.id, e.revision, e.envelope, e.body, e.bytes, e.deleted, e.candidates,
      e.created_at_seconds as "createdAtSeconds", e.updated_at_seconds as "updatedAtSeconds"
    from (
      select k.*, ${slot('since')}::bigint > 0 and (
        ${slot('since')}::bigint > k.revision
        or ${slot('since')}::bigint < k.forgotten_up_to and ${slot('forgotten')}::bigint <> k.forgotten_up_to
      ) as stale
      from vault_collection k
      where k.account_id = ${slot('accountId')} and k.collection = ${slot('collection')}
    ) c left join lateral (
      select w.id, w.revision, w.envelope, w.bytes, w.deleted, w.candidates, w.created_at_seconds, w.updated_at_seconds,
        case when ${slot('bytesMax')}::bigint >= 0 then w.body end as body
      from (
        select v.*, count(*) over ()::integer as candidates,
          sum(v.bytes) over (order by v.revision) - v.bytes as before
        from (
          select n.*, coalesce(length(n.body), 0) as bytes, n.body is null as deleted
          from vault_entry n
          where n.account_id = ${slot('accountId')} and n.collection = ${slot('collection')}
            and n.kind = ${slot('kind')}
            and n.revision > case when c.stale then 0 else ${slot('since')}::bigint end
          order by n.revision limit ${slot('limit')}
        ) v
      ) w
      where ${slot('bytesMax')}::bigint < 0 or w.before = 0 or w.before + w.bytes <= ${slot('bytesMax')}::bigint
    ) e on true
    order by e.revision`,
);

const find = statement<Place & { kind: EntryKind; id: string }, VaultEntry>(
  (slot) => sql`
    select id, revision, envelope, body,
      created_at_seconds as "createdAtSeconds", updated_at_seconds as "updatedAtSeconds"
    from vault_entry
    where account_id = ${slot('accountId')} and collection = ${slot('collection')} and kind = ${slot('kind')}
      and id = ${slot('id')} and body is not null`,
);

/** Counts what there is of one collection: at most as many rows as it may have. */
const state = statement<Place, CollectionState>(
  (slot) => sql`
    select c.revision, c.bytes,
      count(*) filter (where e.kind = 'item')::integer as items,
      count(*) filter (where e.kind = 'blob')::integer as blobs
    from vault_collection c
    left join vault_entry e on e.account_id = c.account_id and e.collection = c.collection and e.body is not null
    where c.account_id = ${slot('accountId')} and c.collection = ${slot('collection')}
    group by c.account_id, c.collection`,
);
