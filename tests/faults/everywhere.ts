import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Break } from './breaking.ts';

/** An act at its last message: sent, it must leave what was before or what comes after, and either whole. */
export interface BreakableAct {
  send(): Promise<{ readonly ok: boolean }>;
  /** Which of the two it is; throws when it is neither, or half of each. */
  outcome(): Promise<'before' | 'after'>;
  /** Where it changed nothing it is sent once more, as its page would: the act that was broken is the next one. */
  readonly again?: true;
}

/** Something that can break at one place of many. */
interface Breakable {
  next(where: Break): void;
  broke(): boolean;
}

/** More places than any act of these tests has. */
const PLACES_MAX = 24;

/**
 * Breaks an act before and after one place after the other, until none is left; then it must be whole. And once more where
 * all was committed and nobody heard.
 */
export async function everywhere(
  t: TestContext,
  breaking: Breakable,
  make: () => Promise<BreakableAct>,
): Promise<void> {
  let next: BreakableAct | undefined;
  const survives = async (where: Break) => {
    const act = next ?? (await make());
    breaking.next(where);
    const { ok } = await act.send();
    assert.equal(ok, !breaking.broke(), `${where.when} ${where.at}`);
    const outcome = await act.outcome();
    next = outcome === 'before' && act.again ? act : undefined;
    return outcome;
  };
  const kept: string[] = [];
  for (let at = 1; at <= PLACES_MAX; at += 1) {
    for (const when of ['before', 'after'] as const) {
      const outcome = await survives({ at, when });
      if (!breaking.broke()) {
        t.diagnostic(`${at - 1} statements, broken at each: ${kept.join(' ')}`);
        assert.ok(at > 1 && outcome === 'after', 'whole when nothing breaks');
        assert.equal(await survives({ at: 0, when: 'answer' }), 'after', 'committed, though nobody heard');
        return;
      }
      kept.push(outcome);
    }
  }
  assert.fail('it never came to an end');
}
