import type { AuditEvent } from '../audit/event.ts';
import type { LiveSession, Session } from './session.ts';

export interface SessionStore {
  /**
   * Starts a session for an active account, ending `replaces` in the same statement (a new id at every sign-in,
   * SE-01) when that session is of the same browser. Undefined when the account is not active.
   */
  start(
    session: Session,
    replaces: string | undefined,
    event: AuditEvent,
  ): Promise<LiveSession | undefined>;
  /**
   * The session behind a cookie, if it is within its idle and absolute lifetime, not ended, and its account active;
   * moves `lastSeenAtSeconds` when it is older than a few minutes. `consentFor` adds what this account allowed that
   * client. One statement.
   */
  find(
    secretDigest: string,
    nowSeconds: number,
    consentFor?: string,
  ): Promise<(LiveSession & { readonly consent: StoredConsent | undefined }) | undefined>;
  /** Live sessions of an account, last seen first. */
  list(accountId: string, nowSeconds: number): Promise<readonly Session[]>;
  /** Ends a session and revokes the families that began in it, in one statement. False when it was not live. */
  end(accountId: string, sessionId: string, event: AuditEvent): Promise<boolean>;
}

/** What a person allowed a client: remembered, and asked again only for more (UI-13). */
export interface StoredConsent {
  readonly accountId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Hosts of the redirect URIs that were on the page when they allowed it. */
  readonly hosts: readonly string[];
  readonly grantedAtSeconds: number;
}
