import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import type { Config } from '../config/config.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import { readSession } from '../sessions/cookie.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { KeyStore } from '../vault/key-store.ts';
import { bridgeOf } from '../vault/key-change.ts';
import { ownerOf } from '../vault/owner-of.ts';
import { idOf } from './login.route.ts';
import { countRenewal, renewalContext, type RenewParts } from './renew.ts';

export interface RenewalRouteParts extends RenewParts {
  readonly vaultKeys: Pick<KeyStore, 'owner'>;
  readonly sessions: SessionStore;
  readonly config: Pick<Config, 'lifetimes'>;
}

/**
 * The same password under the current server setup, in three messages, beside a sign-in that goes on without them: the
 * trip may be over by then, so what they rest on is the offer, which only its browser can take up. Every answer is the
 * same whether or not it counted.
 */
export function renewalRoute(router: Router, web: Web, parts: RenewalRouteParts): void {
  const { renewals } = parts.login;

  function contextOf(request: PageCallRequest) {
    const context = renewalContext(request, idOf(request));
    if (!context) throw new ProblemError('interaction_foreign');
    return context;
  }

  const startCall = '/interaction/:id/renewal/start';
  pageCall(router, web, startCall, interactionCalls[startCall], async (input, request) => {
    const { accountId, ...answer } = await renewals.start(contextOf(request), input);
    return { ...answer, keys: await ownerOf(parts.vaultKeys, accountId) };
  });

  const finishCall = '/interaction/:id/renewal/finish';
  pageCall(router, web, finishCall, interactionCalls[finishCall], (input, request) =>
    renewals.finish(contextOf(request), input),
  );

  const proveCall = '/interaction/:id/renewal/prove';
  pageCall(router, web, proveCall, interactionCalls[proveCall], async (input, request) => {
    const context = contextOf(request);
    const renewed = await renewals.prove(context, { ...input, keys: bridgeOf(input.keys) });
    const live = await readSession(request, parts);
    const begunSince =
      live?.account.id === renewed.credential.accountId &&
      live.session.authenticatedAtSeconds >=
        renewed.provedAtSeconds - parts.config.lifetimes.clockLeewaySeconds;
    // The password alone changes nothing of an account that asks for a factor besides.
    if (begunSince) await countRenewal(parts, request, live, renewed);
    else await renewals.park(context, renewed);
    return {};
  });
}
