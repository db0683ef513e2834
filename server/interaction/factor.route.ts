import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import { parseEmail } from '../accounts/email.ts';
import { leftIn } from '../factors/backup-codes.ts';
import type { Factor, FactorAsked, FactorProved } from '../factors/factor.ts';
import { heldBy, type HeldParts } from '../factors/held.ts';
import { amrWith } from '../factors/policy.ts';
import { proveFactor, type ProveParts as ProveFactorParts } from '../factors/prove.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import type { OutboxRow, OutboxStore } from '../mail/outbox-store.ts';
import { idOf } from './login.route.ts';
import { occasionOf } from './occasion.ts';
import { prove, type ProveParts } from './prove.ts';
import { countParked, type RenewParts } from './renew.ts';
import { standingOf } from './standing.ts';
import { stepOf } from './step-of.ts';
import { livingProof, type PartialProof } from './trip.ts';

export interface FactorRouteParts
  extends ProveParts, Omit<ProveFactorParts, 'guessed' | 'config'>, Omit<RenewParts, 'login'> {
  readonly login: ProveParts['login'] & RenewParts['login'];
  readonly factors: ProveParts['factors'] & HeldParts['factors'];
  readonly registry: readonly Factor[];
  readonly accountLetters: ProveParts['accountLetters'] &
    Pick<AccountLetters, 'factorGuessed' | 'backupCodesLow'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
}

/** With fewer than this many left, their owner is told. */
const CODES_LOW = 3;

/**
 * The second proof. It is asked for only of who gave the first in this trip, and nothing else of the account answers to
 * them before (TO-04, SE-10). Another way to prove it is another kind of the same step, never a way past it.
 */
export function factorRoute(router: Router, web: Web, parts: FactorRouteParts): void {
  const { interactions, registry } = parts;

  /** The trip, when it asks for a factor. */
  async function asking(request: PageCallRequest) {
    const id = idOf(request);
    const interaction = await interactions.ofBrowser(request, id);
    const { next, asked } = await standingOf(parts, request, interaction);
    const proof = livingProof(interaction, parts.clock.nowSeconds());
    if (next.kind !== 'factor' || !proof) throw new ProblemError('interaction_expired');
    return { trip: { id, interaction, asked }, proof };
  }

  const challengeCall = '/interaction/:id/factor/challenge';
  pageCall(router, web, challengeCall, interactionCalls[challengeCall], async ({ kind }, request) => {
    const { trip, proof } = await asking(request);
    const factor = registry.find((one) => one.kind === kind && proof.offered.includes(kind));
    if (!factor) throw new ProblemError('invalid_input', { field: 'kind' });
    return { challenge: await factor.challenge(await askedOf(parts, request, trip.id, proof)) };
  });

  const answerCall = '/interaction/:id/factor/answer';
  pageCall(router, web, answerCall, interactionCalls[answerCall], async ({ answer, remember }, request) => {
    const { trip, proof } = await asking(request);
    if (!proof.offered.includes(answer.kind)) throw new ProblemError('invalid_input', { field: 'kind' });
    const asked = await askedOf(parts, request, trip.id, proof);
    const guessed = async (_: FactorAsked, tries: number) =>
      tell(parts, parts.accountLetters.factorGuessed({ ...addressee(asked, request), tries }));
    const proved = await proveFactor({ ...parts, guessed }, asked, answer);
    if (!proved) throw new ProblemError('wrong_factor');
    await tellOfFewCodes(parts, request, asked, proved);

    const { accountId, by, trustEpoch, known, compromised } = proof;
    const amr = amrWith(proof.amr, proved.amr);
    const wanted = remember === true && proof.rememberable;
    const stands = await prove(parts, request, trip, {
      ...{ accountId, by, trustEpoch, known, compromised, amr, email: undefined },
      remember: wanted,
    });
    if (stands.live && by === 'password') await countParked(parts, request, trip.id, stands.live);
    return { step: await stepOf(parts, trip.id, stands) };
  });

  function addressee({ account, locale }: FactorAsked, { caller }: PageCallRequest) {
    return { to: account.email, locale, occasion: occasionOf(parts.clock, caller) };
  }

  async function tellOfFewCodes(
    { accountLetters }: FactorRouteParts,
    request: PageCallRequest,
    asked: FactorAsked,
    { next }: Pick<FactorProved, 'next'>,
  ): Promise<void> {
    if (next?.held.kind !== 'backup-codes') return;
    const codesLeft = leftIn(next.state);
    if (codesLeft < CODES_LOW)
      await tell(parts, accountLetters.backupCodesLow({ ...addressee(asked, request), codesLeft }));
  }
}

async function tell({ outbox, nudgeOutbox }: FactorRouteParts, letter: OutboxRow): Promise<void> {
  await outbox.insert(letter);
  nudgeOutbox();
}

async function askedOf(
  parts: FactorRouteParts,
  { locale }: PageCallRequest,
  tripId: string,
  { accountId, email: written, name }: PartialProof,
): Promise<FactorAsked> {
  const email = parseEmail(written);
  if (email === undefined) throw new ProblemError('interaction_expired');
  return { account: { id: accountId, email, name }, tripId, held: await heldBy(parts, accountId), locale };
}
