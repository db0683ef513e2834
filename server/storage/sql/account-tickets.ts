import { sql } from 'kysely';
import type { AccountTicket, AccountTicketStore } from '../../accounts/account-ticket-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { json, statement } from './statement.ts';

export function accountTicketStore(db: Runner): AccountTicketStore {
  return {
    request: async (ticket, letters, events = []) => {
      const given = { ticket: json(ticket), letters: lettersJson(letters), events: eventsJson(...events) };
      await db.all(request, given);
    },
    open: async (purpose, ticketDigest, nowSeconds) =>
      ticketOf(await db.first(open, { purpose, ticketDigest, nowSeconds })),
    pending: async (purpose, accountId, nowSeconds) =>
      ticketOf(await db.first(pending, { purpose, accountId, nowSeconds })),
    countStart: async (purpose, ticketDigest, nowSeconds, limit, setupId) =>
      ticketOf(await db.first(countStart, { purpose, ticketDigest, nowSeconds, limit, setupId })),
  };
}

type Nullable = 'accountId' | 'interactionId' | 'browserDigest' | 'setupId';
type TicketRow = Omit<AccountTicket, Nullable> & { readonly [Name in Nullable]: string | null };

function ticketOf(row: TicketRow | undefined): AccountTicket | undefined {
  if (row === undefined) return undefined;
  return {
    ...row,
    accountId: row.accountId ?? undefined,
    interactionId: row.interactionId ?? undefined,
    browserDigest: row.browserDigest ?? undefined,
    setupId: row.setupId ?? undefined,
  };
}

const ticketColumns = sql`
  ticket_digest as "ticketDigest", purpose, account_id as "accountId", email, locale,
  interaction_id as "interactionId", browser_digest as "browserDigest", starts, setup_id as "setupId",
  created_at_seconds as "createdAtSeconds", expires_at_seconds as "expiresAtSeconds"`;

/** Inserts the ticket of that slot; a stranger's has no account, and is nobody's older ticket. */
const ticketInsert = sql`
  insert into account_ticket (ticket_digest, purpose, account_id, email, locale, interaction_id, browser_digest,
    starts, created_at_seconds, expires_at_seconds)
  select n."ticketDigest", n.purpose, n."accountId", n.email, n.locale, n."interactionId", n."browserDigest",
    n.starts, n."createdAtSeconds", n."expiresAtSeconds"
  from n`;

const ticketRecord = sql`("ticketDigest" text, purpose text, "accountId" text, email text, locale text,
  "interactionId" text, "browserDigest" text, starts integer, "createdAtSeconds" bigint,
  "expiresAtSeconds" bigint)`;

const request = statement<{ ticket: string; letters: string; events: string }, object>(
  (slot) => sql`
    with n as (
      select n.* from json_to_record(${slot('ticket')}::json) as n${ticketRecord}
    ), older as (
      -- By address: the same work for who has no account.
      delete from account_ticket o using n
      where n.purpose = 'reset' and o.email = n.email and o.purpose = n.purpose
    ), of_account as (
      delete from account_ticket o using n
      where n.purpose <> 'reset' and o.account_id = n."accountId" and o.purpose = n.purpose
    ), kept as (${ticketInsert}), written as (${recorded(slot('events'), sql`n`)})
    ${lettersInsert(slot('letters'))}`,
);

type Named = { purpose: string; ticketDigest: string; nowSeconds: number };

const open = statement<Named, TicketRow>(
  (slot) => sql`
    select ${ticketColumns} from account_ticket
    where ticket_digest = ${slot('ticketDigest')} and purpose = ${slot('purpose')} and account_id is not null
      and expires_at_seconds > ${slot('nowSeconds')}`,
);

const pending = statement<{ purpose: string; accountId: string; nowSeconds: number }, TicketRow>(
  (slot) => sql`
    select ${ticketColumns} from account_ticket
    where account_id = ${slot('accountId')} and purpose = ${slot('purpose')}
      and expires_at_seconds > ${slot('nowSeconds')}
    order by created_at_seconds desc limit 1`,
);

const countStart = statement<Named & { limit: number; setupId: string }, TicketRow>(
  (slot) => sql`
    update account_ticket set starts = starts + 1, setup_id = coalesce(setup_id, ${slot('setupId')})
    where ticket_digest = ${slot('ticketDigest')} and purpose = ${slot('purpose')} and account_id is not null
      and expires_at_seconds > ${slot('nowSeconds')} and starts < ${slot('limit')}
    returning ${ticketColumns}`,
);
