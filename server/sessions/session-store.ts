import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { LiveSession, Session } from './session.ts';

export interface SessionStore {
  /**
   * Starts a session for an active account (a new id at every sign-in, SE-01). `replacesDigest` is the secret digest
   * of the session this browser had: it ends in the same statement, and its families live on, because the same
   * person may merely have signed in again; when it was somebody else's, its clients are told of its end. Undefined when
   * the account is not active, or holds a second factor that this sign-in neither proved (`mfa` in its amr) nor may go
   * without (`trusted`): nobody above can forget to ask (TO-04, SE-10). `consentFor` as in `find`.
   */
  start(
    session: Session,
    replacesDigest: string | undefined,
    event: AuditEvent,
    consentFor?: string,
    more?: StartMore,
  ): Promise<SessionAndConsent | undefined>;
  /**
   * The session behind a cookie, if it is within its idle and absolute lifetime, not ended, and its account active;
   * moves `lastSeenAtSeconds` when it is older than a few minutes. `consentFor` adds what this account allowed that
   * client. One statement.
   */
  find(secretDigest: string, nowSeconds: number, consentFor?: string): Promise<SessionAndConsent | undefined>;
  /** Live sessions of an account, last seen first. */
  list(accountId: string, nowSeconds: number): Promise<readonly Session[]>;
  /**
   * Ends a session, revokes the families that began in it, and writes down whom to tell, in one statement. The clients
   * that took part in it and have an address for their sign-out; undefined when it was not live.
   */
  end(accountId: string, sessionId: string, event: AuditEvent): Promise<readonly EndedClient[] | undefined>;
  /** The same for every session of the account but that one, and for every family that does not belong to it. */
  endAll(
    accountId: string,
    exceptSessionId: string | undefined,
    event: AuditEvent,
  ): Promise<readonly EndedClient[]>;
}

export interface StartMore {
  /** In which epoch of the account it was proved: a later change of how it opens makes that proof worthless. */
  readonly trustEpoch?: number | undefined;
  /** This browser was remembered after a full proof, and nothing has changed since. */
  readonly trusted?: boolean;
  /** Written with the session, when it begins. */
  readonly letter?: OutboxRow | undefined;
}

/** A client that took part in a session that has ended. */
export interface EndedClient {
  readonly clientId: string;
  readonly sessionId: string;
  /** What its `sid` was made of: the session its code came from, though another may have taken its place since. */
  readonly toldSessionId: string;
}

export interface SessionAndConsent extends LiveSession {
  /** What this account allowed the client that was asked for; undefined when nothing, or when none was asked for. */
  readonly consent: StoredConsent | undefined;
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
