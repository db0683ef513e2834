import type { ActPurpose } from '../../contract/step.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { FactorStore } from '../factors/factor-store.ts';
import { secondFactors } from '../factors/policy.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { LiveSession } from '../sessions/session.ts';
import type { TripParts } from './begin.ts';
import { ensureBrowser } from './browser.ts';
import { interactionPage } from './interaction.ts';

export interface BeginActParts extends Pick<TripParts, 'interactions' | 'config' | 'acts'> {
  readonly accounts: Pick<AccountStore, 'details'>;
  readonly factors: Pick<FactorStore, 'list'>;
}

/**
 * Begins the trip in which somebody proves who they are for one act, and for nothing else; out comes the address of its
 * page. Throws what the act says of the wish.
 */
export async function beginAct(
  { interactions, config, acts, accounts, factors }: BeginActParts,
  request: PageCallRequest,
  { account, session }: LiveSession,
  wish: { readonly purpose: ActPurpose; readonly target: string | undefined },
): Promise<string> {
  const act = acts.find(({ purpose }) => purpose === wish.purpose);
  if (!act) throw new ProblemError('invalid_input', { field: 'purpose' });
  const [prepared, details, held] = await Promise.all([
    act.prepare({ account, target: wish.target }),
    accounts.details(account.id),
    factors.list(account.id),
  ]);
  const { purpose, freshWillDo, step } = act;
  const trip = {
    request: undefined,
    ownPage: '/account/security',
    browserDigest: ensureBrowser(request),
    sessionAtStart: session.id,
    act: {
      ...{ purpose, freshWillDo, step, ...prepared },
      accountId: account.id,
      strong: secondFactors(held.map(({ kind }) => kind)).length > 0,
      stepDone: false,
      passwordless: details?.passwordSetAtSeconds === undefined,
    },
  } as const;
  return interactionPage(config, await interactions.begin(trip, request.caller));
}
