import type { AccountDetails, AccountStore } from '../accounts/account-store.ts';
import type { Email } from '../accounts/email.ts';
import type { FactorStore } from '../factors/factor-store.ts';
import { missing } from '../factors/policy.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Login } from '../login/login.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import { startSession } from '../sessions/cookie.ts';
import type { SessionAndConsent } from '../sessions/session-store.ts';
import type { TripParts } from './begin.ts';
import type { Interaction } from './interaction.ts';
import { localeOf } from './locale-of.ts';
import { occasionOf } from './occasion.ts';
import { isRemembered, rememberBrowser } from './remembered.ts';
import { type Asked, type Standing, standing } from './standing.ts';
import type { Held, PartialProof } from './trip.ts';

export interface ProveParts extends TripParts {
  readonly accounts: Pick<AccountStore, 'details'>;
  readonly factors: Pick<FactorStore, 'list'>;
  readonly login: Pick<Login, 'markDevice' | 'isKnownDevice'>;
  readonly accountLetters: Pick<AccountLetters, 'newDevice'>;
  readonly nudgeOutbox: () => void;
}

/** The trip that something was proved in. */
export interface ProvingTrip {
  readonly id: string;
  readonly interaction: Interaction;
  readonly asked: Asked | undefined;
}

/** What was proved in this trip, all of it. */
export interface Proof {
  readonly accountId: string;
  /** Undefined where the account must be looked up to know it. */
  readonly email: Email | undefined;
  readonly amr: readonly string[];
  readonly by: PartialProof['by'];
  /** Of the account when the first of it was proved; undefined: just now. */
  readonly trustEpoch: number | undefined;
  /** The browser had signed in to this account before; undefined: not known yet. */
  readonly known: boolean | undefined;
  /** The password may be known to a thief: it leads to another, and opens nothing. */
  readonly compromised?: boolean | undefined;
  /** The person wants this browser remembered. */
  readonly remember?: boolean | undefined;
}

const DEVICE_SECONDS = 90 * 24 * 60 * 60;

/**
 * The one way to a session: everything that proves somebody comes here, and only what is enough signs in (class 3, 5).
 * What is not enough is kept in the trip, and the step says what is missing. The usual sign-in costs one statement,
 * which itself refuses an account that holds a factor. Throws ProblemError `wrong_password`.
 */
export async function prove(
  parts: ProveParts,
  request: PageCallRequest,
  trip: ProvingTrip,
  proof: Proof,
): Promise<Standing> {
  const { act } = trip.interaction;
  // A proof of somebody else confirms nothing, and signs nobody in by the way.
  if (act && act.accountId !== proof.accountId) throw new ProblemError('wrong_password');
  const { email, known } = proof;
  const opens = proof.by !== 'ticket' && proof.compromised !== true;
  if (email !== undefined && known !== undefined && opens && !asksMore(parts, trip, proof)) {
    const live = await start(parts, request, trip, { ...proof, email, known, trusted: false });
    if (live) return signedIn(parts, request, trip, live);
  }

  const details = await parts.accounts.details(proof.accountId);
  if (!details) throw new ProblemError('wrong_password');
  if (proof.trustEpoch !== undefined && proof.trustEpoch !== details.trustEpoch) return outdated(parts, trip);
  const rows = await parts.factors.list(proof.accountId);
  const trusted = !act && proof.by === 'password' && isRemembered(request, parts, details);
  const heldKinds = rows.map(({ kind }) => kind);
  const offered = missing({ ...policyOf(parts, trip, proof), heldKinds, remembered: trusted }) ?? [];
  const found = {
    ...proof,
    email: details.email,
    trustEpoch: details.trustEpoch,
    known: known ?? parts.login.isKnownDevice(details.email, request.cookie('device')),
  };
  if (offered.length === 0 && details.state === 'active' && opens) {
    const live = await start(parts, request, trip, { ...found, trusted });
    if (!live) throw new ProblemError('wrong_password'); // it was changed this moment
    if (proof.remember === true) rememberBrowser(request, parts, details);
    return signedIn(parts, request, trip, live);
  }
  return keep(parts, trip, found, { details, offered });
}

