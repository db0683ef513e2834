import { sql } from 'kysely';
import type { AccountDetails, AccountStore } from '../../accounts/account-store.ts';
import { limits } from '../../platform/limits.ts';
import { askDeletion } from './account-deletion.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { moveEmailOf } from './email-moves.ts';
import { noticesOf } from './logout-notices.ts';
import { letterInsert, letterJson } from './outbox.ts';
import { removal, removed } from './removal.ts';
import { type AccountRow, accountColumns } from './schema.ts';
import { statement } from './statement.ts';

export function accountStore(db: Database): AccountStore {
  return {
    find: (id) => db.first(find, { id }),
    details: async (id) => {
      const row = await db.first(details, { id });
      return row && detailsOf(row);
    },
    keep: async (id, event, letter) =>
      (await db.first(keep, { id, events: eventsJson(event), letter: letterJson(letter) })) !== undefined,
    askDeletion: (id, act) => askDeletion(db, id, act),
    moveEmail: (move) => moveEmailOf(db, move),
    findByEmail: (email) => db.first(findByEmail, { email }),
    list: ({ afterId, limit }) =>
      db.all(list, { afterId: afterId ?? '', limit: Math.min(limit, limits.listRows) }),
    setState: (id, state, event) =>
      db.transaction(
        async (runner) => {
          await runner.all(lock, { id });
          const act = { id, state, atSeconds: event.atSeconds, events: eventsJson(event) };
          return (await runner.first(setState, act)) !== undefined;
        },
        { slow: true },
      ),
    delete: (id, event) => removed(db, anybody, id, { event, letters: [] }),
  };
}

const find = statement<{ id: string }, AccountRow>(
  (slot) => sql`select ${accountColumns} from account a where a.id = ${slot('id')}`,
);

type DetailsRow = Omit<AccountDetails, 'deleteAfterSeconds' | 'passwordSetAtSeconds'> & {
  readonly deleteAfterSeconds: number | null;
  readonly passwordSetAtSeconds: number | null;
};

function detailsOf({ deleteAfterSeconds, passwordSetAtSeconds, ...row }: DetailsRow): AccountDetails {
  return {
    ...row,
    deleteAfterSeconds: deleteAfterSeconds ?? undefined,
    passwordSetAtSeconds: passwordSetAtSeconds ?? undefined,
  };
}

const details = statement<{ id: string }, DetailsRow>(
  (slot) => sql`
    select ${accountColumns}, a.locale, a.trust_epoch as "trustEpoch",
      a.delete_after_seconds as "deleteAfterSeconds", c.created_at_seconds as "passwordSetAtSeconds"
    from account a left join credential c on c.account_id = a.id where a.id = ${slot('id')}`,
);

const keep = statement<{ id: string; events: string; letter: string }, object>(
  (slot) => sql`
    with kept as (
      update account set state = 'active', delete_after_seconds = null
      where id = ${slot('id')} and state = 'deleting' returning id
    ), told as (
      ${letterInsert(slot('letter'))} where exists (select from kept)
    ), written as (${recorded(slot('events'), sql`kept`)})
    select id from kept`,
);

const findByEmail = statement<{ email: string }, AccountRow>(
  (slot) => sql`select ${accountColumns} from account a where a.email = ${slot('email')}`,
);

const list = statement<{ afterId: string; limit: number }, AccountRow>(
  (slot) => sql`
    select ${accountColumns} from account a
    where a.id > ${slot('afterId')} order by a.id limit ${slot('limit')}`,
);

/** Waits for whoever begins a session or a family at this moment: the next statement then sees it. */
const lock = statement<{ id: string }, object>(
  (slot) => sql`select from account where id = ${slot('id')} for update`,
);

const setState = statement<{ id: string; state: string; atSeconds: number; events: string }, object>(
  (slot) => sql`
    with changed as (
      update account set state = ${slot('state')} where id = ${slot('id')} returning id, state
    ), ended as (
      delete from session s using changed where s.account_id = changed.id and changed.state = 'disabled'
      returning s.account_id, s.id
    ), noticed as (
      ${noticesOf(sql`ended`, sql`${slot('atSeconds')}::bigint`)}
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint from changed
      where f.account_id = changed.id and changed.state = 'disabled' and f.revoked_at_seconds is null
    ), written as (${recorded(slot('events'), sql`changed`)})
    select id from changed`,
);

const anybody = removal(() => sql`true`);
