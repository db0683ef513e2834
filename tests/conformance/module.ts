import type { Op } from './op.ts';

/** One module of the OpenID Foundation's suite, by its own name there. */
export interface Module {
  readonly name: string;
  /** Throws when the server would fail the module. Out comes why it does not apply, where it does not. */
  run(op: Op): Promise<void | { readonly skipped: string }>;
}
