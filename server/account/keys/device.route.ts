import type Router from '@koa/router';
import { keyCalls } from '../../../contract/keys.ts';
import { pageCall } from '../../http/page-call.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Web } from '../../http/web.ts';
import { signedIn } from '../../sessions/signed-in.ts';
import type { DeviceWrapStore } from '../../vault/device-wrap-store.ts';
import { holderOf, keyAct, type KeyActParts, stateAfter } from './acting.ts';

export interface KeyDeviceParts extends KeyActParts {
  readonly deviceWraps: DeviceWrapStore;
}

/**
 * A vault that stays open in one browser. Its half of the key is told to the session it was left by, and to no other: a
 * session is what somebody has who proved every factor, and it ends when they sign out.
 */
export function keyDeviceRoute(router: Router, web: Web, parts: KeyDeviceParts): void {
  const { deviceWraps } = parts;

  const keepCall = '/account/keys/device';
  pageCall(router, web, keepCall, keyCalls[keepCall], async ({ generation, proof, ...wrap }, request) => {
    const { account, session } = await signedIn(parts, request);
    const act = await keyAct(parts, request, account, ['keys.device_kept']);
    const outcome = await deviceWraps.keep(act, holderOf({ generation, proof }), session.id, wrap);
    return stateAfter(parts, act, outcome);
  });

  const openCall = '/account/keys/device/open';
  pageCall(router, web, openCall, keyCalls[openCall], async ({ deviceId }, request) => {
    const { account, session } = await signedIn(parts, request);
    const found = await deviceWraps.find({ accountId: account.id, sessionId: session.id, deviceId });
    if (!found) throw new ProblemError('not_found');
    return found;
  });

  const removeCall = '/account/keys/device/remove';
  pageCall(router, web, removeCall, keyCalls[removeCall], async (_, request) => {
    const { account, session } = await signedIn(parts, request);
    const act = await keyAct(parts, request, account, ['keys.device_removed']);
    const outcome = await deviceWraps.drop(act, session.id);
    // Gone already counts as done.
    return stateAfter(parts, act, outcome === 'absent' ? 'done' : outcome);
  });
}
