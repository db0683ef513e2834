import type { KeyChange } from '../../contract/keys.ts';
import { parseEmail } from '../accounts/email.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Credential } from '../login/credential.ts';
import type { CredentialStore, Promoted } from '../login/credential-store.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import { endSession, keepSession, newSession } from '../sessions/cookie.ts';
import type { SessionAndConsent } from '../sessions/session-store.ts';
import { occasionOf } from './occasion.ts';
import type { ProveParts, ProvingTrip } from './prove.ts';
import { signedIn } from './prove.ts';
import { type Standing, standing } from './standing.ts';
import { livingProof } from './trip.ts';
import { keyEvents, type StoredKeyChange, storedKeyChange } from '../vault/key-change.ts';

export interface PromoteParts extends ProveParts {
  readonly credentials: Pick<CredentialStore, 'promote'>;
  readonly accountLetters: Pick<AccountLetters, 'newDevice' | 'passwordChanged'>;
}

interface Chosen {
  readonly credential: Credential;
  /** What the page made of the account key. */
  readonly keys: KeyChange | undefined;
  /** Who is signed in; undefined in a trip that began with a mailed ticket. */
  readonly live: SessionAndConsent | undefined;
}

/**
 * Makes the proved password the account's. In a trip that rests on a partial proof (a mailed ticket, or a password that a
 * thief may know) everything that was open ends, and this browser is signed in with what it proved, the factor and the
 * new password among it. In a trip of somebody signed in, this session stays. Throws ProblemError `ticket_invalid` when the
 * ticket was spent or the account changed meanwhile; `keys_missing` and `keys_changed` when the account has a key that the
 * new password would not open, `recovery_used` when its recovery key was used and stays; then nothing was changed.
 */
export function promoteInTrip(
  parts: PromoteParts,
  request: PageCallRequest,
  trip: ProvingTrip,
  chosen: Chosen,
): Promise<Standing> {
  return livingProof(trip.interaction, parts.clock.nowSeconds())
    ? afterProof(parts, request, trip, chosen)
    : afterChange(parts, request, trip, chosen);
}

async function afterChange(
  parts: PromoteParts,
  request: PageCallRequest,
  { id, interaction, asked }: ProvingTrip,
  { credential, keys, live }: Chosen,
): Promise<Standing> {
  const { act } = interaction;
  if (!live || !act) throw new ProblemError('interaction_expired');
  await write(parts, request, credential, {
    expects: live.account.email,
    keys: stored(parts, keys, OWNED),
    ticket: undefined,
    newEmail: undefined,
    session: undefined,
    keptSessionId: live.session.id,
    events: [],
    how: 'changed',
  });
  const done = { ...interaction, act: { ...act, stepDone: true } };
  await parts.interactions.save(id, done);
  return standing(parts, asked, live, done);
}

async function afterProof(
  parts: PromoteParts,
  request: PageCallRequest,
  trip: ProvingTrip,
  { credential, keys }: Chosen,
): Promise<Standing> {
  const { sessions, clock } = parts;
  const { interaction, asked } = trip;
  const { reset } = interaction;
  const proof = livingProof(interaction, clock.nowSeconds());
  const email = parseEmail(reset?.email ?? proof?.email ?? '');
  if (!proof || email === undefined || !(reset || proof.compromised))
    throw new ProblemError('interaction_expired');

  const { accountId } = credential;
  const amr = reset ? ['pwd', ...proof.amr] : proof.amr;
  const made = newSession(parts, { accountId, amr, ...request.caller });
  const { session } = made;
  const { requestId, addressPrefix } = request.caller;
  const atSeconds = session.createdAtSeconds;
  const undone = reset?.purpose === 'undo-email';
  await write(parts, request, credential, {
    // Who takes a change of address back does so whatever the address is by now.
    expects: undone ? undefined : email,
    trustEpoch: proof.trustEpoch,
    keys: stored(parts, keys, reset ? OWNED : FORCED),
    ticket: reset && { purpose: reset.purpose, ticketDigest: reset.ticketDigest, email },
    newEmail: undone ? email : undefined,
    session,
    keptSessionId: undefined,
    events: [
      { kind: 'account.signed_in', atSeconds, accountId, sessionId: session.id, requestId, addressPrefix },
    ],
    how: reset ? 'reset' : 'changed',
  });
  // Where somebody else was signed in here, their session ends as a row too (SE-01).
  await endSession(request, parts);
  keepSession(request, made);
  const begun = await sessions.find(session.secretDigest, clock.nowSeconds(), asked?.client.id);
  // An account that was disabled meanwhile has its new password, and no session.
  if (!begun) throw new ProblemError('wrong_password');
  return signedIn(parts, request, trip, begun);
}

/** Of whoever owns the account, be it by a session or by the mailbox: they may leave their key behind, if they say so. */
const OWNED: readonly KeyChange['kind'][] = ['first', 'rewrap', 'restart'];
/** Of whoever must choose another password, and knows the one before: nobody asked them about their key. */
const FORCED: readonly KeyChange['kind'][] = ['bridge', 'rewrap'];

function stored(
  { clock, config }: Pick<PromoteParts, 'clock' | 'config'>,
  keys: KeyChange | undefined,
  allowed: readonly KeyChange['kind'][],
): StoredKeyChange | undefined {
  return storedKeyChange(keys, allowed, clock.nowSeconds() + config.lifetimes.lockedKeySeconds);
}

/** Throws ProblemError for every outcome but `done`: `ticket_invalid`, or what is wrong with the key. */
export function assertPromoted(outcome: Promoted): void {
  if (outcome === 'done') return;
  throw new ProblemError(outcome === 'spent' || outcome === 'taken' ? 'ticket_invalid' : outcome);
}

type Write = Omit<Parameters<CredentialStore['promote']>[0], 'credential' | 'letters' | 'atSeconds'> & {
  readonly how: 'changed' | 'reset';
};

async function write(
  { credentials, accounts, accountLetters, clock, nudgeOutbox }: PromoteParts,
  request: PageCallRequest,
  credential: Credential,
  { how, events, ...q }: Write,
): Promise<void> {
  const { accountId } = credential;
  const details = await accounts.details(accountId);
  if (!details) throw new ProblemError('ticket_invalid');
  const { requestId, addressPrefix } = request.caller;
  const atSeconds = clock.nowSeconds();
  const kinds = ['password.changed', ...keyEvents(q.keys)] as const;
  const changed = kinds.map((kind): AuditEvent => ({ kind, atSeconds, accountId, requestId, addressPrefix }));
  const letter = accountLetters.passwordChanged({
    to: q.newEmail ?? details.email,
    locale: details.locale,
    occasion: occasionOf(clock, request.caller),
    how,
    lockedUntilSeconds: q.keys?.kind === 'restart' ? q.keys.lockedUntilSeconds : undefined,
  });
  const promotion = { ...q, credential, atSeconds, letters: [letter], events: [...changed, ...events] };
  assertPromoted(await credentials.promote(promotion));
  nudgeOutbox();
}
