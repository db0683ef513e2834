import type { Result } from '../api.ts';
import { KeeperFailed } from './keeper.ts';

const PROBLEMS = { loading: 'offline', late: 'slow', refused: 'vault_failed' } as const;

/** What a failing vault worker comes to in words. Other errors are ours, and thrown on. */
export function vaultProblem(error: unknown): Extract<Result<never>, { ok: false }> {
  if (!(error instanceof KeeperFailed)) throw error;
  return { ok: false, problem: { problem: PROBLEMS[error.reason] } };
}

/** Runs what asks the vault worker; a worker that fails is a problem in words. */
export async function guarded<Value>(act: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await act();
  } catch (error) {
    return vaultProblem(error);
  }
}
