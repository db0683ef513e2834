import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import type { PasskeySignIn } from '../factors/passkey-sign-in.ts';
import { pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { Login } from '../login/login.ts';
import { idOf } from './login.route.ts';
import { prove, type ProveParts } from './prove.ts';
import { askedBy } from './standing.ts';
import { stepOf } from './step-of.ts';

export interface PasskeyRouteParts extends ProveParts {
  readonly passkeys: PasskeySignIn;
  readonly login: ProveParts['login'] & Pick<Login, 'passkeyBudget'>;
}

/** A passkey alone: it verified whoever holds it, so it stands for password and factor at once. */
export function passkeyRoute(router: Router, web: Web, parts: PasskeyRouteParts): void {
  const { interactions, passkeys } = parts;

  const startCall = '/interaction/:id/passkey/start';
  pageCall(router, web, startCall, interactionCalls[startCall], async (_, request) => {
    const id = idOf(request);
    await interactions.ofBrowser(request, id);
    await parts.login.passkeyBudget(request.caller.addressPrefix);
    return passkeys.start(id);
  });

  const finishCall = '/interaction/:id/passkey/finish';
  pageCall(router, web, finishCall, interactionCalls[finishCall], async ({ answer }, request) => {
    const id = idOf(request);
    const interaction = await interactions.ofBrowser(request, id);
    const asked = await askedBy(parts.clients, interaction.request);
    const proved = await passkeys.finish(id, answer);
    if (!proved) throw new ProblemError('wrong_factor');
    const { accountId } = proved;
    const amr = [...proved.amr, 'mfa'];
    const unknown = { email: undefined, trustEpoch: undefined, known: undefined } as const;
    const proof = { accountId, amr, by: 'passkey', ...unknown } as const;
    const stands = await prove(parts, request, { id, interaction, asked }, proof);
    return { step: await stepOf(parts, id, stands) };
  });
}
