import { type RawBuilder, sql } from 'kysely';
import type { AuditKind } from '../../audit/event.ts';
import type { Runner } from './database.ts';
import { type Slot, type Statement, statement } from './statement.ts';

/** Rows that one statement deletes, and statements that one sweep sends for one table (F-42). */
const BATCH_ROWS = 1_000;
const BATCHES_MAX = 20;

const DAY_SECONDS = 86_400;
/** A letter that was sent, given up, or never fetched is of no use after a week: its ticket died long before. */
const LETTER_SECONDS = 7 * DAY_SECONDS;
/** No throttle remembers for longer: an unlock that no server took in a day is of no use. */
const UNLOCK_SECONDS = DAY_SECONDS;
/** A client that registered itself and that nobody ever allowed anything (DR-05). */
const UNUSED_CLIENT_SECONDS = 90 * DAY_SECONDS;
const LOGIN_EVENT_SECONDS = 90 * DAY_SECONDS;
const EVENT_SECONDS = 365 * DAY_SECONDS;

/**
 * What happens daily and is kept for 90 days; all else tells of security or of rights and is kept for a year. Index
 * audit_event_of_logins names the same kinds.
 */
const LOGIN_EVENTS: readonly AuditKind[] = [
  'account.signed_in',
  'account.signed_out',
  'session.ended',
  'tokens.issued',
  'login.throttled',
];

/** Deletes what has expired, in small statements; returns how many rows went. What is left goes with the next sweep. */
export async function sweep(db: Runner, nowSeconds: number): Promise<number> {
  let swept = 0;
  for (const batch of batches(nowSeconds)) {
    for (let count = 0; count < BATCHES_MAX; count += 1) {
      const rows = (await db.first(batch.statement, batch.given))?.count ?? 0;
      swept += rows;
      if (rows < BATCH_ROWS) break;
    }
  }
  return swept;
}

type Before = { beforeSeconds: number; limit: number };
type Counted = { readonly count: number };

interface Batch {
  readonly statement: Statement<Before, Counted>;
  readonly given: Before;
}

function batches(nowSeconds: number): readonly Batch[] {
  const given = (beforeSeconds: number) => ({ beforeSeconds, limit: BATCH_ROWS });
  return [
    { statement: sessions, given: given(nowSeconds) },
    { statement: idleSessions, given: given(nowSeconds) },
    { statement: families, given: given(nowSeconds) },
    { statement: revokedTokens, given: given(nowSeconds) },
    { statement: tickets, given: given(nowSeconds) },
    { statement: accountTickets, given: given(nowSeconds) },
    { statement: unlockRequests, given: given(nowSeconds - UNLOCK_SECONDS) },
    { statement: letters, given: given(nowSeconds - LETTER_SECONDS) },
    { statement: registrationTokens, given: given(nowSeconds) },
    { statement: unusedClients, given: given(nowSeconds - UNUSED_CLIENT_SECONDS) },
    { statement: loginEvents, given: given(nowSeconds - LOGIN_EVENT_SECONDS) },
    { statement: events, given: given(nowSeconds - EVENT_SECONDS) },
  ];
}

/** `ctid` names rows directly; whatever another sweep holds is left to it. */
function expired(
  table: RawBuilder<unknown>,
  condition: (slot: (name: keyof Before) => Slot) => RawBuilder<unknown>,
): Statement<Before, Counted> {
  return statement(
    (slot) => sql`
      with gone as (
        delete from ${table} where ctid = any (array(
          select ctid from ${table} where ${condition(slot)} limit ${slot('limit')} for update skip locked
        )) returning 1
      )
      select count(*)::integer as count from gone`,
    { slow: true },
  );
}

const sessions = expired(sql`session`, (slot) => sql`expires_at_seconds <= ${slot('beforeSeconds')}`);

const idleSessions = expired(
  sql`session`,
  (slot) => sql`last_seen_at_seconds + idle_seconds <= ${slot('beforeSeconds')}`,
);

const families = expired(sql`refresh_family`, (slot) => sql`expires_at_seconds <= ${slot('beforeSeconds')}`);

const revokedTokens = expired(
  sql`revoked_token`,
  (slot) => sql`expires_at_seconds <= ${slot('beforeSeconds')}`,
);

const tickets = expired(sql`sign_up_ticket`, (slot) => sql`expires_at_seconds <= ${slot('beforeSeconds')}`);

const accountTickets = expired(
  sql`account_ticket`,
  (slot) => sql`expires_at_seconds <= ${slot('beforeSeconds')}`,
);

const unlockRequests = expired(sql`unlock_request`, (slot) => sql`at_seconds <= ${slot('beforeSeconds')}`);

const letters = expired(sql`outbox_letter`, (slot) => sql`created_at_seconds <= ${slot('beforeSeconds')}`);

const registrationTokens = expired(
  sql`initial_access_token`,
  (slot) => sql`expires_at_seconds <= ${slot('beforeSeconds')}`,
);

/** A client that acts for itself leaves no consent behind, so nothing tells that it is of no use. */
const unusedClients = expired(
  sql`client`,
  (slot) => sql`
    settings ->> 'tacetRegisteredBy' is not null and created_at_seconds <= ${slot('beforeSeconds')}
    and not exists (select from consent k where k.client_id = client.id)
    and not exists (select from refresh_family f where f.client_id = client.id)
    and grant_types && array['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code']
    and not 'client_credentials' = any (grant_types)`,
);

const loginEvents = expired(
  sql`audit_event`,
  // Written out, so that the planner sees that the index will do.
  (slot) => sql`at_seconds <= ${slot('beforeSeconds')} and kind in (${sql.join(LOGIN_EVENTS.map(sql.lit))})`,
);

const events = expired(sql`audit_event`, (slot) => sql`at_seconds <= ${slot('beforeSeconds')}`);
