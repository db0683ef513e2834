import { ProblemError } from '../../http/problem-error.ts';
import type { Act } from '../../interaction/act.ts';
import { happened } from '../happened.ts';
import { type ActParts, addressed, doneAt, TO_THE_ACCOUNT } from './parts.ts';

/** From then on the account opens with its passkeys alone, of which it must have one. */
export function removePassword(parts: ActParts): Act {
  const { accounts, factors, credentials, accountLetters, nudgeOutbox, config } = parts;
  return {
    purpose: 'remove-password',
    freshWillDo: false,

    async prepare({ account }) {
      const [details, held] = await Promise.all([accounts.details(account.id), factors.list(account.id)]);
      if (details?.passwordSetAtSeconds === undefined)
        throw new ProblemError('invalid_input', { field: 'purpose' });
      if (!held.some(({ kind }) => kind === 'passkey')) throw new ProblemError('last_way_in');
      return TO_THE_ACCOUNT;
    },

    async perform({ account, session, visit }) {
      const event = happened('password.removed', parts, visit, account.id);
      const letter = accountLetters.passwordRemoved(await addressed(parts, account, visit));
      // The last passkey may have gone meanwhile: the statement itself looks.
      const removed = await credentials.remove(account.id, { keptSessionId: session.id, event, letter });
      if (removed !== 'removed') throw new ProblemError(removed);
      nudgeOutbox();
      return doneAt(config, '/account/security', 'remove-password');
    },
  };
}
