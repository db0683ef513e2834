import { sql } from 'kysely';
import type {
  CollectionPlace,
  EntryKind,
  EntryWrite,
  WriteLimits,
  WriteOutcome,
} from '../../vault/entry-store.ts';
import { type FinalEntry, judgeWrites, type KnownEntry, type Totals } from '../../vault/judge-writes.ts';
import type { Database, Runner } from './database.ts';
import { json, statement } from './statement.ts';
import { forgetOldest } from './vault-deletions.ts';

interface Act {
  readonly kind: EntryKind;
  readonly writes: readonly EntryWrite[];
  readonly limits: WriteLimits;
  readonly nowSeconds: number;
}

/**
 * One transaction: the writers of an account queue at its collections, and whoever is next sees all that was committed
 * before. So revisions become visible in their order, one of many who read the same wins, and limits are exact.
 */
export async function writeEntries(
  db: Database,
  place: CollectionPlace,
  act: Act,
): Promise<readonly WriteOutcome[] | 'absent'> {
  if (act.writes.length === 0) return [];
  const outcomes = await db.transaction((runner) => writeLocked(runner, place, act));
  if (outcomes !== undefined) return outcomes;
  // The first entry ever. Committed apart, so that whoever begins another collection in this moment waits for this one.
  await db.first(begin, { ...place });
  return (await db.transaction((runner) => writeLocked(runner, place, act))) ?? 'absent';
}

/** Undefined when there is no such collection. */
async function writeLocked(
  runner: Runner,
  { accountId, collection }: CollectionPlace,
  { kind, writes, limits, nowSeconds }: Act,
): Promise<readonly WriteOutcome[] | undefined> {
  const held = await runner.all(lockCollections, { accountId });
  const found = held.find((one) => one.collection === collection);
  if (found === undefined) return undefined;
  const place = { accountId, collection };
  const isFull = found.entries + writes.length > limits.entriesMax;
  const dropped = isFull ? await forgetOldest(runner, place) : { count: 0, upTo: 0 };
  const before: Totals = {
    revision: found.revision,
    entries: found.entries - dropped.count,
    bytes: found.bytes,
    accountBytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const ids = [...new Set(writes.map(({ id }) => id))];
  const known = await runner.all(knownEntries, { ...place, kind, ids });
  const { outcomes, finals, totals } = judgeWrites(writes, known, before, limits);
  if (finals.length === 0 && dropped.count === 0) return outcomes;
  const { revision, entries, bytes } = totals;
  await runner.first(keep, {
    ...{ ...place, kind, nowSeconds, rows: json(finals.map(rowOf)) },
    ...{ revision, entries, bytes, forgottenUpTo: dropped.upTo },
  });
  return outcomes;
}

function rowOf({ id, revision, envelope, body }: FinalEntry) {
  return { id, revision, envelope, body: body?.toString('base64') ?? null };
}

type Place = { accountId: string; collection: string };

/** None when the account is gone. */
const begin = statement<Place, object>(
  (slot) => sql`
    insert into vault_collection (account_id, collection)
    select id, ${slot('collection')} from (
      select id from account where id = ${slot('accountId')} for key share
    ) a
    on conflict do nothing returning collection`,
);

type Held = {
  readonly collection: string;
  readonly revision: number;
  readonly entries: number;
  readonly bytes: number;
};

/** Every collection of the account, because they share what the account may keep; in one order, so that nobody deadlocks. */
const lockCollections = statement<{ accountId: string }, Held>(
  (slot) => sql`
    select collection, revision, entries, bytes from vault_collection
    where account_id = ${slot('accountId')} order by collection for no key update`,
);

const knownEntries = statement<Place & { kind: EntryKind; ids: readonly string[] }, KnownEntry>(
  (slot) => sql`
    select id, revision, coalesce(length(body), 0) as bytes, body is not null as there
    from vault_entry
    where account_id = ${slot('accountId')} and collection = ${slot('collection')} and kind = ${slot('kind')}
      and id = any (${slot('ids')}::text[])`,
);

type Keep = Place & {
  kind: EntryKind;
  rows: string;
  revision: number;
  entries: number;
  bytes: number;
  forgottenUpTo: number;
  nowSeconds: number;
};

/** What was deleted and is written again is a new one. */
const keep = statement<Keep, object>(
  (slot) => sql`
    with kept as (
      insert into vault_entry as e
        (account_id, collection, kind, id, revision, envelope, body, created_at_seconds, updated_at_seconds)
      select ${slot('accountId')}, ${slot('collection')}, ${slot('kind')}, n.id, n.revision, n.envelope,
        decode(n.body, 'base64'), ${slot('nowSeconds')}::bigint, ${slot('nowSeconds')}::bigint
      from json_to_recordset(${slot('rows')}::json) as n(id text, revision bigint, envelope integer, body text)
      on conflict (account_id, collection, kind, id) do update set
        revision = excluded.revision, envelope = excluded.envelope, body = excluded.body,
        updated_at_seconds = excluded.updated_at_seconds,
        created_at_seconds = case
          when e.body is null and excluded.body is not null then excluded.created_at_seconds
          else e.created_at_seconds end
    )
    update vault_collection set revision = ${slot('revision')}::bigint, entries = ${slot('entries')}::integer,
      bytes = ${slot('bytes')}::bigint,
      forgotten_up_to = greatest(forgotten_up_to, ${slot('forgottenUpTo')}::bigint)
    where account_id = ${slot('accountId')} and collection = ${slot('collection')}
    returning collection`,
);
