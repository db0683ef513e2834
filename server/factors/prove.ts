import type { FactorAnswer } from '../../contract/factors/index.ts';
import type { FactorKind } from '../../contract/factors/kind.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Budget, Ephemera } from '../platform/ephemera.ts';
import { guessesKey } from './budget-keys.ts';
import type { Factor, FactorAsked, FactorProved } from './factor.ts';
import { heldBy, type HeldParts, saveUse } from './held.ts';

export interface ProveParts extends HeldParts {
  /** `factorsOf(…)`. */
  readonly registry: readonly Factor[];
  readonly ephemera: Pick<Ephemera, 'admit' | 'refund' | 'claim'>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly config: { readonly throttleScale: number };
  /** Told once a day at most of an account and kind: the limit was reached, and its owner should hear of it. */
  readonly guessed: (asked: FactorAsked, tries: number) => Promise<void>;
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** TO-03: whoever knows the password has 5 tries at a code, then one after 1, 5, 15 and every 60 minutes. */
const GUESSES: Limits = {
  free: 5,
  delaysSeconds: [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE],
  leakSeconds: 0,
  memorySeconds: DAY,
};

/** Nobody guesses a signature: this bounds the work alone, and whoever guesses keeps no owner of a passkey out. */
const SIGNATURES: Limits = { free: 60, delaysSeconds: [10], leakSeconds: 10, memorySeconds: 60 * MINUTE };

/** A racer that loses is judged again by what the winner left; whoever loses so often is no person. */
const ATTEMPTS_MAX = 3;

/**
 * Judges an answer and saves what it leaves behind, before it counts. Undefined: wrong, used, expired or of another
 * trip. Every answer is counted before it is looked at, apart from the password's tries. Throws ProblemError
 * `too_many_attempts`, having looked at nothing.
 */
export async function proveFactor(
  parts: ProveParts,
  asked: FactorAsked,
  answer: FactorAnswer,
): Promise<Pick<FactorProved, 'amr' | 'next'> | undefined> {
  const factor = parts.registry.find(({ kind }) => kind === answer.kind);
  if (factor === undefined) return undefined;
  const budget = budgetOf(parts, asked, answer.kind);
  await admit(parts, asked, budget);

  let { held } = asked;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const proved = await factor.verify({ ...asked, held }, answer);
    if (proved === undefined) return undefined;
    if (proved.next === undefined || (await saveUse(parts, asked.account.id, proved.next))) {
      await parts.ephemera.refund([{ key: budget.key, forget: true }]);
      return proved;
    }
    held = await heldBy(parts, asked.account.id);
  }
  return undefined;
}

function budgetOf({ config }: ProveParts, { account }: FactorAsked, kind: FactorKind): Budget {
  const limits = kind === 'passkey' ? SIGNATURES : GUESSES;
  return scaledBudget(guessesKey(kind, account.id), limits, config.throttleScale);
}

/** The first refusal of a day is written down and told; a flood of them is not. */
async function admit(parts: ProveParts, asked: FactorAsked, budget: Budget): Promise<void> {
  try {
    await admitOrRefuse(parts, [budget]);
  } catch (error) {
    if (error instanceof ProblemError && (await parts.ephemera.claim(`told:${budget.key}`, DAY))) {
      const accountId = asked.account.id;
      await parts.audit.append({ kind: 'factor.refused', atSeconds: parts.clock.nowSeconds(), accountId });
      await parts.guessed(asked, budget.free);
    }
    throw error;
  }
}
