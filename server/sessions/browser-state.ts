import type { Config } from '../config/config.ts';
import type { Visit } from '../http/visit.ts';
import { fingerprint } from '../platform/digest.ts';
import { newBytes } from '../platform/random.ts';
import type { Session } from './session.ts';

const SALT_BYTES = 16;

/**
 * Gives the browser what the frame of Session Management compares (§4.2): a value of its session that scripts of ours may
 * read and other sites' frames of ours may see. It tells nothing of the session, and opens nothing.
 */
export function keepBrowserState(
  jar: Pick<Visit, 'cookie' | 'setCookie'>,
  { sessionManagement }: Pick<Config, 'sessionManagement'>,
  session: Pick<Session, 'secretDigest' | 'createdAtSeconds' | 'expiresAtSeconds'>,
): void {
  if (!sessionManagement || jar.cookie('watch') === browserState(session)) return;
  jar.setCookie('watch', browserState(session), session.expiresAtSeconds - session.createdAtSeconds);
}

/**
 * Session Management §3.2: `session_state` of an authorization response, for the pages of a client at `origin`.
 * Undefined for a native app, which has no page that could ask.
 */
export function sessionState(
  { sessionManagement }: Pick<Config, 'sessionManagement'>,
  session: Pick<Session, 'secretDigest'>,
  { clientId, address }: { readonly clientId: string; readonly address: string },
): string | undefined {
  const origin = URL.parse(address)?.origin ?? 'null';
  if (!sessionManagement || origin === 'null') return undefined;
  const salt = newBytes(SALT_BYTES).toString('base64url');
  return `${fingerprint(`${clientId} ${origin} ${browserState(session)} ${salt}`)}.${salt}`;
}

/** One way, from what is already one way: neither the session's secret nor its row's digest can be found from it. */
function browserState({ secretDigest }: Pick<Session, 'secretDigest'>): string {
  return fingerprint(`browser state ${secretDigest}`);
}
