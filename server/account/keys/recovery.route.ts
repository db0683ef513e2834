import type Router from '@koa/router';
import { keyCalls } from '../../../contract/keys.ts';
import { pageCall } from '../../http/page-call.ts';
import type { Web } from '../../http/web.ts';
import { usedRecovery, type UsedRecoveryParts } from '../../interaction/used-recovery.ts';
import { fingerprint } from '../../platform/digest.ts';
import { signedIn } from '../../sessions/signed-in.ts';
import { admitRecovery, type RecoveryBudgetParts } from '../../vault/recovery-budget.ts';
import { holderOf, keyAct, type KeyActParts, stateAfter, storedRecovery } from './acting.ts';

export type RecoveryParts = KeyActParts & RecoveryBudgetParts & UsedRecoveryParts;

/** The recovery key: made by whoever has the account key, and shown by whoever wrote it down. */
export function recoveryRoute(router: Router, web: Web, parts: RecoveryParts): void {
  const { vaultKeys } = parts;

  const setCall = '/account/keys/recovery';
  pageCall(router, web, setCall, keyCalls[setCall], async ({ recovery, ...shown }, request) => {
    const { account } = await signedIn(parts, request);
    const act = await keyAct(parts, request, account, ['keys.recovery_made']);
    const outcome = await vaultKeys.setRecovery(act, holderOf(shown), storedRecovery(recovery));
    return stateAfter(parts, act, outcome);
  });

  const openCall = '/account/keys/recovery/open';
  pageCall(router, web, openCall, keyCalls[openCall], async ({ lookup, proof }, request) => {
    const { id } = (await signedIn(parts, request)).account;
    await admitRecovery(parts, { accountId: id, addressPrefix: request.caller.addressPrefix });
    return usedRecovery(parts, request, id, { lookup, proofDigest: fingerprint(proof), olderToo: true });
  });
}
