import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ResponseMode } from './callback.ts';
import { claimsModules } from './modules-claims.ts';
import { codesModules } from './modules-codes.ts';
import { flowModules } from './modules-flow.ts';
import { personModules } from './modules-person.ts';
import { type Op, openOp } from './op.ts';

const MODULES = 38;
const modules = [...flowModules, ...claimsModules, ...personModules, ...codesModules];

/** Runs every module of the Basic OP plan, each answer travelling in that response mode. */
export function basicPlan(name: string, mode: ResponseMode): void {
  describe(name, () => {
    let op: Op;
    before(async () => {
      op = await openOp(mode);
    });
    after(() => op.stop());

    it('has all its modules', () => {
      assert.equal(new Set(modules.map((module) => module.name)).size, MODULES);
    });

    for (const module of modules) {
      it(module.name, async (t) => {
        const outcome = await module.run(op);
        if (outcome) t.diagnostic(`the suite would say SKIPPED: ${outcome.skipped}`);
      });
    }
  });
}
