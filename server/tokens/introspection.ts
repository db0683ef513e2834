import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/digest.ts';
import type { FamilyStore } from './family-store.ts';
import { decodeRefreshToken } from './refresh-token.ts';
import { subjectFor } from './subject.ts';
import { tokenType } from './terms.ts';
import { type AccessToken, liveAccessToken } from './verify-access-token.ts';

interface Parts {
  readonly families: FamilyStore;
  readonly keyring: Keyring;
  readonly config: Config;
  readonly clock: Clock;
}

/** RFC 7662 §2.2: one answer, byte for byte, for all that is not both good and the caller's business (IN-03). */
const INACTIVE = { active: false } as const;

/** What this client may know of a token (RFC 7662 §2.2). Never throws for what was presented. */
export async function lookInto(parts: Parts, client: Client, presented: string): Promise<object> {
  return (await refreshToken(parts, client, presented)) ?? (await accessToken(parts, client, presented));
}

async function refreshToken(parts: Parts, client: Client, presented: string) {
  const { keyring, families, config, clock } = parts;
  const content = decodeRefreshToken(keyring.sealer('refresh-token'), client.id, presented);
  if (!content) return undefined;
  const { accountId, familyId } = content;
  const { family } = (await families.findLive(accountId, familyId, clock.nowSeconds())) ?? {};
  const current =
    family?.clientId === client.id &&
    family.secretDigest === sha256(content.secret).toString('base64url') &&
    family.generation === content.generation;
  return current
    ? {
        active: true,
        iss: config.issuer,
        sub: subjectFor(keyring, client, accountId),
        client_id: client.id,
        scope: family.scopes.join(' '),
        iat: family.rotatedAtSeconds,
        exp: Math.min(family.idleExpiresAtSeconds, family.expiresAtSeconds),
        authorization_details: family.terms.authorizationDetails,
      }
    : INACTIVE;
}

async function accessToken(parts: Parts, client: Client, presented: string) {
  const live = await liveAccessToken(parts, presented, 'anyone');
  if (!live || !isBusinessOf(client, live.token, parts.config)) return INACTIVE;
  const { token, family } = live;
  const [audience] = token.audience;
  return {
    active: true,
    token_type: tokenType(token.confirmation),
    iss: parts.config.issuer,
    sub: token.subject,
    aud: token.audience.length === 1 ? audience : token.audience,
    client_id: token.clientId,
    scope: token.scopes.length > 0 ? token.scopes.join(' ') : undefined,
    iat: token.issuedAtSeconds,
    exp: token.expiresAtSeconds,
    jti: token.jti,
    auth_time: family?.authenticatedAtSeconds,
    acr: family?.acr,
    amr: family?.amr,
    cnf: token.confirmation,
    act: token.actor,
    authorization_details: token.authorizationDetails,
  };
}

/**
 * The token's own client, or a resource server that the token is meant for: one that the operator registered for a
 * resource in its audience, or for our own APIs, whose resource is the issuer (IN-02).
 */
function isBusinessOf(client: Client, { clientId, audience }: AccessToken, { issuer }: Config): boolean {
  const served = [...(client.settings.tacetResources ?? []), ...(client.firstParty ? [issuer] : [])];
  return clientId === client.id || audience.some((one) => served.includes(one));
}
