import type Router from '@koa/router';
import { keyCalls } from '../../contract/keys.ts';
import type { AuditKind } from '../audit/event.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import { fingerprint } from '../platform/digest.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { keysState } from '../vault/keys-state.ts';
import {
  holderOf,
  keyAct,
  type KeyActParts,
  stateAfter,
  storedPasskeys,
  storedRecovery,
} from './keys/acting.ts';
import { keyDeviceRoute, type KeyDeviceParts } from './keys/device.route.ts';
import { keyLoginRoute, type KeyLoginParts } from './keys/login.route.ts';
import { recoveryRoute, type RecoveryParts } from './keys/recovery.route.ts';

export type AccountKeysParts = KeyActParts & KeyDeviceParts & KeyLoginParts & RecoveryParts;

/** The account key of whoever is signed in, in wraps that the server cannot open (opaque.md §5). */
export function accountKeysRoute(router: Router, web: Web, parts: AccountKeysParts): void {
  const stateCall = '/account/keys';
  pageCall(router, web, stateCall, keyCalls[stateCall], async (_, request) => {
    const { account } = await signedIn(parts, request);
    return keysState(parts, account.id);
  });
  makingRoute(router, web, parts);
  wrapsRoute(router, web, parts);
  recoveryRoute(router, web, parts);
  keyDeviceRoute(router, web, parts);
  keyLoginRoute(router, web, parts);
}

/** A key where there was none, another one, and one that was left behind. */
function makingRoute(router: Router, web: Web, parts: AccountKeysParts): void {
  const { vaultKeys } = parts;

  const makeCall = '/account/keys/make';
  pageCall(router, web, makeCall, keyCalls[makeCall], async (made, request) => {
    const { account } = await signedIn(parts, request);
    const { opaque, passkey, recovery } = made;
    const [wrap] = await storedPasskeys(parts, account.id, passkey ? [passkey] : []);
    const act = await keyAct(parts, request, account, ['keys.made', ...recoveryIn(made)]);
    const first = {
      proofDigest: fingerprint(made.proof),
      ...{ opaque, passkey: wrap, recovery: recovery && storedRecovery(recovery) },
    };
    return stateAfter(parts, act, await vaultKeys.make(act, first));
  });

  const reopenCall = '/account/keys/reopen';
  pageCall(router, web, reopenCall, keyCalls[reopenCall], async ({ successor, ...shown }, request) => {
    const { account } = await signedIn(parts, request);
    const act = await keyAct(parts, request, account, ['keys.reopened']);
    return stateAfter(parts, act, await vaultKeys.reopen(act, holderOf(shown), successor));
  });

  const replaceCall = '/account/keys/replace';
  pageCall(router, web, replaceCall, keyCalls[replaceCall], async (given, request) => {
    const { account } = await signedIn(parts, request);
    const { opaque, recovery, successor, seen } = given;
    const next = {
      proofDigest: fingerprint(given.newProof),
      passkeys: await storedPasskeys(parts, account.id, given.passkeys),
      ...{ opaque, recovery: recovery && storedRecovery(recovery), successor, seen },
    };
    const act = await keyAct(parts, request, account, ['keys.replaced', ...recoveryIn(given)]);
    return stateAfter(parts, act, await vaultKeys.replace(act, holderOf(given), next));
  });
}

/** What opens the key in use: the password, and passkeys. */
function wrapsRoute(router: Router, web: Web, parts: AccountKeysParts): void {
  const { vaultKeys } = parts;

  const passwordCall = '/account/keys/password';
  pageCall(router, web, passwordCall, keyCalls[passwordCall], async ({ jwe, seen, ...shown }, request) => {
    const { account } = await signedIn(parts, request);
    // The same key under the same password: nothing happened that its owner would want to know.
    const act = await keyAct(parts, request, account, []);
    return stateAfter(parts, act, await vaultKeys.wrapPassword(act, holderOf(shown), { jwe, seen }));
  });

  const passkeyCall = '/account/keys/passkey';
  pageCall(router, web, passkeyCall, keyCalls[passkeyCall], async ({ passkey, ...shown }, request) => {
    const { account } = await signedIn(parts, request);
    const act = await keyAct(parts, request, account, ['keys.passkey_added']);
    const [wrap] = await storedPasskeys(parts, account.id, [passkey]);
    const outcome = wrap ? await vaultKeys.wrapPasskey(act, holderOf(shown), wrap) : 'absent';
    return stateAfter(parts, act, outcome);
  });

  const removeCall = '/account/keys/passkey/remove';
  pageCall(router, web, removeCall, keyCalls[removeCall], async ({ credentialId, ...shown }, request) => {
    const { account } = await signedIn(parts, request);
    const act = await keyAct(parts, request, account, ['keys.passkey_removed']);
    const outcome = await vaultKeys.removePasskey(act, holderOf(shown), credentialId);
    // Gone already counts as done; of another account nothing is found.
    return stateAfter(parts, act, outcome === 'absent' ? 'done' : outcome);
  });
}

function recoveryIn({ recovery }: { readonly recovery?: object | undefined }): readonly AuditKind[] {
  return recovery ? ['keys.recovery_made'] : [];
}
