import { z } from 'zod';
import type { Client } from '../clients/client.ts';
import { newId } from '../platform/random.ts';
import { acrOf } from '../protocol/acr.ts';
import { OAuthError } from '../protocol/error.ts';
import { parseScope } from '../protocol/scope.ts';
import { deviceSecretHash } from '../tokens/device-secret.ts';
import type { DeviceSession } from '../tokens/device-secret-store.ts';
import { ID_TOKEN_TYPE, sessionIdForClient } from '../tokens/id-token.ts';
import type { Owed } from '../tokens/owed.ts';
import { subjectFor } from '../tokens/subject.ts';
import { ACCESS_TOKEN, ID_TOKEN } from './exchange-types.ts';
import type { GrantContext } from './grant.ts';

interface Presented {
  readonly subject_token: string;
  readonly subject_token_type: string;
  readonly actor_token?: string | undefined;
  readonly requested_token_type: string;
  readonly scope?: string | undefined;
}

/**
 * OpenID Connect Native SSO §4: an app of the same maker joins the sign-in on its device. It brings the ID token and
 * the device secret of the first app, and gets tokens of its own in the same session: the mint judges session, account,
 * client and consent as for a code. The secret stays as it is, so that two apps may join at once. Throws
 * `invalid_request`, `invalid_target`, `invalid_scope` or `invalid_grant`.
 */
export async function nativeSso(presented: Presented, context: GrantContext): Promise<Owed> {
  const { client, many, config, deviceSecrets } = context;
  const { subject_token: idToken, subject_token_type: type, actor_token: secret = '' } = presented;
  if (type !== ID_TOKEN || presented.requested_token_type !== ACCESS_TOKEN)
    throw new OAuthError('invalid_request', 'a device secret goes with an ID token, for an access token');
  // §4.2: the tokens are for use at this server's own profile.
  if (many('audience').join(' ') !== config.issuer || many('resource').length > 0)
    throw new OAuthError('invalid_target', 'audience must be the issuer, and there is no resource');

  const session = await deviceSecrets.find(secret);
  const first = session && (await firstApp(idToken, secret, session, context));
  if (!first || !isSameMaker(first, client))
    throw new OAuthError('invalid_grant', 'device secret and ID token are not good for this client');

  const { accountId, sessionId, authenticatedAtSeconds, amr } = session;
  return {
    kind: 'first',
    authorization: {
      familyId: newId(),
      clientId: client.id,
      ...{ accountId, sessionId, scopes: scopesOf(presented.scope, client), authenticatedAtSeconds, amr },
      acr: acrOf(amr),
      terms: {},
      nonce: undefined,
    },
    extras: { issued_token_type: ACCESS_TOKEN, device_secret: secret },
  };
}

const idTokenShape = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  sid: z.string(),
  ds_hash: z.string(),
});

/**
 * §4.3: the app that the ID token was made for, when signature, session and `ds_hash` say that the token and the secret
 * are of one sign-in. That the token has expired does not matter: the session is what counts.
 */
async function firstApp(
  idToken: string,
  secret: string,
  { accountId, sessionId }: DeviceSession,
  { keyring, clients, config }: GrantContext,
): Promise<Client | undefined> {
  const claims = idTokenShape.safeParse(keyring.verify(ID_TOKEN_TYPE, idToken)).data;
  if (claims?.iss !== config.issuer || claims.ds_hash !== deviceSecretHash(secret)) return undefined;
  const first = await clients.find(claims.aud);
  if (first?.enabled !== true || claims.sub !== subjectFor(keyring, first, accountId)) return undefined;
  return claims.sid === sessionIdForClient(first.id, sessionId) ? first : undefined;
}

/** The operator's own apps, or those that the operator put into one group. */
function isSameMaker(left: Client, right: Client): boolean {
  const { tacetSsoGroup: group } = left.settings;
  if (group !== undefined) return group === right.settings.tacetSsoGroup;
  return left.firstParty && right.firstParty && right.settings.tacetSsoGroup === undefined;
}

/** There is no page to widen anything on: what is not asked for is not given. */
function scopesOf(scope: string | undefined, client: Client): readonly string[] {
  const scopes = parseScope(scope ?? 'openid');
  if (!scopes?.every((name) => client.scopes.includes(name)))
    throw new OAuthError('invalid_scope', 'a scope is malformed, unknown or not registered for this client');
  return scopes;
}
