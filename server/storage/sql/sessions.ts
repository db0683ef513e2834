import { type RawBuilder, sql } from 'kysely';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import { limits } from '../../platform/limits.ts';
import type { EndedClient, SessionAndConsent, SessionStore } from '../../sessions/session-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { noticesOf } from './logout-notices.ts';
import { lettersInsert, lettersJson } from './outbox.ts';
import { type SessionRow, sessionColumns, sessionInsert, sessionRecord } from './schema.ts';
import { type SessionAndConsentRow, sessionAndConsentColumns, sessionAndConsentOf } from './session-row.ts';
import { json, statement } from './statement.ts';

/**
 * How far `lastSeenAtSeconds` may lag behind: a write every few minutes, not one a request. Where a session may idle for
 * minutes only, a quarter of that, or somebody busy would be taken for silent.
 */
const LAST_SEEN_LAG_SECONDS = 180;
const LAST_SEEN_LAG_PARTS = 4;

/** What an account is always asked for once it holds one; backup codes only stand in for these. */
const SECOND_FACTORS: readonly FactorKind[] = ['passkey', 'totp'];

export function sessionStore(db: Database): SessionStore {
  return {
    start: async (
      session,
      replacesDigest,
      event,
      consentFor,
      { trusted = false, trustEpoch, letter } = {},
    ) => {
      const given = { session: json(session), replaces: replacesDigest ?? null, events: eventsJson(event) };
      const act = {
        ...given,
        consentFor: consentFor ?? null,
        strong: trusted || session.amr.includes('mfa'),
        trustEpoch: trustEpoch ?? null,
        letters: lettersJson(letter ? [letter] : []),
      };
      if (replacesDigest === undefined) return described(await db.first(start, act));
      return db.transaction(async (runner) => {
        await runner.all(lockReplaced, { secretDigest: replacesDigest });
        return described(await runner.first(start, act));
      });
    },
    find: async (secretDigest, nowSeconds, consentFor) => {
      const given = {
        secretDigest,
        nowSeconds,
        lagSeconds: LAST_SEEN_LAG_SECONDS,
        consentFor: consentFor ?? null,
      };
      return described(await db.first(find, given));
    },
    list: (accountId, nowSeconds) => db.all(list, { accountId, nowSeconds, limit: limits.listRows }),
    end: (accountId, sessionId, event) =>
      db.transaction(async (runner) => {
        await runner.all(lock, { accountId, sessionId });
        const act = { accountId, sessionId, atSeconds: event.atSeconds, events: eventsJson(event) };
        return (await runner.first(end, act))?.clients;
      }),
    endAll: (accountId, exceptSessionId, event) =>
      db.transaction(async (runner) => {
        await runner.all(lockAccount, { accountId });
        const act = { accountId, atSeconds: event.atSeconds, events: eventsJson(event) };
        return (await runner.first(endAll, { ...act, except: exceptSessionId ?? '' }))?.clients ?? [];
      }),
  };
}

function described(row: SessionAndConsentRow | undefined): SessionAndConsent | undefined {
  return row === undefined ? undefined : sessionAndConsentOf(row);
}

type Start = {
  session: string;
  replaces: string | null;
  events: string;
  consentFor: string | null;
  strong: boolean;
  trustEpoch: number | null;
  letters: string;
};

const start = statement<Start, SessionAndConsentRow>(
  (slot) => sql`
    with n as (
      select n.* from json_to_record(${slot('session')}::json) as n${sessionRecord}
    ), a as (
      select account.* from account join n on n."accountId" = account.id
      where account.state = 'active' and (${slot('strong')}::boolean or not exists (
        select from factor f where f.account_id = account.id and f.kind in (${sql.join(SECOND_FACTORS.map(sql.lit))})
      )) and account.trust_epoch = coalesce(${slot('trustEpoch')}::integer, account.trust_epoch)
        -- A password that a thief may have found opens nothing but the way to another.
        and (not ('pwd' = any(n.amr)) or not exists (
          select from credential c join ring_key k on k.id = c.setup_id
          where c.account_id = account.id and k.compromised_at_seconds is not null
        ))
      for key share of account
    ), s as (
      ${sessionInsert} from n join a on a.id = n."accountId" returning *
    ), replaced as (
      delete from session o using s where o.secret_digest = ${slot('replaces')} and o.secret_digest <> s.secret_digest
      returning o.account_id, o.id
    ), moved as (
      -- The same person signed in again: signing out of the new session must reach what began in the old one.
      update refresh_family f set session_id = s.id, told_session_id = coalesce(f.told_session_id, f.session_id)
      from replaced, s
      where f.account_id = replaced.account_id and f.session_id = replaced.id and s.account_id = replaced.account_id
    ), taking_part as (
      insert into session_client (account_id, session_id, client_id, told_session_id)
      select s.account_id, s.id, p.client_id, p.told_session_id
      from replaced, s, session_client p
      where p.account_id = replaced.account_id and p.session_id = replaced.id and s.account_id = replaced.account_id
      on conflict do nothing
    ), ousted as (
      select replaced.account_id, replaced.id, s.created_at_seconds as at from replaced, s
      where s.account_id <> replaced.account_id
    ), told as (
      ${lettersInsert(slot('letters'))} where exists (select from s)
    ), noticed as (${noticesOf(sql`ousted`, sql`e.at`)}), written as (${recorded(slot('events'), sql`s`)})
    select ${sessionAndConsentColumns}
    from s join a on a.id = s.account_id
      left join consent k on k.account_id = s.account_id and k.client_id = ${slot('consentFor')}`,
);