/**
 * Somebody changed how the account opens since this was proved: with a password that was given before, nobody gets in by
 * a factor given after (SE-06, EM-07).
 */
async function outdated({ interactions }: ProveParts, { id, interaction }: ProvingTrip): Promise<never> {
  if (interaction.proof) await interactions.save(id, { ...interaction, proof: undefined });
  throw new ProblemError('wrong_password');
}

/** Whether somebody other than the account itself asks for more than was proved. */
function asksMore(parts: ProveParts, trip: ProvingTrip, proof: Proof): boolean {
  if (proof.remember === true) return true;
  return missing({ ...policyOf(parts, trip, proof), heldKinds: [], remembered: false }) !== undefined;
}

function policyOf({ config }: ProveParts, { asked }: ProvingTrip, { amr }: Proof) {
  const { essentialAcr = [], acrValues = [] } = asked?.request ?? {};
  return { amr, operator: config.secondFactor, client: { essentialAcr, wishedAcr: acrValues } };
}

async function start(
  parts: ProveParts,
  request: PageCallRequest,
  { asked, interaction }: ProvingTrip,
  proof: Proof & { readonly email: Email; readonly known: boolean; readonly trusted: boolean },
): Promise<SessionAndConsent | undefined> {
  // Whoever confirms an act sits where they signed in: that is no news.
  const tell = !proof.known && !interaction.act;
  const letter = tell
    ? parts.accountLetters.newDevice({
        to: proof.email,
        locale: localeOf(request, interaction.request),
        occasion: occasionOf(parts.clock, request.caller),
      })
    : undefined;
  const more = { trusted: proof.trusted, trustEpoch: proof.trustEpoch, letter };
  const live = await startSession(request, parts, proof, asked?.client.id, more);
  if (live && letter) parts.nudgeOutbox();
  return live;
}

/** This browser is no news from now on, and has a throttle of its own (BF-03). */
export function markBrowser(
  { login }: { readonly login: Pick<Login, 'markDevice'> },
  request: Pick<PageCallRequest, 'setCookie'>,
  email: Email,
): void {
  request.setCookie('device', login.markDevice(email), DEVICE_SECONDS);
}

/** Where the trip stands once somebody is signed in; a proof or mailed ticket of before has done its work. */
export async function signedIn(
  parts: Pick<ProveParts, 'login' | 'interactions' | 'clock' | 'config' | 'keyring'>,
  request: PageCallRequest,
  { id, interaction, asked }: ProvingTrip,
  live: SessionAndConsent,
): Promise<Standing> {
  markBrowser(parts, request, live.account.email);
  const rest = { ...interaction, proof: undefined, reset: undefined };
  if (interaction.proof || interaction.reset) await parts.interactions.save(id, rest);
  return standing(parts, asked, live, rest);
}

async function keep(
  parts: ProveParts,
  { id, interaction, asked }: ProvingTrip,
  { accountId, amr, by, trustEpoch, known, compromised }: Proof & Pick<PartialProof, 'known' | 'trustEpoch'>,
  { details, offered }: { readonly details: AccountDetails; readonly offered: PartialProof['offered'] },
): Promise<Standing> {
  const { email, name } = details;
  const proof: PartialProof = {
    ...{ accountId, email, name, amr, by, trustEpoch, offered, known },
    atSeconds: parts.clock.nowSeconds(),
    rememberable: by === 'password' && !interaction.act && parts.config.lifetimes.rememberBrowserSeconds > 0,
    held: heldOf(details),
    ...(compromised === true && { compromised }),
  };
  const kept = { ...interaction, proof };
  await parts.interactions.save(id, kept);
  return standing(parts, asked, undefined, kept);
}

function heldOf({ state, deleteAfterSeconds }: AccountDetails): Held | undefined {
  if (state === 'active') return undefined;
  return { why: state, ...(state === 'deleting' && { deletesAtSeconds: deleteAfterSeconds }) };
}
