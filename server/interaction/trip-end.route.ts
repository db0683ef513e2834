import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import { ownDestination } from '../http/destination.ts';
import { pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import { idOf } from './login.route.ts';
import { occasionOf } from './occasion.ts';
import { prove, type ProveParts } from './prove.ts';
import { standingOf } from './standing.ts';
import { stepOf } from './step-of.ts';
import { livingProof } from './trip.ts';

export interface TripEndRouteParts extends ProveParts {
  readonly accounts: ProveParts['accounts'] & Pick<AccountStore, 'keep'>;
  readonly accountLetters: ProveParts['accountLetters'] & Pick<AccountLetters, 'deletionCancelled'>;
}

/** Two ways to change one's mind: about one's deletion, and about an act that was not carried out yet. */
export function tripEndRoute(router: Router, web: Web, parts: TripEndRouteParts): void {
  const { interactions, accounts, accountLetters, clock, config } = parts;

  const keepCall = '/interaction/:id/keep-account';
  pageCall(router, web, keepCall, interactionCalls[keepCall], async (_, request) => {
    const id = idOf(request);
    const interaction = await interactions.ofBrowser(request, id);
    const { next, asked } = await standingOf(parts, request, interaction);
    const proof = livingProof(interaction, clock.nowSeconds());
    const details = proof && (await accounts.details(proof.accountId));
    // Only who proved all that the account asks for stands before this step.
    if (next.kind !== 'held' || proof?.held?.why !== 'deleting' || !details)
      throw new ProblemError('interaction_expired');

    const { accountId, amr, by, trustEpoch, known, compromised } = proof;
    const { requestId, addressPrefix } = request.caller;
    const atSeconds = clock.nowSeconds();
    const event = { kind: 'account.kept', atSeconds, accountId, requestId, addressPrefix } as const;
    const letter = accountLetters.deletionCancelled({
      to: details.email,
      locale: details.locale,
      occasion: occasionOf(clock, request.caller),
    });
    await accounts.keep(accountId, event, letter);
    parts.nudgeOutbox();
    const again = { accountId, amr, by, trustEpoch, known, compromised, email: undefined };
    const stands = await prove(parts, request, { id, interaction, asked }, again);
    return { step: await stepOf(parts, id, stands) };
  });

  const cancelCall = '/interaction/:id/cancel';
  pageCall(router, web, cancelCall, interactionCalls[cancelCall], async (_, request) => {
    const id = idOf(request);
    const interaction = await interactions.ofBrowser(request, id);
    if (!interaction.act) throw new ProblemError('not_found');
    await interactions.take(id, request.caller);
    return { url: ownDestination(config.issuer, interaction.ownPage ?? '/account') };
  });
}
