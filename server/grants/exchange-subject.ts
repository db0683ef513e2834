import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Client } from '../clients/client.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Family } from '../tokens/family-store.ts';
import { ID_TOKEN_TYPE, sessionIdForClient } from '../tokens/id-token.ts';
import { isOpaqueAccessToken } from '../tokens/opaque-token.ts';
import type { Actor, AuthorizationDetail } from '../tokens/terms.ts';
import { liveAccessToken } from '../tokens/verify-access-token.ts';
import { ACCESS_TOKEN, ID_TOKEN, JWT } from './exchange-types.ts';
import type { GrantContext } from './grant.ts';

/** Whose authority is exchanged, as it stands at this moment. */
export interface Subject {
  /** Absent: a client in its own name. */
  readonly accountId: string | undefined;
  /** Account id or client id, as `sub` of the presented token says it. */
  readonly name: string;
  readonly clientId: string;
  readonly family: Family | undefined;
  readonly scopes: readonly string[];
  readonly audience: readonly string[];
  readonly actor: Actor | undefined;
  readonly authorizationDetails: readonly AuthorizationDetail[] | undefined;
  readonly expiresAtSeconds: number;
}

/**
 * The subject of an exchange: a token of ours that is alive (its family, account and clients are looked up now), that
 * is the business of this client, and whose key, if it is bound to one, this request has proved. Throws
 * `invalid_request` (RFC 8693 §2.2.2), with one text whatever is wrong with the token.
 */
export async function exchangeSubject(
  presented: { readonly subject_token: string; readonly subject_token_type: string },
  context: GrantContext,
): Promise<Subject> {
  const { subject_token: token, subject_token_type: type } = presented;
  const subject = await subjectOf(token, type, context);
  if (!subject || !concerns(subject, context)) throw unacceptable('subject_token');
  return subject;
}

/** The live subject of a token of one of the types we take; whose business it is, is not judged. */
export async function subjectOf(
  token: string,
  type: string,
  context: GrantContext,
): Promise<Subject | undefined> {
  // RFC 8693 §3: a JWT is what is said, and that is what must be there.
  if (type === JWT && isOpaqueAccessToken(token)) return undefined;
  if (type === ACCESS_TOKEN || type === JWT) return ofAccessToken(token, context);
  if (type === ID_TOKEN) return ofIdToken(token, context);
  throw new OAuthError('invalid_request', 'the type of a token is not supported');
}

export function unacceptable(parameter: 'subject_token' | 'actor_token'): OAuthError {
  return new OAuthError(
    'invalid_request',
    `${parameter} is unknown, expired, revoked or not for this client`,
  );
}

async function ofAccessToken(presented: string, context: GrantContext): Promise<Subject | undefined> {
  const live = await liveAccessToken(context, presented, 'anyone');
  if (!live) return undefined;
  const { token, family } = live;
  // Without the key it is worth nothing here either (RFC 9449 §7, RFC 8705 §3).
  if (token.confirmation && !isDeepStrictEqual(token.confirmation, context.confirmation)) return undefined;
  return { ...token, accountId: token.accountId, name: token.subject, family };
}

const idTokenShape = z.object({
  iss: z.string(),
  sub: z.uuid(),
  aud: z.string(),
  exp: z.int(),
  sid: z.string(),
});

/**
 * An ID token says who signed in, and no more: what it may be exchanged for is what its client was granted in that
 * session, as long as a family of that is alive. It is meant for that client, and for nobody else. That of a pairwise subject names nobody, and finds nothing.
 */
async function ofIdToken(presented: string, context: GrantContext): Promise<Subject | undefined> {
  const { client, keyring, families, clock, config } = context;
  const claims = idTokenShape.safeParse(keyring.verify(ID_TOKEN_TYPE, presented)).data;
  const nowSeconds = clock.nowSeconds();
  if (claims?.iss !== config.issuer || claims.aud !== client.id || nowSeconds >= claims.exp) return undefined;

  const { sub: accountId, aud: clientId, exp: expiresAtSeconds, sid } = claims;
  const alive = await families.listLive(accountId, clientId, nowSeconds);
  const family = alive.find(
    ({ sessionId, toldSessionId }) => sessionIdForClient(clientId, toldSessionId ?? sessionId) === sid,
  );
  if (!family) return undefined;
  const bound = family.terms.confirmation;
  if (bound && !isDeepStrictEqual(bound, context.confirmation)) return undefined;
  return {
    ...{ accountId, name: accountId, clientId, family, scopes: family.scopes },
    audience: family.terms.resources ?? [config.issuer],
    actor: undefined,
    authorizationDetails: family.terms.authorizationDetails,
    expiresAtSeconds: Math.min(expiresAtSeconds, family.expiresAtSeconds),
  };
}

/**
 * A client may exchange its own tokens and, as a resource server, those of people that are meant for it. Another
 * client's own would become one that speaks of this client alone.
 */
function concerns({ accountId, clientId, audience }: Subject, { client, config }: GrantContext): boolean {
  if (clientId === client.id) return true;
  return accountId !== undefined && isMeantFor(client, audience, config.issuer);
}

function isMeantFor({ firstParty, settings }: Client, audience: readonly string[], issuer: string): boolean {
  if (settings.tacetResources?.some((resource) => audience.includes(resource)) === true) return true;
  return firstParty && audience.includes(issuer);
}
