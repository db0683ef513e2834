import type { StoredFactor } from '../../factors/factor-store.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Act } from '../../interaction/act.ts';
import { happened } from '../happened.ts';
import { type ActParts, addressed, doneAt } from './parts.ts';

/** SE-06: whoever signed in by it elsewhere is out. The last passkey of an account without a password stays. */
export function removeFactor(parts: ActParts): Act {
  const { accounts, factors, accountLetters, nudgeOutbox, config } = parts;

  /** Of this account: what belongs to another is not there (JIRO-R19). */
  async function ofAccount(accountId: string, id: string | undefined): Promise<readonly StoredFactor[]> {
    const held = await factors.list(accountId);
    if (!held.some((factor) => factor.id === id)) throw new ProblemError('not_found');
    return held;
  }

  return {
    purpose: 'remove-factor',
    freshWillDo: false,

    async prepare({ account, target }) {
      const [held, details] = await Promise.all([
        ofAccount(account.id, target),
        accounts.details(account.id),
      ]);
      const passkeys = held.filter(({ kind }) => kind === 'passkey');
      const onlyOne = passkeys.length === 1 && passkeys[0]?.id === target;
      if (onlyOne && details?.passwordSetAtSeconds === undefined) throw new ProblemError('last_way_in');
      return { target, shown: held.find(({ id }) => id === target)?.label };
    },

    async perform({ account, session, target, visit }) {
      const held = await ofAccount(account.id, target);
      const factor = held.find(({ id }) => id === target);
      if (!factor) throw new ProblemError('not_found');
      const letter = accountLetters.factorRemoved({
        ...(await addressed(parts, account, visit)),
        ...{ factor: factor.kind, name: factor.label },
      });
      const event = happened('factor.removed', parts, visit, account.id);
      const act = { event, letter, keptSessionId: session.id };
      const removed = await factors.remove(account.id, factor.id, act);
      // `absent`: another tab was faster, and what was wanted is so.
      if (removed === 'last_way_in' || removed === 'last_key') throw new ProblemError(removed);
      if (removed === 'removed') nudgeOutbox();
      return doneAt(config, '/account/security', 'remove-factor');
    },
  };
}
