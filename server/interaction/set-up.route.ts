import type Router from '@koa/router';
import { z } from 'zod';
import { type FactorKind, factorKind } from '../../contract/factors/kind.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { newBackupCodes } from '../factors/backup-codes.ts';
import type { Factor, FactorAsked, NewFactor } from '../factors/factor.ts';
import type { FactorStore } from '../factors/factor-store.ts';
import { factorRoom, heldBy, type HeldParts, newFactor } from '../factors/held.ts';
import { secondFactors } from '../factors/policy.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { fingerprint } from '../platform/digest.ts';
import type { SessionAndConsent } from '../sessions/session-store.ts';
import type { TripParts } from './begin.ts';
import { idOf } from './login.route.ts';
import { occasionOf } from './occasion.ts';
import { standing, standingOf } from './standing.ts';
import { stepOf } from './step-of.ts';

export interface SetUpRouteParts extends TripParts, Pick<HeldParts, 'sealer'> {
  readonly factors: HeldParts['factors'] & Pick<FactorStore, 'add'>;
  readonly registry: readonly Factor[];
  readonly ephemera: Ephemera;
  readonly accountLetters: Pick<AccountLetters, 'factorAdded'>;
  readonly nudgeOutbox: () => void;
}

/** OBS-R11: what was offered waits for its proof. */
const PENDING_SECONDS = 600;
const PROOFS_MAX = 10;

/**
 * A factor is set up in a trip of its own: offered, proved, and only then stored (TO-05). What is pending lies sealed on
 * our side, so nobody chooses a secret for somebody else (OBS-N06).
 */
export function setUpRoute(router: Router, web: Web, parts: SetUpRouteParts): void {
  const { interactions, registry, ephemera } = parts;
  const pending = collection(parts, 'set-up', z.record(z.string(), z.unknown()), PENDING_SECONDS);

  /** The trip, when it asks to set up a factor, with the one it names. */
  async function asking(request: PageCallRequest) {
    const id = idOf(request);
    const interaction = await interactions.ofBrowser(request, id);
    const { next, live } = await standingOf(parts, request, interaction);
    const kind = factorKind.safeParse(interaction.act?.target).data;
    const setUp = registry.find((one) => one.kind === kind)?.setUp;
    if (next.kind !== 'set-up' || !live || !interaction.act || !setUp || kind === undefined)
      throw new ProblemError('interaction_expired');
    const { account } = live;
    const held = await heldBy(parts, account.id);
    const asked: FactorAsked = { account, tripId: id, held, locale: request.locale };
    return { id, interaction, act: interaction.act, live, kind, setUp, asked };
  }

  const offerCall = '/interaction/:id/set-up/offer';
  pageCall(router, web, offerCall, interactionCalls[offerCall], async (_, request) => {
    const { id, setUp, asked } = await asking(request);
    const { offer, pending: made } = await setUp.offer(asked);
    await pending.put(id, { ...made });
    return { offer };
  });

  const confirmCall = '/interaction/:id/set-up/confirm';
  pageCall(router, web, confirmCall, interactionCalls[confirmCall], async ({ proof, label }, request) => {
    const { id, interaction, act, live, kind, setUp, asked } = await asking(request);
    if (proof.kind !== kind) throw new ProblemError('invalid_input', { field: 'proof' });
    if ((await ephemera.count(`set-up-proofs:${fingerprint(id)}`, PENDING_SECONDS)) > PROOFS_MAX)
      throw new ProblemError('too_many_attempts', { retryAfterSeconds: PENDING_SECONDS });
    const made = await setUp.confirm(asked, await pending.peek(id), proof);
    if (!made) throw new ProblemError('wrong_factor');
    if ((await pending.take(id)) === undefined) throw new ProblemError('interaction_expired');

    await add(parts, request, live, label === undefined ? made : { ...made, label });
    const backupCodes = await firstBackupCodes(parts, request, live, { kind, held: asked.held });
    const done = { ...interaction, act: { ...act, stepDone: true } };
    await interactions.save(id, done);
    const step = await stepOf(parts, id, standing(parts, undefined, live, done));
    return { step, ...(backupCodes && { backupCodes: [...backupCodes] }) };
  });
}

/** Stores it; the account's other sessions end, and its owner is told. */
async function add(
  { factors, sealer, clock, accountLetters, nudgeOutbox }: SetUpRouteParts,
  request: PageCallRequest,
  { account, session }: SessionAndConsent,
  made: NewFactor,
): Promise<void> {
  const { requestId, addressPrefix } = request.caller;
  const atSeconds = clock.nowSeconds();
  const kind = made.kind === 'backup-codes' ? 'backup_codes.made' : 'factor.added';
  const event = { kind, atSeconds, accountId: account.id, requestId, addressPrefix } as const;
  const letter = accountLetters.factorAdded({
    to: account.email,
    locale: request.locale,
    occasion: occasionOf(clock, request.caller),
    factor: made.kind,
    name: made.label === '' ? undefined : made.label,
  });
  const stored = newFactor({ sealer, clock }, account.id, made);
  const act = { event, letter, keptSessionId: session.id };
  const added = await factors.add(stored, act, factorRoom[made.kind]);
  if (added !== 'added') throw new ProblemError(added === 'taken' ? 'factor_taken' : 'too_many_factors');
  nudgeOutbox();
}

/** D.5: whoever sets up the first factor gets backup codes with it, shown this once. */
async function firstBackupCodes(
  parts: SetUpRouteParts,
  request: PageCallRequest,
  live: SessionAndConsent,
  { kind, held }: { readonly kind: FactorKind; readonly held: FactorAsked['held'] },
): Promise<readonly string[] | undefined> {
  const has = held.some((one) => one.kind === 'backup-codes');
  if (has || secondFactors([kind]).length === 0) return undefined;
  const { codes, state } = newBackupCodes();
  await add(parts, request, live, { kind: 'backup-codes', label: '', state, lookup: undefined });
  return codes;
}
