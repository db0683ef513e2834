import type { Step } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import type { DataOf } from '../page-data.ts';

/** What the steps of one interaction share. */
export interface Trip {
  readonly interactionId: string;
  readonly proceed: (step: Step) => void;
  /** Gives the problem back when the form may go on; undefined when the trip is over and the form with it. */
  readonly refuse: (problem: PageProblem) => PageProblem | undefined;
}

/** A trip that goes on within this document, in the place of what it shows. */
export type GoOn = (
  trip: Pick<
    DataOf<'interaction'>,
    'interactionId' | 'expiresAtSeconds' | 'restartUrl' | 'nowSeconds' | 'step'
  >,
) => void;

const ENDINGS: readonly PageProblem['problem'][] = [
  'interaction_expired',
  'interaction_foreign',
  'registration_closed',
  'request_foreign',
  'request_gone',
  'cross_site',
  'sign_in_first',
  'not_found',
];

/** Problems after which nothing on this page can succeed. */
export function endsTrip({ problem }: PageProblem): boolean {
  return ENDINGS.includes(problem);
}
