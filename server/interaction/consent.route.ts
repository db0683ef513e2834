import type Router from '@koa/router';
import { interactionCalls } from '../../contract/interaction.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Caller } from '../http/caller.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import type { LiveSession } from '../sessions/session.ts';
import type { TripParts } from './begin.ts';
import { consentItems } from './consent-items.ts';
import type { ConsentStore } from './consent-store.ts';
import { idOf } from './login.route.ts';
import { returnHost } from './return-host.ts';
import { type Asked, standing, standingOf } from './standing.ts';
import { stepOf } from './step-of.ts';

export interface ConsentRouteParts extends TripParts {
  readonly consents: Pick<ConsentStore, 'save'>;
  readonly audit: Pick<AuditStore, 'append'>;
}

/** What a person decides, and the time they take for it. */
export function consentRoute(router: Router, web: Web, parts: ConsentRouteParts): void {
  const { interactions } = parts;

  const consentCall = '/interaction/:id/consent';
  pageCall(router, web, consentCall, interactionCalls[consentCall], async ({ decision, email }, request) => {
    const interactionId = idOf(request);
    const interaction = await interactions.ofBrowser(request, interactionId);
    const stands = await standingOf(parts, request, interaction);
    const { asked, live, next } = stands;
    // A decision counts only where it is asked for: nobody allows anything before they signed in.
    // Nor for somebody else: another tab may have signed another account in since this page was drawn.
    const shown = email ?? live?.account.email;
    // Who cannot open their keys, or will not, says no in that step.
    const isAsked = next.kind === 'consent' || (next.kind === 'keys' && decision === 'deny');
    if (!isAsked || !asked || !live || shown !== live.account.email) {
      return { step: await stepOf(parts, interactionId, stands) };
    }

    const decided =
      decision === 'allow'
        ? { ...interaction, consentedAccountId: live.account.id }
        : { ...interaction, denied: true };
    // Written down before the trip goes on, so that no code is ever without the consent it rests on.
    if (decision === 'allow') await allow(parts, request.caller, asked, live);
    else await parts.audit.append(eventOf(parts, 'consent.denied', request.caller, asked, live));
    await interactions.save(interactionId, decided);
    return { step: await stepOf(parts, interactionId, standing(parts, asked, live, decided)) };
  });

  const extendCall = '/interaction/:id/extend';
  pageCall(router, web, extendCall, interactionCalls[extendCall], async (_, request) => {
    const interactionId = idOf(request);
    const extended = interactions.extended(await interactions.ofBrowser(request, interactionId));
    await interactions.save(interactionId, extended);
    return { expiresAtSeconds: extended.expiresAtSeconds };
  });
}

function allow(parts: ConsentRouteParts, caller: Caller, asked: Asked, live: LiveSession): Promise<void> {
  const { request, client } = asked;
  return parts.consents.save(
    {
      accountId: live.account.id,
      clientId: client.id,
      scopes: consentItems(request, parts.config.issuer),
      hosts: [returnHost(request.target.address)],
      grantedAtSeconds: parts.clock.nowSeconds(),
    },
    eventOf(parts, 'consent.given', caller, asked, live),
  );
}

function eventOf(
  { clock }: Pick<ConsentRouteParts, 'clock'>,
  kind: 'consent.given' | 'consent.denied',
  { requestId, addressPrefix }: Caller,
  { client }: Asked,
  { account, session }: LiveSession,
): AuditEvent {
  const who = { accountId: account.id, clientId: client.id, sessionId: session.id };
  return { kind, atSeconds: clock.nowSeconds(), ...who, requestId, addressPrefix };
}
