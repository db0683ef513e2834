import { sql } from 'kysely';
import type { AccountClaims, FamilyStore, RefreshClaim } from '../../tokens/family-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { type FamilyRow, familyColumns, familyOf, familyRecord } from './schema.ts';
import { json, statement } from './statement.ts';

export function familyStore(db: Runner): FamilyStore {
  return {
    create: async (family, { consentNeeded, nowSeconds }, event) => {
      const given = { family: json(family), consentNeeded, nowSeconds, events: eventsJson(event) };
      return (await db.first(create, given)) !== undefined;
    },
    rotate: async (claim, { nowSeconds, idleExpiresAtSeconds, scopes = [] }) => {
      const row = await db.first(rotate, { ...claim, nowSeconds, idleExpiresAtSeconds, scopes });
      return row === undefined ? undefined : familyOf(row);
    },
    judge: async (claim, { nowSeconds, retrySeconds }) => {
      const found = await db.first(findClaimed, { ...claim, nowSeconds });
      // A dead family has nothing left to revoke, so how its token died no longer matters.
      if (found === undefined || !found.live) return { verdict: 'unknown' };
      const { live: _, ...row } = found;
      if (claim.generation === row.generation) return { verdict: 'current' };
      if (claim.generation > row.generation) return { verdict: 'unknown' };
      const retry =
        claim.generation === row.generation - 1 && nowSeconds - row.rotatedAtSeconds <= retrySeconds;
      return retry ? { verdict: 'retry', family: familyOf(row) } : { verdict: 'replayed' };
    },
    revoke: async (accountId, familyId, event) => {
      const given = { accountId, familyId, atSeconds: event.atSeconds, events: eventsJson(event) };
      return (await db.first(revoke, given)) !== undefined;
    },
    forestall: async ({ accountId, familyId, clientId, sessionId }, event) => {
      const given = { accountId, familyId, clientId, sessionId, atSeconds: event.atSeconds };
      return (await db.first(forestall, { ...given, events: eventsJson(event) })) !== undefined;
    },
    findLive: async (accountId, familyId, nowSeconds) => {
      const found = await db.first(findLive, { accountId, familyId, nowSeconds });
      if (found === undefined) return undefined;
      const { email, emailVerified, name, updatedAtSeconds, ...row } = found;
      return {
        family: familyOf(row),
        claims: { sub: accountId, email, emailVerified, name, updatedAtSeconds },
      };
    },
  };
}

/** A family of this generation was revoked before it was made. */
const UNBORN = 0;

type Create = { family: string; consentNeeded: boolean; nowSeconds: number; events: string };

/**
 * Each row that the judgement rests on is locked against deletion and against the locks of `end`, `withdraw`,
 * `setState` and `update`: whichever comes second sees what the first has done. It is the lock that the foreign keys
 * would take anyway, so it costs no more.
 */
const create = statement<Create, object>(
  (slot) => sql`
    with n as (
      select n.* from json_to_record(${slot('family')}::json) as n${familyRecord}
    ), agreed as (
      select k.account_id from consent k join n on k.account_id = n."accountId" and k.client_id = n."clientId"
      where k.scopes @> n.scopes for key share of k
    ), standing as (
      select a.id from n
        join account a on a.id = n."accountId" and a.state = 'active'
        join client c on c.id = n."clientId" and c.enabled
        join session s on s.account_id = n."accountId" and s.id = n."sessionId"
      where s.expires_at_seconds > ${slot('nowSeconds')}
        and s.last_seen_at_seconds + s.idle_seconds > ${slot('nowSeconds')}
      for key share of a, c, s
    ), made as (
      insert into refresh_family (id, account_id, client_id, session_id, scopes, authenticated_at_seconds, amr, acr,
        secret_digest, generation, rotated_at_seconds, created_at_seconds, idle_expires_at_seconds, expires_at_seconds)
      select n.id, n."accountId", n."clientId", n."sessionId", n.scopes, n."authenticatedAtSeconds", n.amr, n.acr,
        n."secretDigest", n.generation, n."rotatedAtSeconds", n."createdAtSeconds", n."idleExpiresAtSeconds",
        n."expiresAtSeconds"
      from n, standing
      where not ${slot('consentNeeded')}::boolean or exists (select from agreed)
      -- Forestalled meanwhile: it stays revoked, and so is born dead.
      on conflict (account_id, id) do update set session_id = excluded.session_id
        where refresh_family.generation = ${sql.lit(UNBORN)}
      returning id
    ), written as (${recorded(slot('events'), sql`made`)})
    select id from made`,
);

