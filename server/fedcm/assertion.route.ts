import type Router from '@koa/router';
import type { AuditEvent, AuditKind } from '../audit/event.ts';
import type { ClientStore } from '../clients/client-store.ts';
import { type IdentityRequest, identityEndpoint, identityRefusal } from '../http/identity-endpoint.ts';
import type { Web } from '../http/web.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/random.ts';
import { acrOf } from '../protocol/acr.ts';
import { OAuthError } from '../protocol/error.ts';
import { readFedcmSession } from '../sessions/fedcm-cookie.ts';
import type { SessionAndConsent, SessionStore } from '../sessions/session-store.ts';
import type { TokenIssuer } from '../tokens/issue.ts';
import { subjectFor } from '../tokens/subject.ts';
import { assertionRequest, type AssertionRequest } from './assertion-request.ts';
import { type ClientAt, clientAt } from './client-at.ts';
import { fedcmPaths } from './documents.route.ts';

export interface AssertionRouteParts {
  readonly keyring: Keyring;
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'save' | 'withdraw'>;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly issuer: Pick<TokenIssuer, 'assert'>;
  readonly clock: Clock;
}

/** What the browser tells a person that a client gets to know, and what the token then says. */
const SCOPES = ['openid', 'profile', 'email'] as const;
const CLAIMS = { name: null, email: null, email_verified: null };

/** FedCM: confirms to a page of a client who is there, once the person has said so to their browser; and ends that. */
export function assertionRoute(router: Router, web: Web, parts: AssertionRouteParts): void {
  const { clients, consents, keyring } = parts;

  identityEndpoint(router, web, 'POST', fedcmPaths.assertion, async (request) => {
    const asked = assertionRequest(request.form);
    const asking = asked && (await clientAt(clients, asked.clientId, request.origin));
    if (!asked) return identityRefusal(400, 'invalid_request');
    if (!asking) return identityRefusal(400, 'unauthorized_client');

    const { client, origin } = asking;
    const live = await readFedcmSession(request, parts, client.id);
    if (live?.account.id !== asked.accountId) return identityRefusal(401, 'login_required', origin);
    if (isTooOld(parts, asking, live)) return identityRefusal(401, 'login_required', origin);
    if (!(await isAllowed(parts, request, { asked, asking, live })))
      return identityRefusal(403, 'access_denied', origin);
    try {
      const token = await parts.issuer.assert(authorizationOf(asking, live, asked), client, request.caller);
      return { status: 200, body: { token }, reader: origin };
    } catch (error) {
      // Withdrawn, disabled or signed out between two looks.
      if (error instanceof OAuthError) return identityRefusal(403, 'access_denied', origin);
      throw error;
    }
  });

  identityEndpoint(router, web, 'POST', fedcmPaths.disconnect, async (request) => {
    const { client_id: clientId, account_hint: hint } = request.form;
    const asking = await clientAt(clients, clientId, request.origin);
    if (!asking) return identityRefusal(400, 'unauthorized_client');
    const { client, origin } = asking;
    const live = await readFedcmSession(request, parts);
    if (!live) return identityRefusal(401, 'login_required', origin);
    const { id, email } = live.account;
    if (![id, email, subjectFor(keyring, client, id)].some((name) => name === hint))
      return identityRefusal(400, 'invalid_request', origin);
    await consents.withdraw(id, client.id, eventOf(parts, 'consent.withdrawn', request, asking, live));
    return { status: 200, body: { account_id: id }, reader: origin };
  });
}

/** OIDC registration: a client may never want a sign-in older than this. */
function isTooOld(
  { clock }: AssertionRouteParts,
  { client }: ClientAt,
  { session }: SessionAndConsent,
): boolean {
  const { defaultMaxAgeSeconds: most } = client;
  return most !== undefined && clock.nowSeconds() - session.authenticatedAtSeconds > most;
}

interface Question {
  readonly asked: AssertionRequest;
  readonly asking: ClientAt;
  readonly live: SessionAndConsent;
}

/** Allowed before, or just now: the browser has shown what we would have shown, so it is written down as our own consent. */
async function isAllowed(
  parts: AssertionRouteParts,
  request: IdentityRequest,
  { asked, asking, live }: Question,
): Promise<boolean> {
  const { client, origin } = asking;
  const scopes = scopesOf(asking);
  if (client.firstParty || scopes.every((scope) => live.consent?.scopes.includes(scope) === true))
    return true;
  if (!asked.disclosed) return false;
  await parts.consents.save(
    {
      accountId: live.account.id,
      clientId: client.id,
      scopes,
      hosts: [new URL(origin).host],
      grantedAtSeconds: parts.clock.nowSeconds(),
    },
    eventOf(parts, 'consent.given', request, asking, live),
  );
  return true;
}

function authorizationOf(
  asking: ClientAt,
  { account, session }: SessionAndConsent,
  { nonce }: AssertionRequest,
) {
  return {
    familyId: newId(),
    clientId: asking.client.id,
    accountId: account.id,
    sessionId: session.id,
    scopes: scopesOf(asking),
    authenticatedAtSeconds: session.authenticatedAtSeconds,
    amr: session.amr,
    acr: acrOf(session.amr),
    terms: { claims: { id_token: CLAIMS } },
    nonce,
  };
}

function scopesOf({ client }: ClientAt): readonly string[] {
  return SCOPES.filter((scope) => client.scopes.includes(scope));
}

function eventOf(
  { clock }: AssertionRouteParts,
  kind: AuditKind & `consent.${string}`,
  { caller: { requestId, addressPrefix } }: IdentityRequest,
  { client }: ClientAt,
  { account, session }: SessionAndConsent,
): AuditEvent {
  const who = { accountId: account.id, clientId: client.id, sessionId: session.id };
  return { kind, atSeconds: clock.nowSeconds(), ...who, requestId, addressPrefix };
}
