import { sql } from 'kysely';
import type { AuditEvent } from '../../audit/event.ts';
import type { CollectionPlace } from '../../vault/entry-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database, Runner } from './database.ts';
import { statement } from './statement.ts';

/** Of deletions that make room in a collection that is full of them. */
const FORGOTTEN_AT_ONCE = 1_000;
/** Of collections in one transaction: each is locked, and a writer waits so long. */
const COLLECTIONS_AT_ONCE = 200;

/** Deletes all of a collection. It stays, and its revision goes on, so that no reader takes what comes for what they know. */
export async function emptyCollection(
  db: Database,
  { accountId, collection }: CollectionPlace,
  event: AuditEvent,
): Promise<void> {
  await db.transaction(
    async (runner) => {
      // Whoever is writing comes first, and goes with the rest.
      await runner.all(lock, { accountId, collection });
      await runner.first(empty, { accountId, collection, events: eventsJson(event) });
    },
    { slow: true },
  );
}

/** Within the transaction of a writer, who holds the collection. `upTo`: the last revision that is not remembered. */
export async function forgetOldest(
  runner: Runner,
  { accountId, collection }: CollectionPlace,
): Promise<{ readonly count: number; readonly upTo: number }> {
  const gone = await runner.first(oldest, { accountId, collection, limit: FORGOTTEN_AT_ONCE });
  return gone ?? { count: 0, upTo: 0 };
}

/** Collections first, as writers do, so that nobody deadlocks; what a writer holds is left for the next time. */
export async function forgetDeletions(db: Database, beforeSeconds: number, limit: number): Promise<number> {
  return db.transaction(
    async (runner) => {
      const given = { beforeSeconds, limit, collectionsMax: COLLECTIONS_AT_ONCE };
      const held = await runner.all(lockThoseWithOld, given);
      let forgotten = 0;
      for (const { accountId, collection } of held) {
        if (forgotten >= limit) break;
        const place = { accountId, collection, beforeSeconds, limit: limit - forgotten };
        forgotten += (await runner.first(forgetOld, place))?.count ?? 0;
      }
      return forgotten;
    },
    { slow: true },
  );
}

type Place = { accountId: string; collection: string };

const lock = statement<Place, object>(
  (slot) => sql`
    select collection from vault_collection
    where account_id = ${slot('accountId')} and collection = ${slot('collection')} for no key update`,
);

const empty = statement<Place & { events: string }, object>(
  (slot) => sql`
    with gone as (
      delete from vault_entry where account_id = ${slot('accountId')} and collection = ${slot('collection')}
    ), emptied as (
      update vault_collection set revision = revision + 1, forgotten_up_to = revision + 1, entries = 0, bytes = 0
      where account_id = ${slot('accountId')} and collection = ${slot('collection')} and revision > 0
      returning collection
    ), written as (${recorded(slot('events'), sql`emptied`)})
    select collection from emptied`,
);

const oldest = statement<Place & { limit: number }, { readonly count: number; readonly upTo: number }>(
  (slot) => sql`
    with gone as (
      delete from vault_entry
      where account_id = ${slot('accountId')} and collection = ${slot('collection')} and body is null
        and revision <= (
          select max(revision) from (
            select revision from vault_entry
            where account_id = ${slot('accountId')} and collection = ${slot('collection')} and body is null
            order by revision limit ${slot('limit')}
          ) o
        )
      returning revision
    )
    select count(*)::integer as count, coalesce(max(revision), 0)::bigint as "upTo" from gone`,
);

type Old = { beforeSeconds: number; limit: number };

const lockThoseWithOld = statement<
  Old & { collectionsMax: number },
  { readonly accountId: string; readonly collection: string }
>(
  (slot) => sql`
    select account_id as "accountId", collection from vault_collection
    where (account_id, collection) in (
      select account_id, collection from (
        select account_id, collection from vault_entry
        where body is null and updated_at_seconds <= ${slot('beforeSeconds')}::bigint
        order by updated_at_seconds limit ${slot('limit')}
      ) d group by account_id, collection limit ${slot('collectionsMax')}
    )
    order by account_id, collection
    for no key update skip locked`,
);

const forgetOld = statement<Place & Old, { readonly count: number }>(
  (slot) => sql`
    with old as (
      select kind, id from vault_entry
      where account_id = ${slot('accountId')} and collection = ${slot('collection')}
        and body is null and updated_at_seconds <= ${slot('beforeSeconds')}::bigint
      order by revision limit ${slot('limit')}
    ), gone as (
      delete from vault_entry e using old
      where e.account_id = ${slot('accountId')} and e.collection = ${slot('collection')}
        and e.kind = old.kind and e.id = old.id
      returning e.revision
    ), counted as (
      select count(*)::integer as count, max(revision) as up_to from gone
    ), told as (
      update vault_collection c
      set entries = c.entries - n.count, forgotten_up_to = greatest(c.forgotten_up_to, n.up_to)
      from counted n
      where c.account_id = ${slot('accountId')} and c.collection = ${slot('collection')} and n.count > 0
    )
    select count from counted`,
);
