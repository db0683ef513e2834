import { sql } from 'kysely';
import type { AccountState } from '../../accounts/account.ts';
import type { Email } from '../../accounts/email.ts';
import type { SessionAndConsent } from '../../sessions/session-store.ts';

/** Session, account and consent in one row. */
export interface SessionAndConsentRow {
  readonly accountId: string;
  readonly sessionId: string;
  readonly secretDigest: string;
  readonly authenticatedAtSeconds: number;
  readonly amr: readonly string[];
  readonly userAgent: string;
  readonly addressPrefix: string;
  readonly country: string;
  readonly sessionCreatedAtSeconds: number;
  readonly lastSeenAtSeconds: number;
  readonly idleSeconds: number;
  readonly expiresAtSeconds: number;
  readonly email: Email;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly state: AccountState;
  readonly accountCreatedAtSeconds: number;
  readonly updatedAtSeconds: number;
  readonly consentClientId: string | null;
  readonly scopes: readonly string[] | null;
  readonly hosts: readonly string[] | null;
  readonly grantedAtSeconds: number | null;
}

/** Of s session, a account, and k consent where there is one. */
export const sessionAndConsentColumns = sql`
  s.account_id as "accountId", s.id as "sessionId", s.secret_digest as "secretDigest",
  s.authenticated_at_seconds as "authenticatedAtSeconds", s.amr, s.user_agent as "userAgent",
  s.address_prefix as "addressPrefix", s.country,
  s.created_at_seconds as "sessionCreatedAtSeconds", s.last_seen_at_seconds as "lastSeenAtSeconds",
  s.idle_seconds as "idleSeconds", s.expires_at_seconds as "expiresAtSeconds",
  a.email, a.email_verified as "emailVerified", a.name, a.state,
  a.created_at_seconds as "accountCreatedAtSeconds", a.updated_at_seconds as "updatedAtSeconds",
  k.client_id as "consentClientId", k.scopes, k.hosts, k.granted_at_seconds as "grantedAtSeconds"`;

export function sessionAndConsentOf(row: SessionAndConsentRow): SessionAndConsent {
  return {
    session: {
      id: row.sessionId,
      accountId: row.accountId,
      secretDigest: row.secretDigest,
      authenticatedAtSeconds: row.authenticatedAtSeconds,
      amr: row.amr,
      userAgent: row.userAgent,
      addressPrefix: row.addressPrefix,
      country: row.country,
      createdAtSeconds: row.sessionCreatedAtSeconds,
      lastSeenAtSeconds: row.lastSeenAtSeconds,
      idleSeconds: row.idleSeconds,
      expiresAtSeconds: row.expiresAtSeconds,
    },
    account: {
      id: row.accountId,
      email: row.email,
      emailVerified: row.emailVerified,
      name: row.name,
      state: row.state,
      createdAtSeconds: row.accountCreatedAtSeconds,
      updatedAtSeconds: row.updatedAtSeconds,
    },
    consent: consentOf(row),
  };
}

function consentOf({ accountId, consentClientId, scopes, hosts, grantedAtSeconds }: SessionAndConsentRow) {
  if (consentClientId === null || scopes === null || hosts === null || grantedAtSeconds === null)
    return undefined;
  return { accountId, clientId: consentClientId, scopes, hosts, grantedAtSeconds };
}
