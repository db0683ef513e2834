import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import { type Email, parseEmail } from '../accounts/email.ts';
import { pageCall, type PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { CredentialStore } from '../login/credential-store.ts';
import type { Login } from '../login/login.ts';
import { endSession } from '../sessions/cookie.ts';
import { noteThrottled, type NoteThrottledParts } from './note-throttled.ts';
import { prove, type ProveParts } from './prove.ts';
import { offerRenewal, type RenewParts } from './renew.ts';
import { askedBy, standingOf } from './standing.ts';
import { stepOf } from './step-of.ts';

export interface LoginRouteParts extends ProveParts, NoteThrottledParts, Pick<RenewParts, 'log'> {
  readonly credentials: Pick<CredentialStore, 'bridges'>;
  readonly login: Pick<Login, 'start' | 'finish' | 'markDevice' | 'isKnownDevice' | 'renewals'>;
}

/** The two halves of a sign-in, and changing one's mind about who signs in. */
export function loginRoute(router: Router, web: Web, parts: LoginRouteParts): void {
  const { interactions, login } = parts;

  const startCall = '/interaction/:id/login/start';
  pageCall(
    router,
    web,
    startCall,
    interactionCalls[startCall],
    async ({ email, startLoginRequest }, request) => {
      const interactionId = idOf(request);
      await interactions.ofBrowser(request, interactionId);
      const { addressPrefix } = request.caller;
      const device = request.cookie('device');
      const start = { email: emailOf(email), interactionId, startLoginRequest, addressPrefix, device };
      try {
        return await login.start(start);
      } catch (error) {
        await noteThrottled(parts, request.caller, error);
        throw error;
      }
    },
  );

  const finishCall = '/interaction/:id/login/finish';
  pageCall(router, web, finishCall, interactionCalls[finishCall], async (last, request) => {
    const interactionId = idOf(request);
    const interaction = await interactions.ofBrowser(request, interactionId);
    const asked = await askedBy(parts.clients, interaction.request);
    const proved = await login.finish({ ...last, interactionId });
    if (!proved) throw new ProblemError('wrong_password');
    const trip = { id: interactionId, interaction, asked };
    const { accountId, email, trustEpoch, known } = proved;
    const compromised = proved.setup === 'compromised';
    const proof = { accountId, email, trustEpoch, known, compromised, amr: ['pwd'], by: 'password' } as const;
    const stands = await prove(parts, request, trip, proof);
    const renewal = await offerRenewal(parts, request, interactionId, { proved, stands });
    return { step: stepOf(parts, interactionId, stands), ...(renewal !== undefined && { renewal }) };
  });

  const switchCall = '/interaction/:id/switch-account';
  pageCall(router, web, switchCall, interactionCalls[switchCall], async (_, request) => {
    const interactionId = idOf(request);
    const interaction = await interactions.ofBrowser(request, interactionId);
    await endSession(request, parts);
    const open = { ...interaction, consentedAccountId: undefined, proof: undefined };
    await interactions.save(interactionId, open);
    return { step: stepOf(parts, interactionId, await standingOf(parts, request, open)) };
  });
}

/** What was typed, in its canonical form. Throws ProblemError `invalid_input`. */
export function emailOf(typed: string): Email {
  const email = parseEmail(typed);
  if (email === undefined) throw new ProblemError('invalid_input', { field: 'email' });
  return email;
}

/** The interaction that a page call names. */
export function idOf({ segments }: Pick<PageCallRequest, 'segments'>): string {
  return segments.id ?? '';
}
