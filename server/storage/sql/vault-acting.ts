import type { KeyAct, KeyOutcome } from '../../vault/key-store.ts';
import type { Database, Runner } from './database.ts';
import { lockAccount } from './secured.ts';
import { noteKeyAct } from './vault-wraps.ts';

/**
 * One act on the keys of an account: one transaction under its lock. Nothing was written by an act that is not done, so
 * what it brings with it is not either.
 */
export function acting(
  db: Database,
  act: KeyAct,
  work: (runner: Runner) => Promise<KeyOutcome>,
): Promise<KeyOutcome> {
  return db.transaction(async (runner) => {
    if ((await runner.first(lockAccount, { accountId: act.accountId })) === undefined) return 'absent';
    const outcome = await work(runner);
    if (outcome === 'done') await noteKeyAct(runner, act);
    return outcome;
  });
}
