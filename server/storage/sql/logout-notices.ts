import { type RawBuilder, sql } from 'kysely';
import type { LogoutNotice, LogoutNoticeStore } from '../../logout/logout-notice-store.ts';
import { limits } from '../../platform/limits.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';

export function logoutNoticeStore(db: Runner): LogoutNoticeStore {
  return {
    lease: (nowSeconds, leaseSeconds, limit) =>
      db.all(lease, {
        nowSeconds,
        leasedUntilSeconds: nowSeconds + leaseSeconds,
        limit: Math.min(limit, limits.listRows),
      }),
    settle: async (id) => {
      await db.all(settle, { id });
    },
    postpone: async ({ id, clientId }, { nowSeconds, nextAttemptAtSeconds }) => {
      await db.all(postpone, { id, clientId, nowSeconds, nextAttemptAtSeconds });
    },
  };
}

/**
 * Writes down whom to tell that the sessions of `ended` are over: a CTE beside the act that ends them, so that none ends
 * untold. `ended` gives (account_id, id); the clients are read as they were before the statement.
 */
export function noticesOf(ended: RawBuilder<unknown>, atSeconds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into logout_notice (id, account_id, client_id, told_session_id, attempts, created_at_seconds,
      next_attempt_at_seconds)
    select gen_random_uuid()::text, p.account_id, p.client_id, p.told_session_id, 0, ${atSeconds}, ${atSeconds}
    from ${ended} as e join session_client p on p.account_id = e.account_id and p.session_id = e.id
      join client c on c.id = p.client_id
    where c.enabled and c.settings ? 'backchannelLogoutUri'`;
}

const noticeColumns = sql`
  l.id, l.account_id as "accountId", l.client_id as "clientId", l.told_session_id as "toldSessionId", l.attempts,
  l.created_at_seconds as "createdAtSeconds"`;

type Lease = { nowSeconds: number; leasedUntilSeconds: number; limit: number };

/** The lease counts the attempt, so a notice that ends its sender does not come back for ever. */
const lease = statement<Lease, LogoutNotice>(
  (slot) => sql`
    with due as (
      select id from logout_notice where next_attempt_at_seconds <= ${slot('nowSeconds')}
      order by next_attempt_at_seconds limit ${slot('limit')} for update skip locked
    )
    update logout_notice l set
      next_attempt_at_seconds = ${slot('leasedUntilSeconds')},
      attempts = l.attempts + 1
    from due where l.id = due.id
    returning ${noticeColumns}`,
);

const settle = statement<{ id: string }, object>(
  (slot) => sql`delete from logout_notice where id = ${slot('id')}`,
);

type Postpone = { id: string; clientId: string; nowSeconds: number; nextAttemptAtSeconds: number };

/** Whoever holds another notice of the client tells us soon enough: nobody waits for a lock here. */
const postpone = statement<Postpone, object>(
  (slot) => sql`
    with waiting as (
      select id from logout_notice
      where client_id = ${slot('clientId')}
        and (next_attempt_at_seconds <= ${slot('nowSeconds')}::bigint or id = ${slot('id')})
      for update skip locked
    )
    update logout_notice l set next_attempt_at_seconds = ${slot('nextAttemptAtSeconds')}
    from waiting where l.id = waiting.id`,
);
