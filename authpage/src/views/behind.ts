import type { PageProblem } from '../api.ts';

/** Kept with this entry of the history, which a reload leaves as it is. */
const ASKED_ANEW = 'asked-anew';

/**
 * The step was over when it was answered, in another tab or because a proof grew old: what the server asks now is a
 * better answer than an error. Once, and only where somebody did something: no page loads itself for ever.
 */
export function isBehind({ problem, restartUrl }: PageProblem, wentOn: boolean): boolean {
  if (history.state === ASKED_ANEW || !navigator.userActivation?.hasBeenActive) return false;
  return wentOn || (problem === 'interaction_expired' && restartUrl === undefined);
}

export function askAnew(): void {
  history.replaceState(ASKED_ANEW, '');
  location.reload();
}

/** The trip went on from here: the next page that is behind may ask anew again. */
export function goneOn(): void {
  if (history.state === ASKED_ANEW) history.replaceState(null, '');
}
