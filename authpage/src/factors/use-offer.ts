import { useEffect, useState } from 'react';
import type { FactorOffer } from '../../../contract/factors/index.ts';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { PageProblem } from '../api.ts';
import type { SetUpProps } from './factor-form.ts';

type OfferOf<Kind extends FactorKind> = Extract<FactorOffer, { kind: Kind }>;

interface Offered<Kind extends FactorKind> {
  readonly offer: OfferOf<Kind> | undefined;
  readonly offerProblem: PageProblem | undefined;
  readonly again: () => void;
}

/** What the server offers to set up, asked for once when the form appears. */
export function useOffer<Kind extends FactorKind>(
  kind: Kind,
  getOffer: SetUpProps['getOffer'],
): Offered<Kind> {
  const [offer, setOffer] = useState<OfferOf<Kind>>();
  const [offerProblem, setOfferProblem] = useState<PageProblem>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    void getOffer().then((answer) => {
      if (!wanted) return;
      if (!answer.ok) return setOfferProblem(answer.problem);
      if (isOf(answer.value, kind)) setOffer(answer.value);
      else setOfferProblem({ problem: 'server_error' });
    });
    return () => {
      wanted = false;
    };
    // Once a try: what was shown must stay what is asked for.
    // The function is new each time the page is drawn.
  }, [kind, tries]);
  const again = () => {
    setOfferProblem(undefined);
    setTries(tries + 1);
  };
  return { offer, offerProblem, again };
}

function isOf<Kind extends FactorKind>(offer: FactorOffer, kind: Kind): offer is OfferOf<Kind> {
  return offer.kind === kind;
}