type Find = { secretDigest: string; nowSeconds: number; lagSeconds: number; consentFor: string | null };

const find = statement<Find, SessionAndConsentRow>(
  (slot) => sql`
    with found as (
      select ${sessionAndConsentColumns}
      from session s join account a on a.id = s.account_id
        left join consent k on k.account_id = s.account_id and k.client_id = ${slot('consentFor')}
      where s.secret_digest = ${slot('secretDigest')} and s.expires_at_seconds > ${slot('nowSeconds')}
        and s.last_seen_at_seconds + s.idle_seconds > ${slot('nowSeconds')} and a.state = 'active'
    ), seen as (
      update session s set last_seen_at_seconds = ${slot('nowSeconds')} from found
      where s.account_id = found."accountId" and s.id = found."sessionId"
        and s.last_seen_at_seconds < ${slot('nowSeconds')}::bigint
          - least(${slot('lagSeconds')}::bigint, s.idle_seconds / ${sql.lit(LAST_SEEN_LAG_PARTS)})
      returning s.last_seen_at_seconds
    )
    select row_to_json(r) from (
      select found.*, coalesce((select last_seen_at_seconds from seen), found."lastSeenAtSeconds") as "lastSeenAtSeconds"
      from found
    ) r`,
  { json: true },
);

const list = statement<{ accountId: string; nowSeconds: number; limit: number }, SessionRow>(
  (slot) => sql`
    select ${sessionColumns} from session s
    where s.account_id = ${slot('accountId')} and s.expires_at_seconds > ${slot('nowSeconds')}
      and s.last_seen_at_seconds + s.idle_seconds > ${slot('nowSeconds')}
    order by s.last_seen_at_seconds desc, s.created_at_seconds desc, s.id limit ${slot('limit')}`,
);

type Named = { accountId: string; sessionId: string };

/** Waits for whoever begins a family in these sessions: the next statement then sees it. */
const lockReplaced = statement<{ secretDigest: string }, object>(
  (slot) => sql`select from session where secret_digest = ${slot('secretDigest')} for update`,
);

const lock = statement<Named, object>(
  (slot) => sql`
    select from session where account_id = ${slot('accountId')} and id = ${slot('sessionId')} for update`,
);

/** Waits for whoever begins a session or a family of this account. */
const lockAccount = statement<{ accountId: string }, object>(
  (slot) => sql`select from account where id = ${slot('accountId')} for update`,
);

/** What of session_client the sessions in `ended` had; of a thousand clients a page could not load the frames anyway. */
const clientsOf = (ended: RawBuilder<unknown>) => sql`(
  select coalesce(json_agg(r), '[]') from (
    select p.client_id as "clientId", p.session_id as "sessionId", p.told_session_id as "toldSessionId"
    from session_client p join ${ended} as e on p.account_id = e.account_id and p.session_id = e.id
    order by p.client_id limit ${sql.lit(limits.listRows)}
  ) r) as clients`;

type Ended = { readonly clients: readonly EndedClient[] };

const end = statement<Named & { atSeconds: number; events: string }, Ended>(
  (slot) => sql`
    with gone as (
      delete from session where account_id = ${slot('accountId')} and id = ${slot('sessionId')}
      returning account_id, id, expires_at_seconds > ${slot('atSeconds')}::bigint
        and last_seen_at_seconds + idle_seconds > ${slot('atSeconds')}::bigint as live
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint from gone
      where f.account_id = gone.account_id and f.session_id = gone.id and f.revoked_at_seconds is null
    ), noticed as (
      ${noticesOf(sql`gone`, sql`${slot('atSeconds')}::bigint`)}
    ), ended as (
      select account_id, id from gone where live
    ), written as (${recorded(slot('events'), sql`ended`)})
    select ${clientsOf(sql`ended`)} from ended`,
);

const endAll = statement<{ accountId: string; except: string; atSeconds: number; events: string }, Ended>(
  (slot) => sql`
    with gone as (
      delete from session where account_id = ${slot('accountId')} and id <> ${slot('except')}
      returning account_id, id
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint
      where f.account_id = ${slot('accountId')} and f.session_id <> ${slot('except')}
        and f.revoked_at_seconds is null
      returning f.id
    ), noticed as (
      ${noticesOf(sql`gone`, sql`${slot('atSeconds')}::bigint`)}
    ), ended as (
      select id from gone union all select id from revoked
    ), written as (${recorded(slot('events'), sql`ended`)})
    select ${clientsOf(sql`gone`)}`,
);
