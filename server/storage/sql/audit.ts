import { type RawBuilder, sql } from 'kysely';
import type { AuditStore } from '../../audit/audit-store.ts';
import type { AuditEvent, AuditKind } from '../../audit/event.ts';
import { limits } from '../../platform/limits.ts';
import type { Runner } from './database.ts';
import { json, type Slot, statement } from './statement.ts';

export function auditStore(db: Runner): AuditStore {
  return {
    append: async (event) => {
      await db.all(append, { events: eventsJson(event) });
    },
    page: async ({ accountId, before, limit }) => {
      const given = { accountId, before: before ?? LAST, limit: Math.min(limit, limits.listRows) };
      const rows = await db.all(page, given);
      return rows.map(({ place, clientName, ...row }) => ({
        ...eventOf(row),
        ...{ place, clientName: clientName ?? undefined },
      }));
    },
    list: async ({ accountId, limit }) => {
      const page = { limit: Math.min(limit, limits.listRows) };
      const rows =
        accountId === undefined ? await db.all(list, page) : await db.all(listOf, { accountId, ...page });
      return rows.map(eventOf);
    },
  };
}

/** The events an act brings, as the value of the slot of `recorded`. */
export function eventsJson(...events: readonly AuditEvent[]): string {
  return json(events);
}

const eventRecord = sql`(kind text, "atSeconds" bigint, "accountId" text, "clientId" text, "sessionId" text,
  "familyId" text, "requestId" text, "addressPrefix" text, "recordId" text, "recordType" text)`;

const written = sql`kind, at_seconds, account_id, client_id, session_id, family_id, request_id, address_prefix,
  record_id, record_type`;

const writing = sql`e.kind, e."atSeconds", e."accountId", e."clientId", e."sessionId", e."familyId", e."requestId",
  e."addressPrefix", e."recordId", e."recordType"`;

/** Writes down the events in the slot, once, if there is a row in `source`: a CTE beside the act itself. */
export function recorded(events: Slot, source: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into audit_event (${written})
    select ${writing}
    from json_to_recordset(${events}::json) as e${eventRecord}
    where exists (select from ${source})`;
}

/** Writes down the `event` of every row of `source`. */
export function recordedEach(source: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into audit_event (${written})
    select ${writing}
    from ${source}, json_to_record(event) as e${eventRecord}`;
}

interface EventRow {
  readonly kind: AuditKind;
  readonly atSeconds: number;
  readonly accountId: string | null;
  readonly clientId: string | null;
  readonly sessionId: string | null;
  readonly familyId: string | null;
  readonly requestId: string | null;
  readonly addressPrefix: string | null;
  readonly recordId: string | null;
  readonly recordType: string | null;
}

const append = statement<{ events: string }, object>((slot) =>
  recorded(slot('events'), sql`(values (1)) as always`),
);

const eventColumns = sql`
  kind, at_seconds as "atSeconds", account_id as "accountId", client_id as "clientId", session_id as "sessionId",
  family_id as "familyId", request_id as "requestId", address_prefix as "addressPrefix", record_id as "recordId",
  record_type as "recordType"`;

const list = statement<{ limit: number }, EventRow>(
  (slot) => sql`select ${eventColumns} from audit_event order by id desc limit ${slot('limit')}`,
);

const listOf = statement<{ accountId: string; limit: number }, EventRow>(
  (slot) => sql`
    select ${eventColumns} from audit_event
    where account_id = ${slot('accountId')} order by id desc limit ${slot('limit')}`,
);

/** Beyond every place there is. */
const LAST = '9223372036854775807';

type Page = { accountId: string; before: string; limit: number };

const page = statement<Page, EventRow & { readonly place: string; readonly clientName: string | null }>(
  (slot) => sql`
    select e.id::text as place, c.name as "clientName", ${eventColumns}
    from audit_event e left join client c on c.id = e.client_id
    where account_id = ${slot('accountId')} and e.id < ${slot('before')}::bigint
    order by e.id desc limit ${slot('limit')}`,
);

function eventOf(row: EventRow): AuditEvent {
  return {
    kind: row.kind,
    atSeconds: row.atSeconds,
    accountId: row.accountId ?? undefined,
    clientId: row.clientId ?? undefined,
    sessionId: row.sessionId ?? undefined,
    familyId: row.familyId ?? undefined,
    requestId: row.requestId ?? undefined,
    addressPrefix: row.addressPrefix ?? undefined,
    recordId: row.recordId ?? undefined,
    recordType: row.recordType ?? undefined,
  };
}
