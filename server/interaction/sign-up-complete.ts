import type { KeyChange } from '../../contract/keys.ts';
import type { KsfId } from '../../contract/opaque-parameters.ts';
import type { Step } from '../../contract/step.ts';
import type { Config } from '../config/config.ts';
import { becomes } from '../config/registration.ts';
import { amrWith } from '../factors/policy.ts';
import { ownDestination } from '../http/destination.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Login } from '../login/login.ts';
import { fingerprint } from '../platform/digest.ts';
import { newId } from '../platform/random.ts';
import { endSession, keepSession, newSession } from '../sessions/cookie.ts';
import type { LiveSession } from '../sessions/session.ts';
import { browserDigest } from './browser.ts';
import type { TripParts } from './begin.ts';
import { restartUrl, tripFrame } from './interaction.ts';
import { markBrowser } from './prove.ts';
import type { SignUpStore, SignUpTicket } from './sign-up-store.ts';
import { askedBy, standing } from './standing.ts';
import type { SignUpLetters } from './sign-up-ticket.ts';
import { stepOf } from './step-of.ts';

export interface CompleteSignUpParts extends TripParts {
  readonly login: Pick<Login, 'credential' | 'markDevice'>;
  readonly signUps: Pick<SignUpStore, 'complete'>;
  readonly letters: Pick<SignUpLetters, 'awaiting'>;
  readonly nudgeOutbox: () => void;
}

/** What comes next, and the trip it belongs to unless that is over. */
interface GoesOn {
  readonly step: Step;
  readonly trip?: ReturnType<typeof tripFrame>;
}

export interface ChosenByPerson {
  readonly name: string;
  readonly ksfId: KsfId;
  readonly registrationRecord: string;
  readonly keys?: KeyChange | undefined;
}

/**
 * Spends the ticket, makes the account and signs it in, in one statement; then the trip goes on where the sign-up
 * began, if this is that browser (CF-28). Where an operator has to approve it, the account is made, nobody is signed
 * in, and the step says so. Throws ProblemError `ticket_invalid` and `invalid_input`.
 */
export async function completeSignUp(
  parts: CompleteSignUpParts,
  request: PageCallRequest,
  ticket: SignUpTicket,
  chosen: ChosenByPerson,
): Promise<GoesOn> {
  const { email, ticketDigest, setupId } = ticket;
  const now = parts.clock.nowSeconds();
  // Only an older release began without noting one.
  const accountId = ticket.accountId ?? newId();
  const keys = firstKey(ticket, chosen.keys);
  const { ksfId, registrationRecord, name } = chosen;
  const credential = parts.login.credential({ accountId, email, setupId, ksfId, registrationRecord });
  const { requestId, addressPrefix } = request.caller;
  const made = newSession(parts, { accountId, amr: provedBySigningUp(parts.config), ...request.caller });
  const happened = { atSeconds: now, accountId, requestId, addressPrefix };
  const awaits = becomes(parts.config.registration, ticket) === 'awaiting';

  const done = await parts.signUps.complete(ticketDigest, {
    account: {
      id: accountId,
      email,
      emailVerified: true,
      name,
      state: awaits ? 'awaiting' : 'active',
      createdAtSeconds: now,
      updatedAtSeconds: now,
    },
    credential,
    session: awaits ? undefined : made.session,
    events: [
      { kind: 'account.created', ...happened },
      ...(keys ? [{ kind: 'keys.made', ...happened } as const] : []),
      ...(awaits ? [] : [{ kind: 'account.signed_in', sessionId: made.session.id, ...happened } as const]),
    ],
    keys,
    letter: awaits ? parts.letters.awaiting({ to: email, locale: request.locale }) : undefined,
  });
  // Somebody else answered a letter to the same mailbox first. Whoever holds the mailbox can simply sign in.
  if (!done || done === 'taken') throw new ProblemError('ticket_invalid');
  if (awaits) {
    parts.nudgeOutbox();
    return { step: { kind: 'held', why: 'awaiting', account: { email, name } } };
  }

  await endSession(request, parts);
  keepSession(request, made);
  markBrowser(parts, request, email);
  return nextAfter(parts, request, ticket, { account: done.account, session: made.session });
}

/** A key is bound to the id of its account, so whoever was told none has none. Throws ProblemError `invalid_input`. */
function firstKey({ accountId }: SignUpTicket, keys: KeyChange | undefined) {
  if (keys === undefined) return undefined;
  if (keys.kind !== 'first' || accountId === undefined)
    throw new ProblemError('invalid_input', { field: 'keys' });
  return { jwe: keys.jwe, proofDigest: fingerprint(keys.proof) };
}

/** The mailed ticket says of the mailbox what a mailed code would, where everybody is asked for one. */
function provedBySigningUp({ secondFactor }: Pick<Config, 'secondFactor'>): readonly string[] {
  return secondFactor === 'required' ? amrWith(['pwd'], ['otp', 'email']) : ['pwd'];
}

async function nextAfter(
  parts: TripParts,
  request: PageCallRequest,
  { interactionId, browserDigest: began }: SignUpTicket,
  live: LiveSession,
): Promise<GoesOn> {
  const { interactions, config } = parts;
  const own = began !== undefined && began === browserDigest(request);
  const interaction = own && interactionId !== undefined ? await interactions.find(interactionId) : undefined;
  if (interactionId === undefined || !interaction || interaction.browserDigest !== began) {
    return { step: { kind: 'finish', url: ownDestination(config.issuer, '/account') } };
  }
  // The letter took its time. The request is still known, so it is made again.
  if (!interactions.isAlive(interaction))
    return { step: { kind: 'finish', url: restartUrl(config, interactionId) } };
  const asked = await askedBy(parts.clients, interaction.request);
  const stands = standing(parts, asked, { ...live, consent: undefined }, interaction);
  const step = await stepOf(parts, interactionId, stands);
  return step.kind === 'finish' ? { step } : { step, trip: tripFrame(parts, interactionId, interaction) };
}
