import { type RawBuilder, sql } from 'kysely';
import type { AuditEvent } from '../../audit/event.ts';
import type { OutboxRow } from '../../mail/outbox-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { noticesOf } from './logout-notices.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { lockAccount } from './secured.ts';
import { type Slot, type Statement, statement } from './statement.ts';

type Given = { id: string; atSeconds: number; events: string; letters: string };

export type Removal = Statement<Given, object>;

/**
 * Deletes an account of which `condition` holds (of a account), with all that hangs on it and all that was sent to its
 * address (SE-07); clients are told of its sessions, and its letter and event are written. Run it by `removed`.
 */
export function removal(condition: (slot: (name: keyof Given) => Slot) => RawBuilder<unknown>): Removal {
  return statement<Given, object>(
    (slot) => sql`
      with gone as (
        delete from account a where a.id = ${slot('id')} and ${condition(slot)} returning a.id, a.email
      ), ended as (
        select s.account_id, s.id from session s join gone on gone.id = s.account_id
      ), noticed as (
        ${noticesOf(sql`ended`, sql`${slot('atSeconds')}::bigint`)}
      ), sign_ups as (
        delete from sign_up_ticket t using gone where t.email = gone.email
      ), tickets as (
        delete from account_ticket t using gone where t.account_id = gone.id or t.email = gone.email
      ), told as (
        ${lettersInsert(slot('letters'))} where exists (select from gone)
      ), written as (${recorded(slot('events'), sql`gone`)})
      select id from gone`,
    { slow: true },
  );
}

/** Under the lock of the account, so that no session begins between the look and the act. False: nothing to delete. */
export function removed(
  db: Database,
  statement: Removal,
  id: string,
  { event, letters }: { readonly event: AuditEvent; readonly letters: readonly OutboxRow[] },
): Promise<boolean> {
  return db.transaction(
    async (runner) => {
      await runner.all(lockAccount, { accountId: id });
      const { atSeconds } = event;
      const given = { id, atSeconds, events: eventsJson(event), letters: lettersJson(letters) };
      return (await runner.first(statement, given)) !== undefined;
    },
    { slow: true },
  );
}
