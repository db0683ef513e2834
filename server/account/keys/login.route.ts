import type Router from '@koa/router';
import { keyCalls } from '../../../contract/keys.ts';
import { parseEmail } from '../../accounts/email.ts';
import { pageCall } from '../../http/page-call.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Web } from '../../http/web.ts';
import { noteThrottled, type NoteThrottledParts } from '../../interaction/note-throttled.ts';
import type { Login } from '../../login/login.ts';
import type { SessionParts } from '../../sessions/cookie.ts';
import type { LiveSession } from '../../sessions/session.ts';
import { signedIn } from '../../sessions/signed-in.ts';
import type { KeyStore } from '../../vault/key-store.ts';

export interface KeyLoginParts extends NoteThrottledParts, Pick<SessionParts, 'sessions' | 'clock'> {
  readonly login: Pick<Login, 'start' | 'finish' | 'oldPasswords'>;
  readonly vaultKeys: Pick<KeyStore, 'findLocked'>;
}

type Start = { readonly startLoginRequest: string; readonly addressPrefix: string };

/**
 * A login for its export key alone. Nobody is signed in by it, and whoever is stays so: it says whether the password
 * that was typed opens anything, under the throttle of a sign-in, since it is as good a guess.
 */
export function keyLoginRoute(router: Router, web: Web, parts: KeyLoginParts): void {
  const { login, vaultKeys, clock } = parts;

  /** With the password of a key left behind: its wraps come along, they are the owner's like all others. */
  async function startOld({ account, session }: LiveSession, generation: number, start: Start) {
    const locked = await vaultKeys.findLocked(account.id, generation, clock.nowSeconds());
    if (!locked) throw new ProblemError('not_found');
    const { credential, jwe, bridges } = locked;
    const contextId = contextOf(session.id);
    const started = await login.oldPasswords.start({ contextId, credential, generation, ...start });
    return { ...started, jwe, bridges: [...bridges] };
  }

  const startCall = '/account/keys/login/start';
  pageCall(router, web, startCall, keyCalls[startCall], async ({ generation, ...message }, request) => {
    const live = await signedIn(parts, request);
    const email = parseEmail(live.account.email);
    if (email === undefined) throw new Error('an account has an address that is none');
    const start = { ...message, addressPrefix: request.caller.addressPrefix };
    try {
      if (generation !== undefined) return await startOld(live, generation, start);
      const interactionId = contextOf(live.session.id);
      return await login.start({ ...start, email, interactionId, device: request.cookie('device') });
    } catch (error) {
      await noteThrottled(parts, request.caller, error);
      throw error;
    }
  });

  const finishCall = '/account/keys/login/finish';
  pageCall(router, web, finishCall, keyCalls[finishCall], async (last, request) => {
    const { account, session } = await signedIn(parts, request);
    const contextId = contextOf(session.id);
    const proved =
      (await login.finish({ ...last, interactionId: contextId })) ??
      (await login.oldPasswords.finish({ ...last, contextId }));
    if (proved?.accountId !== account.id) throw new ProblemError('wrong_password');
    return {};
  });
}

/** No id of a trip looks like this: an attempt of one place is of no use at another. */
function contextOf(sessionId: string): string {
  return `keys of ${sessionId}`;
}
