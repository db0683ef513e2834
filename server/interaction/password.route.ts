import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import { pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { Login } from '../login/login.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { fingerprint } from '../platform/digest.ts';
import { askingPassword } from './asking-password.ts';
import { type PromoteParts, promoteInTrip } from './promote.ts';
import { stepOf } from './step-of.ts';

export interface PasswordRouteParts extends PromoteParts {
  readonly login: PromoteParts['login'] & Pick<Login, 'register' | 'credential' | 'currentSetup' | 'pending'>;
  readonly ephemera: Pick<Ephemera, 'count'>;
}

/** Decision 8: each answer is a guess at the password that the address has, so a trip is good for so many. */
const STARTS_MAX = 3;
const STARTS_SECONDS = 24 * 60 * 60;

/**
 * A new password, in three messages. It is registered, then a whole login with it must pass, and only then does it take
 * the place of the old one (opaque.md 4.7). Whose it is stands in the trip, never in the request (OP-03).
 */
export function passwordRoute(router: Router, web: Web, parts: PasswordRouteParts): void {
  const { interactions, login, ephemera } = parts;

  const startCall = '/interaction/:id/password/start';
  pageCall(router, web, startCall, interactionCalls[startCall], async ({ registrationRequest }, request) => {
    const { interactionId, interaction, whose } = await askingPassword(parts, request);
    const starts = await ephemera.count(`password-starts:${fingerprint(interactionId)}`, STARTS_SECONDS);
    if (starts > STARTS_MAX) throw new ProblemError('interaction_expired');
    // Both messages are evaluated under one setup, though a rotation may fall between them.
    const setupId = login.currentSetup();
    await interactions.save(interactionId, { ...interaction, setupId });
    return login.register({ email: whose.email, setupId, registrationRequest });
  });

  const finishCall = '/interaction/:id/password/finish';
  pageCall(router, web, finishCall, interactionCalls[finishCall], async (made, request) => {
    const { interactionId, interaction, whose } = await askingPassword(parts, request);
    const { ksfId, registrationRecord, startLoginRequest } = made;
    const { setupId } = interaction;
    if (setupId === undefined) throw new ProblemError('invalid_input', { field: 'registrationRecord' });
    const credential = login.credential({ ...whose, setupId, ksfId, registrationRecord });
    return login.pending.begin({ contextId: interactionId, credential, startLoginRequest });
  });

  const proveCall = '/interaction/:id/password/prove';
  pageCall(router, web, proveCall, interactionCalls[proveCall], async ({ keys, ...last }, request) => {
    const { interactionId, interaction, stands } = await askingPassword(parts, request);
    const trip = { id: interactionId, interaction, asked: stands.asked };
    const { live } = stands;
    const after = await login.pending.proveFor({ contextId: interactionId, ...last }, (credential) =>
      promoteInTrip(parts, request, trip, { credential, keys, live }),
    );
    if (!after) throw new ProblemError('wrong_password');
    return { step: stepOf(parts, interactionId, after) };
  });
}
