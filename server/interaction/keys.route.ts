import type Router from '@koa/router';
import { type KeysState, tripKeyCalls } from '../../contract/keys.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';
import type { KeyStore } from '../vault/key-store.ts';
import { keysState, type KeysStateParts } from '../vault/keys-state.ts';
import { admitRecovery, type RecoveryBudgetParts } from '../vault/recovery-budget.ts';
import { type AskingPassword, askingPassword } from './asking-password.ts';
import type { TripParts } from './begin.ts';
import { usedRecovery, type UsedRecoveryParts } from './used-recovery.ts';
import { livingProof } from './trip.ts';

export interface TripKeysRouteParts
  extends TripParts, KeysStateParts, RecoveryBudgetParts, UsedRecoveryParts {
  readonly keyring: TripParts['keyring'] & KeysStateParts['keyring'];
  readonly config: TripParts['config'] & RecoveryBudgetParts['config'];
  readonly vaultKeys: Pick<KeyStore, 'owner' | 'state' | 'useRecovery'>;
}

/** RFC 8176: what a passkey proves with, of whatever make. */
const PASSKEY_METHODS = ['hwk', 'swk'];

/** The account key where a new password is chosen: the new one must open it too, or say that it is left behind. */
export function tripKeysRoute(router: Router, web: Web, parts: TripKeysRouteParts): void {
  const { vaultKeys } = parts;

  const keysCall = '/interaction/:id/keys';
  pageCall(router, web, keysCall, tripKeyCalls[keysCall], async (_, request) => {
    const asking = await askingPassword(parts, request);
    const { accountId } = asking.whose;
    const { generation, hasRecovery, recoveryUsed } = await vaultKeys.owner(accountId);
    const state = await shownState(parts, asking);
    const owner = { accountId, ...(generation !== undefined && { generation }) };
    return { owner, hasRecovery, recoveryUsed, ...(state && { state }) };
  });

  const recoverCall = '/interaction/:id/keys/recover';
  pageCall(router, web, recoverCall, tripKeyCalls[recoverCall], async ({ lookup, proof }, request) => {
    const { whose } = await askingPassword(parts, request);
    const { accountId } = whose;
    await admitRecovery(parts, { accountId, addressPrefix: request.caller.addressPrefix });
    // One of a key that was left behind opens that one in a session, and nothing here: it is not told apart from none.
    const shown = { lookup, proofDigest: fingerprint(proof), olderToo: false };
    return usedRecovery(parts, request, accountId, shown);
  });
}

/**
 * The wraps: all of them in a session, which has proved every factor for this act. Where a mailed ticket led here, those of
 * passkeys alone, and only when one was proved in this trip: the mailbox by itself is shown nothing that opens.
 */
async function shownState(
  parts: TripKeysRouteParts,
  { whose, why, stands, interaction }: AskingPassword,
): Promise<KeysState | undefined> {
  if (why === 'change' || why === 'first') {
    return stands.live?.account.id === whose.accountId ? keysState(parts, whose.accountId) : undefined;
  }
  const proof = livingProof(interaction, parts.clock.nowSeconds());
  if (why !== 'reset' || !proof?.amr.some((method) => PASSKEY_METHODS.includes(method))) return undefined;
  return openedByPasskeys(await keysState(parts, whose.accountId));
}

function openedByPasskeys(state: KeysState): KeysState {
  const { accountId, current, passkeys, hasPassword } = state;
  const rest = { accountId, older: [], passkeys, hasPassword };
  if (!current) return rest;
  const { generation, createdAtSeconds } = current;
  return { ...rest, current: { generation, createdAtSeconds, bridges: [], passkeys: current.passkeys } };
}
