import type { KeyChange } from '../../../contract/keys.ts';
import { ownDestination } from '../../http/destination.ts';
import type { PageCallRequest } from '../../http/page-call.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { occasionOf } from '../../interaction/occasion.ts';
import { assertPromoted } from '../../interaction/promote.ts';
import { markBrowser } from '../../interaction/prove.ts';
import type { Promoted } from '../../login/credential-store.ts';
import { fingerprint } from '../../platform/digest.ts';
import { newSecret } from '../../platform/random.ts';
import { readSession } from '../../sessions/cookie.ts';
import { signedIn } from '../../sessions/signed-in.ts';
import { bridgeOf } from '../../vault/key-change.ts';
import { happened } from '../happened.ts';
import { type EmailChange, type EmailChangeParts, openEmailChange } from './open.ts';

interface Proved {
  readonly ticket: string;
  readonly attemptId: string;
  readonly finishLoginRequest: string;
  readonly keys?: KeyChange | undefined;
}

interface Moved {
  readonly url: string;
}

/**
 * Spends the ticket: address and credential change in one transaction, and all that was open elsewhere ends. `sub` and
 * consents stay (KMS-R15). An address that got an account meanwhile is told like a ticket that is gone. Where the account
 * has a key and the page sent no bridge to it, nothing is changed or spent: ProblemError `keys_missing`, `keys_changed`.
 */
export async function proveEmailChange(
  parts: EmailChangeParts,
  request: PageCallRequest,
  { ticket, attemptId, finishLoginRequest, keys }: Proved,
): Promise<Moved> {
  const { login, credentials, sessions, clock } = parts;
  const change = await openEmailChange(parts, ticket);
  const { ticketDigest, account, email, newEmail } = change;
  // Both passwords are one, so the page has both keys of it, and needs to see no wrap.
  const bridge = bridgeOf(keys);

  const live = await readSession(request, { sessions, clock });
  const here = live?.account.id === account.id ? live.session.id : undefined;
  const last = { contextId: ticketDigest, attemptId, finishLoginRequest };
  const proved = await login.pending.proveFor(last, async (credential) => {
    if (credential.accountId !== account.id) return undefined;
    const outcome = await credentials.promote({
      ...written(parts, request, change),
      credential,
      expects: email,
      trustEpoch: account.trustEpoch,
      keys: bridge,
      ticket: { purpose: 'email-change', ticketDigest, email: newEmail },
      newEmail,
      session: undefined,
      keptSessionId: here,
    });
    return moved(parts, request, change, { outcome, signedIn: here !== undefined });
  });
  if (!proved) throw new ProblemError('wrong_password');
  return proved;
}

/** The same for an account that opens with passkeys alone: whoever is signed in to it confirms. */
export async function confirmEmailChange(
  parts: EmailChangeParts,
  request: PageCallRequest,
  ticket: string,
): Promise<Moved> {
  const change = await openEmailChange(parts, ticket);
  if (!change.passwordless) throw new ProblemError('ticket_invalid');
  const live = await signedIn(parts, request);
  const { account, email, newEmail, ticketDigest } = change;
  if (live.account.id !== account.id) throw new ProblemError('request_foreign');
  const outcome = await parts.accounts.moveEmail({
    ...written(parts, request, change),
    accountId: account.id,
    expects: email,
    newEmail,
    ticketDigest,
    keptSessionId: live.session.id,
  });
  return moved(parts, request, change, { outcome, signedIn: true });
}

/** What is written beside the move: both addresses are told, and the old one gets the way back for a while (EM-09). */
function written(
  parts: EmailChangeParts,
  request: PageCallRequest,
  { account, email, newEmail }: EmailChange,
) {
  const { accountLetters, clock, config } = parts;
  const validSeconds = config.lifetimes.undoEmailSeconds;
  const { locale } = account;
  const ticket = newSecret('ti');
  const occasion = occasionOf(clock, request.caller);
  const told = { locale, occasion };
  const atSeconds = clock.nowSeconds();
  return {
    atSeconds,
    events: [happened('email.changed', parts, request, account.id)],
    letters: [
      accountLetters.emailChanged({ ...told, to: email, newEmail, ticket, validSeconds }),
      accountLetters.emailChangedNew({ ...told, to: newEmail }),
    ],
    undo: {
      ticketDigest: fingerprint(ticket),
      ...{ email, locale },
      expiresAtSeconds: atSeconds + validSeconds,
    },
  };
}

function moved(
  parts: EmailChangeParts,
  request: PageCallRequest,
  { newEmail }: EmailChange,
  { outcome, signedIn: stays }: { readonly outcome: Promoted; readonly signedIn: boolean },
): Moved {
  assertPromoted(outcome);
  parts.nudgeOutbox();
  // The mark of before was of the old credential, and would leave its owner to the throttle of strangers.
  markBrowser(parts, request, newEmail);
  return { url: ownDestination(parts.config.issuer, stays ? '/account?done=change-email' : '/account') };
}
