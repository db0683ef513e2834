import { sql } from 'kysely';
import type { AuditEvent } from '../../audit/event.ts';
import type { Family, FamilyStore, RefreshClaim } from '../../tokens/family-store.ts';
import { eventsJson, recorded, recordedEach } from './audit.ts';
import type { Runner } from './database.ts';
import { familiesOfClient } from './families-of-client.ts';
import { gathered } from './gathered.ts';
import { accountClaims, accountClaimsOf, type AccountClaimsRow } from './account-claims.ts';
import { type FamilyRow, familyColumns, familyFields, familyOf } from './schema.ts';
import { statement } from './statement.ts';
import { unboundTokens } from './unbound-tokens.ts';

export function familyStore(db: Runner): FamilyStore {
  const created = gathered<Create, { place: number }>(db, create);
  const rotated = gathered<Rotate, FamilyRow & { place: number }>(db, rotate);
  const found = gathered<FindLive, LiveRow>(db, findLive);
  return {
    ...unboundTokens(db),
    ...familiesOfClient(db),
    create: async (family, { consentNeeded, nowSeconds }, event) =>
      (await created({ ...family, consentNeeded, nowSeconds, event })) !== undefined,
    rotate: async (claim, { nowSeconds, idleExpiresAtSeconds, scopes = [], resources = [], turn = true }) => {
      const asked = { ...claim, nowSeconds, idleExpiresAtSeconds, scopes, resources, turn };
      const turned = await rotated(asked);
      if (turned === undefined) return undefined;
      const { place: _, ...row } = turned;
      return familyOf(row);
    },
    judge: async (claim, { nowSeconds, retrySeconds }) => {
      const found = await db.first(findClaimed, { ...claim, nowSeconds });
      // A dead family has nothing left to revoke, so how its token died no longer matters.
      if (found === undefined || !found.live) return { verdict: 'unknown' };
      const { live: _, ...row } = found;
      if (claim.generation === row.generation) return { verdict: 'current', family: familyOf(row) };
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
      const live = await found({ accountId, familyId, nowSeconds });
      if (live === undefined) return undefined;
      const { place: _, account, ...row } = live;
      return {
        family: familyOf(row),
        claims: accountClaimsOf(account),
      };
    },
  };
}

/** A family of this generation was revoked before it was made. */
const UNBORN = 0;

type Create = Family & { consentNeeded: boolean; nowSeconds: number; event: AuditEvent };

/**
 * Each row that the judgement rests on is locked against deletion and against the locks of `end`, `withdraw`,
 * `setState` and `update`: whichever comes second sees what the first has done. These locks are shared, so that two
 * creations never wait for each other.
 */
const create = statement<{ asked: string }, { place: number }>(
  (slot) => sql`
    with n as (
      select n.* from json_to_recordset(${slot('asked')}::json) as n(place integer, "consentNeeded" boolean,
        "nowSeconds" bigint, event json, ${familyFields})
    ), agreed as (
      select n.place from n join consent k on k.account_id = n."accountId" and k.client_id = n."clientId"
      where k.scopes @> n.scopes for key share of k
    ), standing as (
      select n.*, c.settings ?| '{backchannelLogoutUri,frontchannelLogoutUri}' as told from n
        join account a on a.id = n."accountId" and a.state = 'active'
        join client c on c.id = n."clientId" and c.enabled
        join session s on s.account_id = n."accountId" and s.id = n."sessionId"
      where s.expires_at_seconds > n."nowSeconds" and s.last_seen_at_seconds + s.idle_seconds > n."nowSeconds"
      for key share of a, c, s
    ), made as (
      insert into refresh_family (id, account_id, client_id, session_id, scopes, authenticated_at_seconds, amr, acr,
        terms, secret_digest, generation, rotated_at_seconds, created_at_seconds, idle_expires_at_seconds, expires_at_seconds)
      select n.id, n."accountId", n."clientId", n."sessionId", n.scopes, n."authenticatedAtSeconds", n.amr, n.acr, n.terms,
        n."secretDigest", n.generation, n."rotatedAtSeconds", n."createdAtSeconds", n."idleExpiresAtSeconds",
        n."expiresAtSeconds"
      from standing n
      where not n."consentNeeded" or n.place in (select place from agreed)
      -- Forestalled meanwhile: it stays revoked, and so is born dead.
      on conflict (account_id, id) do update set session_id = excluded.session_id
        where refresh_family.generation = ${sql.lit(UNBORN)}
      returning id
    ), taking_part as (
      -- In one order, so that two statements never wait for each other.
      insert into session_client (account_id, session_id, client_id, told_session_id)
      select "accountId", "sessionId", "clientId", "sessionId" from standing where told order by 1, 2, 3
      on conflict do nothing
    ), born as (
      select n.place, n.event from n join made on made.id = n.id
    ), written as (${recordedEach(sql`born`)})
    select place from born`,
);

/** What makes a family, its account and its client fit to act. */
const alive = sql`
  f.revoked_at_seconds is null and a.id = f.account_id and a.state = 'active' and c.id = f.client_id and c.enabled`;

type Rotate = RefreshClaim & {
  nowSeconds: number;
  idleExpiresAtSeconds: number;
  scopes: readonly string[];
  resources: readonly string[];
  turn: boolean;
};

/**
 * Rows are locked in the order of their names before any is changed: of two statements that rotate the same families,
 * one waits for the other and neither for both. Of two claims to one row in one statement, one is served.
 */
const rotate = statement<{ asked: string }, FamilyRow & { place: number }>(
  (slot) => sql`
    with n as (
      select n.* from json_to_recordset(${slot('asked')}::json) as n(place integer, "accountId" text, "familyId" text,
        "clientId" text, "secretDigest" text, generation integer, "nowSeconds" bigint, "idleExpiresAtSeconds" bigint,
        scopes text[], resources jsonb, turn boolean)
    ), fit as (
      select f.account_id, f.id, n.place, n."nowSeconds" as now, n."idleExpiresAtSeconds" as idle, n.turn
      from n, refresh_family f, account a, client c
      where f.account_id = n."accountId" and f.id = n."familyId" and f.client_id = n."clientId"
        and f.secret_digest = n."secretDigest" and f.generation = n.generation
        and f.expires_at_seconds > n."nowSeconds" and f.idle_expires_at_seconds > n."nowSeconds"
        and f.scopes @> n.scopes and coalesce(f.terms -> 'resources', '[]') @> n.resources and ${alive}
      order by f.account_id, f.id for no key update of f
    ), rotated as (
      update refresh_family f set
        generation = case when fit.turn then f.generation + 1 else f.generation end,
        rotated_at_seconds = case when fit.turn then fit.now else f.rotated_at_seconds end,
        idle_expires_at_seconds = least(fit.idle, f.expires_at_seconds)
      from fit where f.account_id = fit.account_id and f.id = fit.id
      returning fit.place, ${familyColumns}
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

type FindLive = { accountId: string; familyId: string; nowSeconds: number };

type LiveRow = FamilyRow & { readonly place: number; readonly account: AccountClaimsRow };

const findLive = statement<{ asked: string }, LiveRow>(
  (slot) => sql`
    select row_to_json(r) from (
      select n.place, ${familyColumns}, ${accountClaims} as account
      from json_to_recordset(${slot('asked')}::json) as n(place integer, "accountId" text, "familyId" text,
        "nowSeconds" bigint), refresh_family f, account a, client c
      where f.account_id = n."accountId" and f.id = n."familyId"
        and f.expires_at_seconds > n."nowSeconds" and f.idle_expires_at_seconds > n."nowSeconds" and ${alive}
    ) r`,
  { json: true },
);
