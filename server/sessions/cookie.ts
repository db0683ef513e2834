import type { Caller } from '../http/caller.ts';
import type { Visit } from '../http/visit.ts';
import type { Lifetimes } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { isSecret, newId, newSecret } from '../platform/random.ts';
import type { EndedClient, SessionAndConsent, SessionStore, StartMore } from './session-store.ts';
import type { Session } from './session.ts';

export interface SessionParts {
  readonly sessions: SessionStore;
  readonly clock: Clock;
  readonly config: { readonly lifetimes: Lifetimes };
}

type Jar = Pick<Visit, 'cookie' | 'setCookie' | 'clearCookie'>;

/** The digest of this browser's session secret; undefined when it sent none, or something that is none of ours. */
export function sessionDigest(visit: Pick<Visit, 'cookie'>): string | undefined {
  const secret = visit.cookie('session');
  return secret !== undefined && isSecret('se', secret) ? fingerprint(secret) : undefined;
}

/**
 * Who is signed in in this browser, with what they allowed the client `consentFor`. Undefined: nobody. No look-up at
 * all without a cookie, else one statement. Idle and absolute lifetime are judged by our clock (SE-04).
 */
export async function readSession(
  visit: Pick<Visit, 'cookie'>,
  { sessions, clock }: Pick<SessionParts, 'sessions' | 'clock'>,
  consentFor?: string,
): Promise<SessionAndConsent | undefined> {
  const digest = sessionDigest(visit);
  return digest === undefined ? undefined : sessions.find(digest, clock.nowSeconds(), consentFor);
}

/** A session about to begin, and the secret that only the browser will keep. */
export interface NewSession {
  readonly session: Session;
  readonly secret: string;
}

/** Who signs in, with what proof, and from where. */
export interface Newcomer extends Pick<Caller, 'userAgent' | 'addressPrefix' | 'country'> {
  readonly accountId: string;
  /** RFC 8176. */
  readonly amr: readonly string[];
}

/** A fresh id and a fresh secret at every sign-in: what a browser was given before is worth nothing after (SE-01). */
export function newSession(
  { clock, config }: Pick<SessionParts, 'clock' | 'config'>,
  { accountId, amr, userAgent, addressPrefix, country = '' }: Newcomer,
): NewSession {
  const now = clock.nowSeconds();
  const secret = newSecret('se');
  const { sessionIdleSeconds, sessionAbsoluteSeconds } = config.lifetimes;
  return {
    secret,
    session: {
      id: newId(),
      secretDigest: fingerprint(secret),
      ...{ accountId, amr, userAgent, addressPrefix, country },
      authenticatedAtSeconds: now,
      createdAtSeconds: now,
      lastSeenAtSeconds: now,
      idleSeconds: sessionIdleSeconds,
      expiresAtSeconds: now + sessionAbsoluteSeconds,
    },
  };
}

/** Gives the browser the secret of a session that was written down. */
export function keepSession(jar: Jar, { secret, session }: NewSession): void {
  forgetCompanions(jar);
  jar.setCookie('session', secret, session.expiresAtSeconds - session.createdAtSeconds);
}

/** Takes everything back that named a session to this browser. */
export function forgetSession(jar: Jar): void {
  jar.clearCookie('session');
  forgetCompanions(jar);
}

/** What other sites see of a session is made anew when it is next needed. */
function forgetCompanions(jar: Jar): void {
  for (const name of ['watch', 'fedcm'] as const) {
    if (jar.cookie(name) !== undefined) jar.clearCookie(name);
  }
}

/**
 * Signs an account in: writes the session, ends the one this browser had, and sets the cookie, in one statement.
 * Undefined, and nothing has changed, when the account is not active, or asks for a factor that was not proved.
 */
export async function startSession(
  visit: Jar & Pick<Visit, 'caller'>,
  parts: SessionParts,
  who: { readonly accountId: string; readonly amr: readonly string[] },
  consentFor?: string,
  more?: StartMore,
): Promise<SessionAndConsent | undefined> {
  const { requestId, addressPrefix } = visit.caller;
  const made = newSession(parts, { ...who, ...visit.caller });
  const event = {
    kind: 'account.signed_in',
    atSeconds: made.session.createdAtSeconds,
    accountId: who.accountId,
    sessionId: made.session.id,
    requestId,
    addressPrefix,
  } as const;
  const live = await parts.sessions.start(made.session, sessionDigest(visit), event, consentFor, more);
  if (live) keepSession(visit, made);
  return live;
}

/**
 * Signs this browser out: ends the session with the families that began in it, and takes the cookie back. The clients
 * that took part in it.
 */
export async function endSession(
  visit: Jar & Pick<Visit, 'caller'>,
  parts: Pick<SessionParts, 'sessions' | 'clock'>,
): Promise<readonly EndedClient[]> {
  const live = await readSession(visit, parts);
  forgetSession(visit);
  if (!live) return [];
  const { requestId, addressPrefix } = visit.caller;
  const ended = await parts.sessions.end(live.account.id, live.session.id, {
    kind: 'account.signed_out',
    atSeconds: parts.clock.nowSeconds(),
    accountId: live.account.id,
    sessionId: live.session.id,
    requestId,
    addressPrefix,
  });
  return ended ?? [];
}