/** What makes a family, its account and its client fit to act. */
const alive = sql`
  f.revoked_at_seconds is null and a.id = f.account_id and a.state = 'active' and c.id = f.client_id and c.enabled`;

type Rotate = RefreshClaim & { nowSeconds: number; idleExpiresAtSeconds: number; scopes: readonly string[] };

const rotate = statement<Rotate, FamilyRow>(
  (slot) => sql`
    with rotated as (
      update refresh_family f set
        generation = f.generation + 1,
        rotated_at_seconds = ${slot('nowSeconds')},
        idle_expires_at_seconds = least(${slot('idleExpiresAtSeconds')}, f.expires_at_seconds)
      from account a, client c
      where f.account_id = ${slot('accountId')} and f.id = ${slot('familyId')} and f.client_id = ${slot('clientId')}
        and f.secret_digest = ${slot('secretDigest')} and f.generation = ${slot('generation')}
        and f.expires_at_seconds > ${slot('nowSeconds')} and f.idle_expires_at_seconds > ${slot('nowSeconds')}
        and f.scopes @> ${slot('scopes')}::text[] and ${alive}
      returning ${familyColumns}
    )
    select row_to_json(rotated) from rotated`,
  { json: true },
);

type Claimed = Omit<RefreshClaim, 'generation'> & { nowSeconds: number };

const findClaimed = statement<Claimed, FamilyRow & { readonly live: boolean }>(
  (slot) => sql`
    select row_to_json(r) from (
      select ${familyColumns}, f.revoked_at_seconds is null and f.expires_at_seconds > ${slot('nowSeconds')}
        and f.idle_expires_at_seconds > ${slot('nowSeconds')} and a.state = 'active' and c.enabled as live
      from refresh_family f join account a on a.id = f.account_id join client c on c.id = f.client_id
      where f.account_id = ${slot('accountId')} and f.id = ${slot('familyId')} and f.client_id = ${slot('clientId')}
        and f.secret_digest = ${slot('secretDigest')}
    ) r`,
  { json: true },
);

const revoke = statement<{ accountId: string; familyId: string; atSeconds: number; events: string }, object>(
  (slot) => sql`
    with revoked as (
      update refresh_family set revoked_at_seconds = ${slot('atSeconds')}::bigint
      where account_id = ${slot('accountId')} and id = ${slot('familyId')} and revoked_at_seconds is null
        and expires_at_seconds > ${slot('atSeconds')}::bigint
      returning id
    ), written as (${recorded(slot('events'), sql`revoked`)})
    select id from revoked`,
);

/** How long a family that was revoked before it was made is remembered: longer than any making takes. */
const UNBORN_SECONDS = 600;

type Forestall = {
  accountId: string;
  familyId: string;
  clientId: string;
  sessionId: string;
  atSeconds: number;
  events: string;
};

const forestall = statement<Forestall, object>(
  (slot) => sql`
    with at as (
      select ${slot('atSeconds')}::bigint as now, ${slot('atSeconds')}::bigint + ${sql.lit(UNBORN_SECONDS)} as gone
    ), revoked as (
      insert into refresh_family as f (id, account_id, client_id, session_id, scopes, authenticated_at_seconds, amr,
        generation, rotated_at_seconds, created_at_seconds, idle_expires_at_seconds, expires_at_seconds,
        revoked_at_seconds)
      select ${slot('familyId')}, a.id, c.id, ${slot('sessionId')}, '{}', at.now, '{}',
        ${sql.lit(UNBORN)}, at.now, at.now, at.gone, at.gone, at.now
      from account a, client c, at where a.id = ${slot('accountId')} and c.id = ${slot('clientId')}
      on conflict (account_id, id) do update set revoked_at_seconds = excluded.revoked_at_seconds
        where f.revoked_at_seconds is null
      returning id
    ), written as (${recorded(slot('events'), sql`revoked`)})
    select id from revoked`,
);

type LiveRow = FamilyRow & Omit<AccountClaims, 'sub'>;

const findLive = statement<{ accountId: string; familyId: string; nowSeconds: number }, LiveRow>(
  (slot) => sql`
    select row_to_json(r) from (
      select ${familyColumns}, a.email, a.email_verified as "emailVerified", a.name,
        a.updated_at_seconds as "updatedAtSeconds"
      from refresh_family f, account a, client c
      where f.account_id = ${slot('accountId')} and f.id = ${slot('familyId')}
        and f.expires_at_seconds > ${slot('nowSeconds')} and f.idle_expires_at_seconds > ${slot('nowSeconds')}
        and ${alive}
    ) r`,
  { json: true },
);
