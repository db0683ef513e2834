import * as oidc from 'openid-client';
import { CallRefused } from '../../clients/typescript/call.ts';
import { Refused } from '../../clients/typescript/refused.ts';

/** What the shell is told. */
export const EXIT = { failed: 1, usage: 2, notSignedIn: 3, tooLate: 4, keysRefused: 5 } as const;

/** Something the person can understand, and what the program ends with. */
export class Failure extends Error {
  readonly exit: number;

  constructor(exit: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }
}

/** In words, whatever went wrong; no token and no key is in any of them. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  if (cause instanceof Refused) {
    const older = 'The server sent an older key than this computer has seen.';
    const reason = cause.reason === 'rolled_back' ? older : `The keys were refused: ${cause.message}.`;
    return new Failure(EXIT.keysRefused, `${reason} Nothing was read or written.`, { cause });
  }
  if (cause instanceof oidc.ResponseBodyError) {
    if (cause.error === 'access_denied') return new Failure(EXIT.notSignedIn, 'You denied it.', { cause });
    if (cause.error === 'expired_token') return tooLate(cause);
    const said = [cause.error, cause.error_description].filter((part) => part !== undefined).join(': ');
    return new Failure(EXIT.notSignedIn, `The server refused (${said}).`, { cause });
  }
  // RFC 6750 §3.1: the token is too old, or the person took it back.
  if (cause instanceof oidc.WWWAuthenticateChallengeError && cause.status === 401)
    return new Failure(EXIT.notSignedIn, 'This sign-in is over: run it again.', { cause });
  if (cause instanceof CallRefused && cause.status === 429) {
    const seconds = cause.headers.get('Retry-After') ?? 'some';
    return new Failure(EXIT.failed, `Too much at once: try again in ${seconds} seconds.`, { cause });
  }
  const { message, cause: behind } = cause instanceof Error ? cause : new Error(String(cause));
  const more = behind instanceof Error ? `: ${behind.message}` : '';
  return new Failure(EXIT.failed, `That did not work: ${message}${more}`, { cause });
}

export function tooLate(cause?: unknown): Failure {
  return new Failure(EXIT.tooLate, 'Nobody allowed it in time: run it again for a new code.', { cause });
}
