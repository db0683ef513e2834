import { sql } from 'kysely';
import type { AuditEvent } from '../../audit/event.ts';
import type { OutboxRow } from '../../mail/outbox-store.ts';
import type { Database } from './database.ts';
import { lockAccount, secure } from './secured.ts';
import { statement } from './statement.ts';

interface Wish {
  readonly deleteAfterSeconds: number;
  readonly event: AuditEvent;
  readonly letter: OutboxRow;
}

/** Under the lock of the account: whoever begins a session or a family at this moment comes before it, and ends too. */
export function askDeletion(db: Database, accountId: string, wish: Wish): Promise<boolean> {
  const { deleteAfterSeconds, event, letter } = wish;
  return db.transaction(async (runner) => {
    await runner.all(lockAccount, { accountId });
    if ((await runner.first(leave, { accountId, deleteAfterSeconds })) === undefined) return false;
    const { atSeconds } = event;
    const act = { accountId, keptSessionId: undefined, events: [event], letters: [letter], atSeconds };
    await secure(runner, act);
    return true;
  });
}

/** Whoever took over an account and moved its address must not get rid of the way back as well. */
const leave = statement<{ accountId: string; deleteAfterSeconds: number }, object>(
  (slot) => sql`
    with leaving as (
      update account set state = 'deleting', delete_after_seconds = ${slot('deleteAfterSeconds')}
      where id = ${slot('accountId')} and state = 'active' returning id
    ), dropped as (
      delete from account_ticket t using leaving where t.account_id = leaving.id and t.purpose <> 'undo-email'
    )
    select id from leaving`,
);
