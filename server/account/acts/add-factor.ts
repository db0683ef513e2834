import { factorKind } from '../../../contract/factors/kind.ts';
import { factorRoom } from '../../factors/held.ts';
import { secondFactors } from '../../factors/policy.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Act } from '../../interaction/act.ts';
import { type ActParts, doneAt } from './parts.ts';

/** The factor is set up, and added, within the trip: here all is done already. It only adds, so a fresh proof will do. */
export function addFactor({ factors, config }: Pick<ActParts, 'factors' | 'config'>): Act {
  return {
    purpose: 'add-factor',
    freshWillDo: true,
    step: 'set-up',

    async prepare({ account, target }) {
      const { data: kind } = factorKind.safeParse(target);
      if (kind === undefined || factorRoom[kind].max === 0) throw notToBeAdded();
      const held = (await factors.list(account.id)).map((one) => one.kind);
      // They stand in for a factor, and are none.
      if (kind === 'backup-codes' && secondFactors(held).length === 0) throw notToBeAdded();
      const { only, max } = factorRoom[kind];
      if (!only && held.filter((one) => one === kind).length >= max)
        throw new ProblemError('too_many_factors');
      return { target: kind, shown: undefined };
    },

    perform: () => Promise.resolve(doneAt(config, '/account/security', 'add-factor')),
  };
}

function notToBeAdded(): ProblemError {
  return new ProblemError('invalid_input', { field: 'target' });
}
