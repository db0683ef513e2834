import { type Email, parseEmail } from '../accounts/email.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { TripParts } from './begin.ts';
import type { Interaction } from './interaction.ts';
import { idOf } from './login.route.ts';
import type { OwnStep } from './own-step.ts';
import { type Standing, standingOf } from './standing.ts';
import { livingProof } from './trip.ts';

/** A trip in which a new password is asked for, and whose it will be. */
export interface AskingPassword {
  readonly interactionId: string;
  readonly interaction: Interaction;
  readonly stands: Standing;
  readonly why: Extract<OwnStep, { kind: 'new-password' }>['reason'];
  readonly whose: { readonly accountId: string; readonly email: Email };
}

/**
 * The trip that a page call names, where its step is `new-password`: whose it is stands in the trip, never in the request
 * (OP-03). Throws ProblemError `interaction_expired` in every other step.
 */
export async function askingPassword(parts: TripParts, request: PageCallRequest): Promise<AskingPassword> {
  const interactionId = idOf(request);
  const interaction = await parts.interactions.ofBrowser(request, interactionId);
  const stands = await standingOf(parts, request, interaction);
  const { next } = stands;
  const whose =
    next.kind === 'new-password' ? whoseIs(interaction, stands, parts.clock.nowSeconds()) : undefined;
  if (next.kind !== 'new-password' || !whose) throw new ProblemError('interaction_expired');
  return { interactionId, interaction, stands, why: next.reason, whose };
}

function whoseIs(
  interaction: Interaction,
  { live }: Standing,
  nowSeconds: number,
): AskingPassword['whose'] | undefined {
  // Whoever signs in with a password that a thief may know is not signed in yet.
  const rests = interaction.reset ?? livingProof(interaction, nowSeconds);
  const email = rests ? parseEmail(rests.email) : live?.account.email;
  const accountId = rests?.accountId ?? live?.account.id;
  return email !== undefined && accountId !== undefined ? { email, accountId } : undefined;
}
