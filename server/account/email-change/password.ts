import type { z } from 'zod';
import type { accountCalls } from '../../../contract/account.ts';
import type { PageCallRequest } from '../../http/page-call.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { ownerOf } from '../../vault/owner-of.ts';
import { type EmailChangeParts, openEmailChange } from './open.ts';

type Start = (typeof accountCalls)['/email-change/start'];
type Finish = (typeof accountCalls)['/email-change/finish'];

/** Decision 8: evaluations of the new credential that one ticket is good for. */
const STARTS_MAX = 3;

/** A login of the account as it is, throttled like any other, and the first half of its registration as it will be. */
export async function startEmailChange(
  parts: EmailChangeParts,
  { caller, cookie }: PageCallRequest,
  { ticket, startLoginRequest, registrationRequest }: z.output<Start['input']>,
): Promise<z.input<Start['output']>> {
  const { login, accountTickets, clock } = parts;
  const change = await openEmailChange(parts, ticket);
  if (change.passwordless) throw new ProblemError('ticket_invalid');
  const { ticketDigest, email, newEmail } = change;
  const { addressPrefix } = caller;
  const started = await login.start({
    ...{ email, startLoginRequest, addressPrefix },
    interactionId: ticketDigest,
    device: cookie('device'),
  });
  // Nothing of the login is told to who has no evaluation left.
  const counted = await accountTickets.countStart(
    'email-change',
    ticketDigest,
    clock.nowSeconds(),
    STARTS_MAX,
    login.currentSetup(),
  );
  if (!counted) throw new ProblemError('ticket_invalid');
  const { setupId } = counted;
  const { registrationResponse, ksfId } = login.register({ email: newEmail, setupId, registrationRequest });
  return { ...started, registrationResponse, newKsfId: ksfId };
}

/**
 * The password is proved; the new credential waits for a whole login with it, sealed, for a minute. Throws ProblemError
 * `wrong_password`, be it the password or the account that is another's.
 */
export async function finishEmailChange(
  parts: EmailChangeParts,
  input: z.output<Finish['input']>,
): Promise<z.input<Finish['output']>> {
  const { login } = parts;
  const { attemptId, finishLoginRequest, ksfId, registrationRecord, startLoginRequest } = input;
  const { account, ticketDigest, newEmail, setupId } = await openEmailChange(parts, input.ticket);
  const proved = await login.finish({ attemptId, interactionId: ticketDigest, finishLoginRequest });
  if (proved?.accountId !== account.id) throw new ProblemError('wrong_password');
  // How it opens was changed while this was under way: what was proved then counts no more.
  if (proved.trustEpoch !== account.trustEpoch) throw new ProblemError('wrong_password');
  const credential = login.credential({
    ...{ accountId: account.id, email: newEmail, setupId, ksfId, registrationRecord },
  });
  const answer = await login.pending.begin({ contextId: ticketDigest, credential, startLoginRequest });
  // The password was proved: they may know whose key it is, and bring a bridge to it.
  return { ...answer, keys: await ownerOf(parts.vaultKeys, account.id) };
}
