import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Module } from './module.ts';
import { killerOf, mutating } from './mutate.ts';
import { documentAt } from './op.ts';

/** What the modules of a plan are run with: one server, which outlives each of them. */
interface PlanWorld {
  readonly issuer: string;
  readonly discovery: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

interface Plan<World extends PlanWorld> {
  readonly name: string;
  /** How many modules the plan has in the suite: none may be forgotten. */
  readonly count: number;
  readonly modules: readonly Module<World>[];
  /** [SETUP] */
  open(): Promise<World>;
}

/**
 * Runs every module of a plan, a test each. Under `--mutate` a module must pass, fail under one mutation, and pass
 * again: what never fails checks nothing.
 */
export function plan<World extends PlanWorld>({ name, count, modules, open }: Plan<World>): void {
  describe(name, () => {
    let world: World;
    before(async () => {
      world = await open();
    });
    after(() => world.stop());

    it('has all its modules', () => {
      assert.equal(new Set(modules.map((module) => module.name)).size, count);
      assert.equal(modules.length, count);
    });

    for (const module of modules) {
      it(module.name, async (t) => {
        const run = async () => {
          // As in the suite, each begins with what discovery says now.
          const discovery = await documentAt(`${world.issuer}/.well-known/openid-configuration`);
          return module.run({ ...world, discovery }, t);
        };
        const outcome = await run();
        if (outcome) t.diagnostic(`the suite would say SKIPPED: ${outcome.skipped}`);
        if (mutating) t.diagnostic(`KILLED: ${await killerOf(module.name, run)}`);
      });
    }
  });
}
