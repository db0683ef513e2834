import { type RawBuilder, sql } from 'kysely';
import type { OutboxRow, OutboxStore } from '../../mail/outbox-store.ts';
import { limits } from '../../platform/limits.ts';
import type { Runner } from './database.ts';
import { json, type Slot, statement } from './statement.ts';

export function outboxStore(db: Runner): OutboxStore {
  return {
    insert: async (row) => {
      await db.all(insert, { letter: letterJson(row) });
    },
    lease: (nowSeconds, leaseSeconds, limit) =>
      db.all(lease, {
        nowSeconds,
        leasedUntilSeconds: nowSeconds + leaseSeconds,
        limit: Math.min(limit, limits.listRows),
      }),
    markSent: async (id) => {
      await db.all(markSent, { id });
    },
    markFailed: async (id, nextAttemptAtSeconds) => {
      await db.all(markFailed, { id, nextAttemptAtSeconds: nextAttemptAtSeconds ?? null });
    },
    countWaiting: async () => (await db.first(countWaiting, {}))?.count ?? 0,
    recent: (limit) => db.all(recent, { limit: Math.min(limit, limits.listRows) }),
  };
}

/** A letter as the value of the slot of `letterInsert`. Bytes travel in PostgreSQL's hexadecimal form. */
export function letterJson(letter: OutboxRow): string {
  return json(plain(letter));
}

/** The same of any number, for `lettersInsert`. */
export function lettersJson(letters: readonly OutboxRow[]): string {
  return json(letters.map(plain));
}

function plain({ sealed, ...row }: OutboxRow) {
  return { ...row, sealed: sealed === null ? null : `\\x${sealed.toString('hex')}` };
}

export function letterInsert(letter: Slot): RawBuilder<unknown> {
  return sql`${insertion} from json_to_record(${letter}::json) as n${letterRecord}`;
}

export function lettersInsert(letters: Slot): RawBuilder<unknown> {
  return sql`${insertion} from json_to_recordset(${letters}::json) as n${letterRecord}`;
}

const insertion = sql`
  insert into outbox_letter (id, kind, sealed, attempts, created_at_seconds, next_attempt_at_seconds, state)
  select n.id, n.kind, n.sealed, n.attempts, n."createdAtSeconds", n."nextAttemptAtSeconds", n.state`;

const letterRecord = sql`(id text, kind text, sealed bytea, attempts integer, "createdAtSeconds" bigint,
  "nextAttemptAtSeconds" bigint, state text)`;

const letterColumns = sql`
  l.id, l.kind, l.sealed, l.attempts, l.created_at_seconds as "createdAtSeconds",
  l.next_attempt_at_seconds as "nextAttemptAtSeconds", l.state`;

const insert = statement<{ letter: string }, object>((slot) => letterInsert(slot('letter')));

type Lease = { nowSeconds: number; leasedUntilSeconds: number; limit: number };

/** The lease counts the attempt, so a letter that ends its sender does not come back for ever. */
const lease = statement<Lease, OutboxRow>(
  (slot) => sql`
    with due as (
      select id from outbox_letter
      where state = 'waiting' and next_attempt_at_seconds <= ${slot('nowSeconds')}
      order by next_attempt_at_seconds limit ${slot('limit')} for update skip locked
    )
    update outbox_letter l set
      next_attempt_at_seconds = ${slot('leasedUntilSeconds')},
      attempts = l.attempts + 1
    from due where l.id = due.id
    returning ${letterColumns}`,
);

const markSent = statement<{ id: string }, object>(
  (slot) => sql`update outbox_letter set state = 'sent', sealed = null where id = ${slot('id')}`,
);

type Failed = { id: string; nextAttemptAtSeconds: number | null };

const markFailed = statement<Failed, object>(
  (slot) => sql`
    update outbox_letter set
      state = case when ${slot('nextAttemptAtSeconds')}::bigint is null then 'failed' else 'waiting' end,
      sealed = case when ${slot('nextAttemptAtSeconds')}::bigint is null then null else sealed end,
      next_attempt_at_seconds = coalesce(${slot('nextAttemptAtSeconds')}::bigint, next_attempt_at_seconds)
    where id = ${slot('id')} and state = 'waiting'`,
);

/** Of the index of what is due, which holds nothing else. */
const countWaiting = statement<object, { count: number }>(
  () => sql`select count(*) as count from outbox_letter where state = 'waiting'`,
  { slow: true },
);

const recent = statement<{ limit: number }, OutboxRow>(
  (slot) => sql`
    select ${letterColumns} from outbox_letter l order by l.created_at_seconds desc, l.id limit ${slot('limit')}`,
);
