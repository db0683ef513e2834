import { type Ephemera, EphemeraUnavailable } from '../../server/platform/ephemera.ts';
import type { TestServer } from '../harness/server.ts';
import type { Break } from './breaking.ts';

/** The calls that trips, codes and proofs are kept and judged by. */
type Calls = 'put' | 'replace' | 'peek' | 'take' | 'spend' | 'claim' | 'claimOnce';

/**
 * Loses the ephemera before or after call `at` (the first is 1): before it, nothing was done; after it, it was done and
 * nobody heard. They answer as ever afterwards, and once they were calmed.
 */
export function breakableEphemera({ parts: { ephemera } }: TestServer): {
  next(where: Break): void;
  broke(): boolean;
  /** Whatever was not broken by now stays whole. */
  calm(): void;
} {
  let where: Break | undefined;
  let count = 0;
  let broken = false;
  const lost = () => {
    broken = true;
    return new EphemeraUnavailable('lost by the test');
  };
  const dying = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    count += 1;
    const hit = where?.at === count ? where.when : undefined;
    if (hit === 'before') throw lost();
    const answer = await call();
    if (hit === 'after') throw lost();
    return answer;
  };
  const { put, replace, peek, take, spend, claim, claimOnce } = ephemera;
  const breaking: Pick<Ephemera, Calls> = {
    put: (...given) => dying(() => put(...given)),
    replace: (...given) => dying(() => replace(...given)),
    peek: (...given) => dying(() => peek(...given)),
    take: (...given) => dying(() => take(...given)),
    spend: (...given) => dying(() => spend(...given)),
    claim: (...given) => dying(() => claim(...given)),
    claimOnce: (...given) => dying(() => claimOnce(...given)),
  };
  Object.assign(ephemera, breaking);
  return {
    next: (place) => {
      where = place;
      count = 0;
      broken = false;
    },
    broke: () => broken,
    calm: () => {
      where = undefined;
    },
  };
}
