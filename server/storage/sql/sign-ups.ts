import { type RawBuilder, sql } from 'kysely';
import type { SignUpStore, SignUpTicket } from '../../interaction/sign-up-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { type FirstKey, firstKeyWritten } from './first-key.ts';
import { inviteStore } from './invites.ts';
import { letterInsert, letterJson, lettersInsert, lettersJson } from './outbox.ts';
import { accountRecord, sessionInsert, sessionRecord } from './schema.ts';
import { json, statement } from './statement.ts';

export function signUpStore(db: Runner): SignUpStore {
  return {
    ...inviteStore(db),
    request: async (ticket, letter) => {
      await db.all(request, { ticket: json(ticket), letter: letterJson(letter) });
    },
    open: async (ticketDigest, nowSeconds) => ticketOf(await db.first(open, { ticketDigest, nowSeconds })),
    countStart: async (ticketDigest, nowSeconds, limit, first) =>
      ticketOf(await db.first(countStart, { ticketDigest, nowSeconds, limit, ...first })),
    complete: async (ticketDigest, { account, credential, session, events, letter, keys }) => {
      const { id: accountId, createdAtSeconds } = account;
      const first: FirstKey | undefined = keys && { ...keys, accountId, createdAtSeconds };
      const outcome = await db.first(complete, {
        ticketDigest,
        nowSeconds: account.createdAtSeconds,
        email: account.email,
        account: json(account),
        credential: json(credential),
        session: session === undefined ? null : json(session),
        key: first === undefined ? null : json(first),
        events: eventsJson(...events),
        letters: lettersJson(letter === undefined ? [] : [letter]),
      });
      if (outcome === undefined || !outcome.spent) return undefined;
      return outcome.made ? { account, session } : 'taken';
    },
    createVerified: async (account, credential, event) => {
      const given = { account: json(account), credential: json(credential), events: eventsJson(event) };
      return (await db.first(createVerified, given)) !== undefined;
    },
  };
}

type TicketRow = Omit<SignUpTicket, 'interactionId' | 'browserDigest' | 'setupId' | 'accountId'> & {
  readonly interactionId: string | null;
  readonly browserDigest: string | null;
  readonly setupId: string | null;
  readonly accountId: string | null;
};

function ticketOf(row: TicketRow | undefined): SignUpTicket | undefined {
  if (row === undefined) return undefined;
  return {
    ...row,
    interactionId: row.interactionId ?? undefined,
    browserDigest: row.browserDigest ?? undefined,
    setupId: row.setupId ?? undefined,
    accountId: row.accountId ?? undefined,
  };
}

const ticketColumns = sql`
  ticket_digest as "ticketDigest", email, locale, interaction_id as "interactionId",
  browser_digest as "browserDigest", starts, setup_id as "setupId", account_id as "accountId", invited,
  created_at_seconds as "createdAtSeconds", expires_at_seconds as "expiresAtSeconds"`;

const request = statement<{ ticket: string; letter: string }, object>(
  (slot) => sql`
    with ticket as (
      insert into sign_up_ticket (ticket_digest, email, locale, interaction_id, browser_digest, starts,
        created_at_seconds, expires_at_seconds)
      select n."ticketDigest", n.email, n.locale, n."interactionId", n."browserDigest", n.starts,
        n."createdAtSeconds", n."expiresAtSeconds"
      from json_to_record(${slot('ticket')}::json) as n("ticketDigest" text, email text, locale text,
        "interactionId" text, "browserDigest" text, starts integer, "createdAtSeconds" bigint,
        "expiresAtSeconds" bigint)
    )
    ${letterInsert(slot('letter'))}`,
);

const open = statement<{ ticketDigest: string; nowSeconds: number }, TicketRow>(
  (slot) => sql`
    select ${ticketColumns} from sign_up_ticket
    where ticket_digest = ${slot('ticketDigest')} and expires_at_seconds > ${slot('nowSeconds')}`,
);

type CountStart = {
  ticketDigest: string;
  nowSeconds: number;
  limit: number;
  setupId: string;
  accountId: string;
};

const countStart = statement<CountStart, TicketRow>(
  (slot) => sql`
    update sign_up_ticket set starts = starts + 1, setup_id = coalesce(setup_id, ${slot('setupId')}),
      account_id = coalesce(account_id, ${slot('accountId')})
    where ticket_digest = ${slot('ticketDigest')} and expires_at_seconds > ${slot('nowSeconds')}
      and starts < ${slot('limit')}
    returning ${ticketColumns}`,
);

const accountInsert = (locale: RawBuilder<unknown>) => sql`
  insert into account (id, email, email_verified, name, state, created_at_seconds, updated_at_seconds, locale)
  select n.id, n.email, n."emailVerified", n.name, n.state, n."createdAtSeconds", n."updatedAtSeconds", ${locale}`;

const credentialInsert = sql`
  insert into credential (account_id, credential_id, setup_id, ksf_id, registration_record, created_at_seconds)
  select n."accountId", n."credentialId", n."setupId", n."ksfId", n."registrationRecord", n."createdAtSeconds"`;

const credentialRecord = sql`(
  "accountId" text, "credentialId" text, "setupId" text, "ksfId" text, "registrationRecord" text,
  "createdAtSeconds" bigint)`;

type Complete = {
  ticketDigest: string;
  nowSeconds: number;
  email: string;
  account: string;
  credential: string;
  session: string | null;
  key: string | null;
  events: string;
  letters: string;
};

/**
 * All tickets of the address are deleted in one pass over one index, so that two of them completed at once wait for
 * each other in the same order. Spent is only the one that was presented, and only for the address it was sent to.
 */
const complete = statement<Complete, { readonly spent: boolean; readonly made: boolean }>(
  (slot) => sql`
    with asked as (
      select email, locale from sign_up_ticket
      where ticket_digest = ${slot('ticketDigest')} and email = ${slot('email')}
        and expires_at_seconds > ${slot('nowSeconds')}
    ), deleted as (
      delete from sign_up_ticket t using asked where t.email = asked.email returning t.ticket_digest
    ), spent as (
      select from deleted where ticket_digest = ${slot('ticketDigest')}
    ), made as (
      ${accountInsert(sql`(select locale from asked)`)}
      from json_to_record(${slot('account')}::json) as n${accountRecord}
      where exists (select from spent)
      on conflict (email) do nothing
      returning id
    ), credentialed as (
      ${credentialInsert} from json_to_record(${slot('credential')}::json) as n${credentialRecord}
        join made on made.id = n."accountId"
    ), begun as (
      ${sessionInsert} from json_to_record(${slot('session')}::json) as n${sessionRecord}
        join made on made.id = n."accountId"
    ), ${firstKeyWritten(slot('key'), sql`made`)}, told as (
      ${lettersInsert(slot('letters'))} where exists (select from made)
    ), written as (${recorded(slot('events'), sql`made`)})
    select exists (select from spent) as spent, exists (select from made) as made`,
);

type CreateVerified = { account: string; credential: string; events: string };

const createVerified = statement<CreateVerified, object>(
  (slot) => sql`
    with made as (
      ${accountInsert(sql`'en'`)} from json_to_record(${slot('account')}::json) as n${accountRecord}
      on conflict (email) do nothing
      returning id, email
    ), tickets as (
      delete from sign_up_ticket t using made where t.email = made.email
    ), credentialed as (
      ${credentialInsert} from json_to_record(${slot('credential')}::json) as n${credentialRecord}
        join made on made.id = n."accountId"
    ), written as (${recorded(slot('events'), sql`made`)})
    select id from made`,
);
