import { sql } from 'kysely';
import type { Invite, SignUpStore } from '../../interaction/sign-up-store.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { json, statement } from './statement.ts';

/** An invite is a sign-up ticket that an operator wrote. */
export function inviteStore(db: Runner): Pick<SignUpStore, 'invite' | 'invites' | 'uninvite'> {
  return {
    invite: async (ticket, letter, event) => {
      const letters = lettersJson(letter === undefined ? [] : [letter]);
      const given = { ticket: json(ticket), letters, events: eventsJson(event) };
      return (await db.first(invite, given)) !== undefined;
    },
    invites: ({ nowSeconds, afterEmail, limit }) =>
      db.all(invites, {
        nowSeconds,
        afterEmail: afterEmail ?? '',
        limit: Math.min(limit, limits.listRows),
      }),
    uninvite: async (email, event) =>
      (await db.first(uninvite, { email, events: eventsJson(event) })) !== undefined,
  };
}

const invite = statement<{ ticket: string; letters: string; events: string }, object>(
  (slot) => sql`
    with n as (
      select n.* from json_to_record(${slot('ticket')}::json) as n("ticketDigest" text, email text, locale text,
        "createdAtSeconds" bigint, "expiresAtSeconds" bigint)
      where not exists (select from account a where a.email = n.email)
    ), older as (
      delete from sign_up_ticket t using n where t.email = n.email and t.invited
    ), made as (
      insert into sign_up_ticket (ticket_digest, email, locale, starts, invited, created_at_seconds,
        expires_at_seconds)
      select n."ticketDigest", n.email, n.locale, 0, true, n."createdAtSeconds", n."expiresAtSeconds" from n
      returning ticket_digest
    ), told as (
      ${lettersInsert(slot('letters'))} where exists (select from made)
    ), written as (${recorded(slot('events'), sql`made`)})
    select ticket_digest from made`,
);

const invites = statement<{ nowSeconds: number; afterEmail: string; limit: number }, Invite>(
  (slot) => sql`
    select email, locale, created_at_seconds as "createdAtSeconds", expires_at_seconds as "expiresAtSeconds"
    from sign_up_ticket
    where invited and email > ${slot('afterEmail')} and expires_at_seconds > ${slot('nowSeconds')}
    order by email limit ${slot('limit')}`,
);

const uninvite = statement<{ email: string; events: string }, object>(
  (slot) => sql`
    with gone as (
      delete from sign_up_ticket where email = ${slot('email')} and invited returning ticket_digest
    ), written as (${recorded(slot('events'), sql`gone`)})
    select ticket_digest from gone limit 1`,
);
