import type { FapiOp } from './fapi-op.ts';

/** One module of the FAPI 2.0 plans, by its name there without the plan's own prefix. */
export interface FapiModule {
  readonly name: string;
  /** Throws when the server would fail the module. Out comes why it does not apply, where it does not. */
  run(op: FapiOp): Promise<void | { readonly skipped: string }>;
}
