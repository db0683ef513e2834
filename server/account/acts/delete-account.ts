import { ProblemError } from '../../http/problem-error.ts';
import type { Act } from '../../interaction/act.ts';
import { forgetSession } from '../../sessions/cookie.ts';
import { happened } from '../happened.ts';
import { type ActParts, addressed, TO_THE_ACCOUNT } from './parts.ts';

/**
 * DOD-C23, SE-07: the account is closed at once, and gone when the time of grace is over; until then its owner may sign
 * in and keep it. Codes and waiting requests die with it, since every mint asks for an active account.
 */
export function deleteAccount(parts: ActParts): Act {
  const { accounts, accountLetters, nudgeOutbox, clock, config } = parts;
  return {
    purpose: 'delete-account',
    freshWillDo: false,
    prepare: () => Promise.resolve(TO_THE_ACCOUNT),

    async perform({ account, visit }) {
      const deletesAtSeconds = clock.nowSeconds() + config.lifetimes.deletionGraceSeconds;
      const letter = accountLetters.deletionAsked({
        ...(await addressed(parts, account, visit)),
        deleteAtSeconds: deletesAtSeconds,
      });
      const event = happened('account.deletion_asked', parts, visit, account.id);
      const wish = { deleteAfterSeconds: deletesAtSeconds, event, letter };
      // Another tab was faster, or an operator closed the account meanwhile.
      if (!(await accounts.askDeletion(account.id, wish))) throw new ProblemError('interaction_expired');
      nudgeOutbox();
      forgetSession(visit);
      visit.clearCookie('device');
      return {
        kind: 'page',
        status: 200,
        body: { view: 'goodbye', email: account.email, deletesAtSeconds },
      };
    },
  };
}
