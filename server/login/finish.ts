import type { Email } from '../accounts/email.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import type { Log } from '../platform/log.ts';
import type { Attempts } from './attempt.ts';
import { opaque } from './opaque.ts';
import { type SetupStanding, setupStanding } from './setup-standing.ts';

export interface FinishParts {
  readonly attempts: Attempts;
  readonly ephemera: Pick<Ephemera, 'refund'>;
  readonly keyring: Pick<Keyring, 'setups' | 'currentSetupId'>;
  readonly log: Log;
}

export interface FinishLogin {
  readonly attemptId: string;
  readonly interactionId: string;
  /** KE3: 86 characters of base64url. */
  readonly finishLoginRequest: string;
}

export interface ProvedLogin {
  readonly accountId: string;
  readonly email: Email;
  /** The password was the account's in this epoch of it (AccountDetails), which may be over. */
  readonly trustEpoch: number;
  /** The browser had signed in to this account before. */
  readonly known: boolean;
  /** The credential that was logged in with, and what its server setup asks of its owner. */
  readonly credentialId: string;
  readonly setupId: string;
  readonly recordDigest: string;
  readonly setup: SetupStanding;
}

/**
 * The second half: the attempt is taken before it is judged, so a wrong proof spends it. Undefined, whatever the reason:
 * unknown, spent, expired, of another interaction, a stranger's, a wrong proof. Whether the account may sign in at all
 * is the business of the session that the caller starts.
 */
export async function finishLogin(parts: FinishParts, q: FinishLogin): Promise<ProvedLogin | undefined> {
  const attempt = await parts.attempts.take(q.interactionId, q.attemptId);
  if (attempt === undefined) return undefined;

  // A stranger's proof is judged like any other, and then refused like any other.
  const { accountId, serverLoginState, refunds, email, trustEpoch, known } = attempt;
  const { credentialId, setupId, recordDigest } = attempt;
  const proved = opaque.finishLogin({ serverLoginState, finishLoginRequest: q.finishLoginRequest });
  if (!proved || accountId === null) return undefined;

  // Sent in this tick and not waited for: it travels with the caller's next command. Should it be lost, a start too
  // many stays counted, which time forgets; a login that was proved must not fail for it.
  parts.ephemera.refund(refunds).catch((error: unknown) => {
    parts.log.warn('a login start could not be given back', { error, accountId });
  });
  const setup = setupStanding(parts.keyring, setupId);
  return { accountId, email, trustEpoch, known, credentialId, setupId, recordDigest, setup };
}
