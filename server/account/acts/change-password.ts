import type { Act } from '../../interaction/act.ts';
import { type ActParts, doneAt, TO_THE_ACCOUNT } from './parts.ts';

/** DOD-C21. The new password counts as soon as a login with it has passed, within the trip: here all is done already. */
export function changePassword({ config }: Pick<ActParts, 'config'>): Act {
  return {
    purpose: 'change-password',
    freshWillDo: false,
    step: 'new-password',
    prepare: () => Promise.resolve(TO_THE_ACCOUNT),
    perform: () => Promise.resolve(doneAt(config, '/account/security', 'change-password')),
  };
}
