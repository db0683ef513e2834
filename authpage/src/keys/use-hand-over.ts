import { useEffect, useState } from 'react';
import type { KeysState } from '../../../contract/keys.ts';
import { type PageProblem, type Result, call } from '../api.ts';
import { isRolledBack } from './generation-memory.ts';
import { guarded } from './guarded.ts';
import { type NewRecovery, newRecovery } from './new-recovery.ts';
import { type CurrentKey, openHeld } from './open-key.ts';

/** Where this page is with the keys. `stuck`: a call failed, and can be tried again. */
export type Stage =
  | { readonly at: 'opening' | 'handing' | 'rolled-back' }
  | { readonly at: 'stuck'; readonly problem: PageProblem; readonly again: () => void }
  | { readonly at: 'none'; readonly state: KeysState }
  | { readonly at: 'locked'; readonly state: KeysState; readonly current: CurrentKey }
  | { readonly at: 'keep'; readonly made: NewRecovery };

export interface HandingOver {
  readonly stage: Stage;
  /** The key is open: hands the keys over and goes on. */
  readonly hand: (state: KeysState) => void;
  /** A recovery key opened it: makes the next one. */
  readonly renew: (state: KeysState) => void;
}

interface Parts<Given> {
  readonly refuse: (problem: PageProblem) => PageProblem | undefined;
  readonly give: (state: KeysState) => Promise<Result<Given>>;
  readonly onGiven: (given: Given) => void;
}

/** Where the handing over stands, and what takes it on. Looks by itself, once. */
export function useHandOver<Given>({ refuse, give, onGiven }: Parts<Given>): HandingOver {
  const [stage, setStage] = useState<Stage>({ at: 'opening' });
  const stuck = (problem: PageProblem, again: () => void) => {
    const shown = refuse(problem);
    if (shown) setStage({ at: 'stuck', problem: shown, again });
  };
  const hand = async (state: KeysState) => {
    setStage({ at: 'handing' });
    const handed = await give(state);
    if (handed.ok) onGiven(handed.value);
    else stuck(handed.problem, () => void hand(state));
  };
  const renew = async (state: KeysState) => {
    setStage({ at: 'opening' });
    const renewed = await newRecovery(state.accountId);
    if (renewed.ok) setStage({ at: 'keep', made: renewed.value });
    else stuck(renewed.problem, () => void renew(state));
  };
  const begin = async () => {
    setStage({ at: 'opening' });
    const found = await guarded(look);
    if (!found.ok) stuck(found.problem, () => void begin());
    else if (found.value.at === 'open') await hand(found.value.state);
    else setStage(found.value);
  };
  // Once a step, whatever functions act.
  useEffect(() => void begin(), []);
  return { stage, hand: (state) => void hand(state), renew: (state) => void renew(state) };
}

type Found = Stage | { readonly at: 'open'; readonly state: KeysState };

/** What there is, and whether it opens with what this page holds. */
async function look(): Promise<{ ok: true; value: Found } | { ok: false; problem: PageProblem }> {
  const asked = await call('/account/keys', {});
  if (!asked.ok) return asked;
  const { value: state } = asked;
  const { accountId, current } = state;
  if (isRolledBack(accountId, current?.generation)) return { ok: true, value: { at: 'rolled-back' } };
  if (!current) return { ok: true, value: { at: 'none', state } };
  const opened = await openHeld({ accountId, current });
  return { ok: true, value: opened ? { at: 'open', state } : { at: 'locked', state, current } };
}
