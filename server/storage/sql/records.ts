import { sql } from 'kysely';
import { limits } from '../../platform/limits.ts';
import type { ListedRecord, RecordStore, SealedRecord } from '../../records/record-store.ts';
import { eventsJson, recorded, recordedEach } from './audit.ts';
import type { Runner } from './database.ts';
import { json, type Slot, statement } from './statement.ts';

export function recordStore(db: Runner): RecordStore {
  return {
    page: async ({ accountId, behind, limit, ...filter }) => {
      const rows = await db.all(page, {
        ...{ accountId, limit: Math.min(limit, limits.listRows) },
        ...{ type: filter.type ?? null, clientId: filter.clientId ?? null },
        afterSeconds: filter.createdAfterSeconds ?? -1,
        beforeSeconds: filter.createdBeforeSeconds ?? NEVER_SECONDS,
        behindSeconds: behind?.createdAtSeconds ?? NEVER_SECONDS,
        behindId: behind?.id ?? '',
      });
      return rows.map(({ clientName, ...row }): ListedRecord => ({
        ...row,
        clientName: clientName ?? undefined,
      }));
    },
    find: (accountId, id) => db.first(find, { accountId, id }),
    create: async (record, recordsMax, event) =>
      (await db.first(create, { ...record, recordsMax, events: eventsJson(event) }))?.outcome ?? 'absent',
    reveal: (accountId, id, event) => db.first(reveal, { accountId, id, event: json(event) }),
    replace: (next, event) => db.first(replace, { ...next, events: eventsJson(event) }),
    delete: async (accountId, id, revisions, event) => {
      const wanted = revisions?.map(String) ?? null;
      const found = await db.first(remove, { accountId, id, revisions: wanted, event: json(event) });
      if (found?.gone === true) return 'deleted';
      // Who named no revision and still deleted nothing was overtaken by another deletion.
      return found?.present === true && revisions !== undefined ? 'changed' : 'absent';
    },
  };
}

/** Behind all times there are. */
const NEVER_SECONDS = 9_007_199_254_740_991;

const columns = sql`
  r.account_id as "accountId", r.id, r.type, r.client_id as "clientId", r.sealed, r.revision,
  r.created_at_seconds as "createdAtSeconds", r.updated_at_seconds as "updatedAtSeconds"`;

type Page = {
  accountId: string;
  type: string | null;
  clientId: string | null;
  afterSeconds: number;
  beforeSeconds: number;
  behindSeconds: number;
  behindId: string;
  limit: number;
};

const page = statement<Page, SealedRecord & { readonly clientName: string | null }>(
  (slot) => sql`
    select ${columns}, c.name as "clientName"
    from sealed_record r left join client c on c.id = r.client_id
    where r.account_id = ${slot('accountId')}
      and (r.created_at_seconds, r.id) < (${slot('behindSeconds')}::bigint, ${slot('behindId')})
      and r.created_at_seconds > ${slot('afterSeconds')}::bigint
      and r.created_at_seconds < ${slot('beforeSeconds')}::bigint
      and (${slot('type')}::text is null or r.type = ${slot('type')}::text)
      and (${slot('clientId')}::text is null or r.client_id = ${slot('clientId')}::text)
    order by r.created_at_seconds desc, r.id desc limit ${slot('limit')}`,
);

type Named = { accountId: string; id: string };

const find = statement<Named, SealedRecord>(
  (slot) => sql`
    select ${columns} from sealed_record r where r.account_id = ${slot('accountId')} and r.id = ${slot('id')}`,
);

type Create = { [Name in keyof SealedRecord]: SealedRecord[Name] } & { recordsMax: number; events: string };

/** The account is locked against deletion alone: its records never wait for each other. */
const create = statement<Create, { readonly outcome: 'created' | 'full' | 'taken' }>(
  (slot) => sql`
    with owner as (
      select id from account where id = ${slot('accountId')} for key share
    ), held as (
      select count(*) < ${slot('recordsMax')}::integer as room
      from (select from sealed_record where account_id = ${slot('accountId')} limit ${slot('recordsMax')}::integer) r
    ), made as (
      insert into sealed_record (account_id, id, type, client_id, sealed, revision, created_at_seconds, updated_at_seconds)
      select owner.id, ${slot('id')}, ${slot('type')}, ${slot('clientId')}, ${slot('sealed')}, ${slot('revision')}::integer,
        ${slot('createdAtSeconds')}::bigint, ${slot('updatedAtSeconds')}::bigint
      from owner, held
      where room or exists (
        select from sealed_record where account_id = ${slot('accountId')} and id = ${slot('id')}
      )
      on conflict do nothing returning id
    ), written as (${recorded(slot('events'), sql`made`)})
    select case
      when exists (select from made) then 'created'
      when room or exists (
        select from sealed_record where account_id = ${slot('accountId')} and id = ${slot('id')}
      ) then 'taken'
      else 'full' end as outcome
    from owner, held`,
);

/** What is known of the record itself is said by its row, not by who asks. */
const told = (event: Slot) =>
  sql`(${event}::jsonb || jsonb_build_object('recordId', r.id, 'recordType', r.type))::json as event`;

const reveal = statement<Named & { event: string }, SealedRecord>(
  (slot) => sql`
    with found as (
      select ${columns}, ${told(slot('event'))} from sealed_record r
      where r.account_id = ${slot('accountId')} and r.id = ${slot('id')}
    ), written as (${recordedEach(sql`found`)})
    select "accountId", id, type, "clientId", sealed, revision, "createdAtSeconds", "updatedAtSeconds" from found`,
);

type Replace = Pick<
  { [Name in keyof SealedRecord]: SealedRecord[Name] },
  'accountId' | 'id' | 'type' | 'sealed' | 'revision' | 'updatedAtSeconds'
> & { events: string };

const replace = statement<Replace, SealedRecord>(
  (slot) => sql`
    with replaced as (
      update sealed_record r set sealed = ${slot('sealed')}, revision = ${slot('revision')}::integer,
        updated_at_seconds = ${slot('updatedAtSeconds')}::bigint
      where r.account_id = ${slot('accountId')} and r.id = ${slot('id')} and r.type = ${slot('type')}
        and r.revision = ${slot('revision')}::integer - 1
      returning ${columns}
    ), written as (${recorded(slot('events'), sql`replaced`)})
    select * from replaced`,
);

type Remove = Named & { revisions: readonly string[] | null; event: string };

const remove = statement<Remove, { readonly gone: boolean; readonly present: boolean }>(
  (slot) => sql`
    with gone as (
      delete from sealed_record r
      where r.account_id = ${slot('accountId')} and r.id = ${slot('id')}
        and (${slot('revisions')}::integer[] is null or r.revision = any (${slot('revisions')}::integer[]))
      returning ${told(slot('event'))}
    ), written as (${recordedEach(sql`gone`)})
    select exists (select from gone) as gone, exists (
      select from sealed_record where account_id = ${slot('accountId')} and id = ${slot('id')}
    ) as present`,
);
