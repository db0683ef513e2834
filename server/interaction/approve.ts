import type { AuditStore } from '../audit/audit-store.ts';
import type { KeysOrder } from '../../contract/step.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Client } from '../clients/client.ts';
import type { ClientLogos } from '../clients/logos/client-logos.ts';
import type { Config } from '../config/config.ts';
import { DEVICE_GRANT } from '../device/device-authorization.route.ts';
import type { Waiting, WaitingRequests } from '../device/waiting.ts';
import type { PageCallRequest } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/random.ts';
import { acrOf } from '../protocol/acr.ts';
import { isKeyScope } from '../protocol/key-scope.ts';
import type { SessionAndConsent, SessionStore } from '../sessions/session-store.ts';
import type { LiveSession } from '../sessions/session.ts';
import type { Authorization } from '../tokens/authorization.ts';
import type { DeliveredKeys } from '../vault/delivered-keys.ts';
import { judgeDelivery } from '../vault/scoped-key-delivery.ts';
import { keysOrder, type OrderParts } from '../vault/scoped-key-order.ts';
import { consentItems } from './consent-items.ts';
import { consentStep } from './consent-step.ts';
import type { ConsentStore } from './consent-store.ts';
import { cardWithLogo } from './step-of.ts';

export interface ApproveParts extends OrderParts {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly logos: Pick<ClientLogos, 'pathOf'>;
  readonly sessions: SessionStore;
  readonly consents: Pick<ConsentStore, 'save'>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly config: Config;
  readonly clock: Clock;
}

/** A waiting request beside its client, which is still there and still enabled. */
export interface Asks {
  readonly id: string;
  readonly waiting: Waiting;
  readonly client: Client;
}

/** Throws ProblemError `request_gone`. */
export async function asksOf(
  { clients, waiting }: { readonly clients: Pick<ClientStore, 'find'>; readonly waiting: WaitingFinder },
  id: string,
): Promise<Asks> {
  const found = await waiting.find(id);
  const client = found && (await clients.find(found.clientId));
  if (!found || client?.enabled !== true) throw new ProblemError('request_gone');
  return { id, waiting: found, client };
}

type WaitingFinder = Pick<WaitingRequests, 'find'>;

/** What any page shows of a request that somebody shall decide: all that the consent page would. */
export function askedCard(
  { config, logos }: Pick<ApproveParts, 'config' | 'logos'>,
  { waiting, client }: Asks,
  { account, consent }: SessionAndConsent,
) {
  const cards = {
    client: cardWithLogo(logos, client, undefined),
    account: { email: account.email, name: account.name },
  };
  const { kind: _, ...shown } = consentStep(config, waiting, cards, consent?.scopes ?? []);
  return { ...shown, askedAtSeconds: waiting.askedAtSeconds };
}

/** What a page sends. `keysJwe`: the keys, where they are asked for. */
interface Decided {
  readonly decision: 'allow' | 'deny';
  readonly request: PageCallRequest;
  readonly keysJwe?: string | undefined;
}

/**
 * Writes down what somebody decided, then lets it count. Asked every time, whatever was allowed before: nobody can see
 * from here who holds the device. The consent names no host, since no answer goes to one, and so never silences the
 * page of another request (UI-13). Throws ProblemError `request_gone` when another decision was first, `keys_missing` and
 * `invalid_input` when the keys that are asked for do not come with it.
 */
export async function decideRequest(
  parts: ApproveParts & { readonly waiting: Pick<WaitingRequests, 'decide'> },
  { id, waiting, client }: Asks,
  live: LiveSession,
  { decision, request, keysJwe }: Decided,
): Promise<{ readonly outcome: 'allowed' | 'denied' }> {
  const atSeconds = parts.clock.nowSeconds();
  const { requestId, addressPrefix } = request.caller;
  const who = { accountId: live.account.id, clientId: client.id };
  const event = { atSeconds, ...who, sessionId: live.session.id, requestId, addressPrefix };
  if (decision === 'deny') {
    if (!(await parts.waiting.decide(id, { kind: 'denied' }))) throw new ProblemError('request_gone');
    await parts.audit.append({ kind: 'consent.denied', ...event });
    return { outcome: 'denied' };
  }

  const keys = await delivered(parts, { id, waiting, client }, live, keysJwe);
  // Before anybody can poll for it, so that no token is ever without the consent it rests on.
  await parts.consents.save(
    { ...who, scopes: consentItems(waiting, parts.config.issuer), hosts: [], grantedAtSeconds: atSeconds },
    { kind: 'consent.given', ...event },
  );
  const authorization = authorizationOf(waiting, live);
  if (!(await parts.waiting.decide(id, { kind: 'allowed', authorization, keys })))
    throw new ProblemError('request_gone');
  return { outcome: 'allowed' };
}

/** What the page shall deliver with its Allow; undefined where no keys are asked for. Throws ProblemError `request_gone`. */
export async function orderOf(
  parts: OrderParts,
  { waiting, client }: Asks,
  { account }: LiveSession,
): Promise<KeysOrder | undefined> {
  const { keys, challenge } = waiting;
  if (keys === undefined || challenge === undefined) return undefined;
  if (!keys.scopes.every((name) => isKeyScope(client.settings, name))) throw new ProblemError('request_gone');
  const wanted = { client, accountId: account.id, keys, redirectUri: DEVICE_GRANT, codeChallenge: challenge };
  return keysOrder(parts, wanted);
}

/** The keys that come with an Allow, where they are asked for; what nobody asked for is not kept. */
async function delivered(
  parts: ApproveParts,
  asks: Asks,
  live: LiveSession,
  jwe: string | undefined,
): Promise<DeliveredKeys | undefined> {
  const order = await orderOf(parts, asks, live);
  if (!order) return undefined;
  if (jwe === undefined) throw new ProblemError('keys_missing');
  judgeDelivery(parts.config.issuer, order, jwe, 'keysJwe');
  return { jwe, scopes: order.scopes.map(({ scope }) => scope) };
}

function authorizationOf(
  { clientId, scopes, terms }: Waiting,
  { account, session }: LiveSession,
): Authorization {
  return {
    familyId: newId(),
    clientId,
    accountId: account.id,
    sessionId: session.id,
    scopes,
    authenticatedAtSeconds: session.authenticatedAtSeconds,
    amr: session.amr,
    acr: acrOf(session.amr),
    terms,
    nonce: undefined,
  };
}
