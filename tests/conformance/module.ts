import type { TestContext } from 'node:test';

/** How a module ended: well, or not at all, because of what discovery says. */
export type Outcome = { readonly skipped: string } | void;

/** One module of the OpenID Foundation's suite, by its own name there. */
export interface Module<World> {
  readonly name: string;
  /** Throws when the server would fail the module. Out comes why it does not apply, where it does not. */
  run(world: World, t: Pick<TestContext, 'after'>): Promise<Outcome> | Outcome;
}
