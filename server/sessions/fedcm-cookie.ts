import { Buffer } from 'node:buffer';
import type { Config } from '../config/config.ts';
import type { Visit } from '../http/visit.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import type { Session } from './session.ts';
import type { SessionAndConsent, SessionStore } from './session-store.ts';

export interface FedcmCookieParts {
  readonly config: Pick<Config, 'fedcm'>;
  readonly keyring: Pick<Keyring, 'sealer'>;
}

const CONTEXT = ['fedcm cookie'];

/**
 * Gives the browser what its own FedCM requests bring along, which come from pages of other sites and so without the
 * session cookie. It is the digest of the session, sealed: it ends with the session, and opens nothing but those
 * endpoints, neither our pages nor the row.
 */
export function keepFedcmCookie(
  jar: Pick<Visit, 'cookie' | 'setCookie'>,
  { config, keyring }: FedcmCookieParts,
  session: Pick<Session, 'secretDigest' | 'createdAtSeconds' | 'expiresAtSeconds'>,
): void {
  if (!config.fedcm || digestIn(jar, keyring) === session.secretDigest) return;
  const sealed = sealer(keyring).seal(Buffer.from(session.secretDigest), CONTEXT).toString('base64url');
  jar.setCookie('fedcm', sealed, session.expiresAtSeconds - session.createdAtSeconds);
}

/** Who is signed in, for a request that the browser makes by itself. `consentFor` as in `readSession`. */
export async function readFedcmSession(
  jar: Pick<Visit, 'cookie'>,
  parts: Pick<FedcmCookieParts, 'keyring'> & {
    readonly sessions: Pick<SessionStore, 'find'>;
    readonly clock: Clock;
  },
  consentFor?: string,
): Promise<SessionAndConsent | undefined> {
  const digest = digestIn(jar, parts.keyring);
  if (digest === undefined) return undefined;
  return parts.sessions.find(digest, parts.clock.nowSeconds(), consentFor);
}

function digestIn(jar: Pick<Visit, 'cookie'>, keyring: FedcmCookieParts['keyring']): string | undefined {
  const sealed = jar.cookie('fedcm');
  if (sealed === undefined) return undefined;
  return sealer(keyring).open(Buffer.from(sealed, 'base64url'), CONTEXT)?.toString();
}

/** The ring whose old keys are kept for longer than a session lives. */
function sealer(keyring: FedcmCookieParts['keyring']) {
  return keyring.sealer('ephemera');
}
