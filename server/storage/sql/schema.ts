import { sql } from 'kysely';
import type { Account } from '../../accounts/account.ts';
import type { StoredConsent } from '../../sessions/session-store.ts';
import type { Session } from '../../sessions/session.ts';
import type { Family } from '../../tokens/family-store.ts';

/*
 * Select lists beside the types of the rows they give, for what more than one store reads. The alias of the table is
 * part of the promise: a account, s session, k consent, f refresh_family, c client. SQL has null where TypeScript has
 * undefined; the `...Of` functions below bring the one to the other.
 */

export type AccountRow = Account;

export const accountColumns = sql`
  a.id, a.email, a.email_verified as "emailVerified", a.name, a.state,
  a.created_at_seconds as "createdAtSeconds", a.updated_at_seconds as "updatedAtSeconds"`;

/** What `json_to_record` needs to read an Account. */
export const accountRecord = sql`(
  id text, email text, "emailVerified" boolean, name text, state text,
  "createdAtSeconds" bigint, "updatedAtSeconds" bigint)`;

export type SessionRow = Session;

export const sessionColumns = sql`
  s.id, s.account_id as "accountId", s.secret_digest as "secretDigest",
  s.authenticated_at_seconds as "authenticatedAtSeconds", s.amr, s.user_agent as "userAgent",
  s.address_prefix as "addressPrefix", s.country,
  s.created_at_seconds as "createdAtSeconds", s.last_seen_at_seconds as "lastSeenAtSeconds",
  s.idle_seconds as "idleSeconds", s.expires_at_seconds as "expiresAtSeconds"`;

/** What `json_to_record` needs to read a Session. */
export const sessionRecord = sql`(
  id text, "accountId" text, "secretDigest" text, "authenticatedAtSeconds" bigint, amr text[], "userAgent" text,
  "addressPrefix" text, country text,
  "createdAtSeconds" bigint, "lastSeenAtSeconds" bigint, "idleSeconds" bigint, "expiresAtSeconds" bigint)`;

/** Inserts the session `n` (a record as above). User agents are told to people, so a cut one will do. */
export const sessionInsert = sql`
  insert into session (id, account_id, secret_digest, authenticated_at_seconds, amr, user_agent,
    address_prefix, country, created_at_seconds, last_seen_at_seconds, idle_seconds, expires_at_seconds)
  select n.id, n."accountId", n."secretDigest", n."authenticatedAtSeconds", n.amr, left(n."userAgent", 512),
    coalesce(n."addressPrefix", ''), coalesce(n.country, ''), n."createdAtSeconds", n."lastSeenAtSeconds", n."idleSeconds", n."expiresAtSeconds"`;

export type ConsentRow = StoredConsent;

export const consentColumns = sql`
  k.account_id as "accountId", k.client_id as "clientId", k.scopes, k.hosts,
  k.granted_at_seconds as "grantedAtSeconds"`;

export type FamilyRow = Omit<Family, 'acr' | 'toldSessionId'> & {
  readonly acr: string | null;
  readonly toldSessionId: string | null;
};

export const familyColumns = sql`
  f.id, f.account_id as "accountId", f.client_id as "clientId", f.session_id as "sessionId",
  f.told_session_id as "toldSessionId", f.scopes,
  f.authenticated_at_seconds as "authenticatedAtSeconds", f.amr, f.acr, f.terms, f.secret_digest as "secretDigest",
  f.generation, f.rotated_at_seconds as "rotatedAtSeconds", f.created_at_seconds as "createdAtSeconds",
  f.idle_expires_at_seconds as "idleExpiresAtSeconds", f.expires_at_seconds as "expiresAtSeconds"`;

/** What `json_to_recordset` needs to read a Family. */
export const familyFields = sql`
  id text, "accountId" text, "clientId" text, "sessionId" text, scopes text[], "authenticatedAtSeconds" bigint,
  amr text[], acr text, terms jsonb, "secretDigest" text, generation integer, "rotatedAtSeconds" bigint,
  "createdAtSeconds" bigint, "idleExpiresAtSeconds" bigint, "expiresAtSeconds" bigint`;

export function familyOf({ acr, toldSessionId, ...row }: FamilyRow): Family {
  return { ...row, acr: acr ?? undefined, ...(toldSessionId !== null && { toldSessionId }) };
}
