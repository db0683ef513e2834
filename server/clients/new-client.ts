import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { newBytes, newId, newSecret } from '../platform/random.ts';
import { parseClientMetadata } from '../protocol/client-metadata.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Client } from './client.ts';
import { type RegistrationParts, registrationOf } from './registration.ts';
import { sealSecret } from './sealed-secret.ts';
import { settingsMetadata } from './settings.ts';

/** Where secrets are sealed that must be kept (decision 21). Without it no client is made that needs that. */
export interface SecretParts {
  readonly keyring?: Pick<Keyring, 'sealer'>;
}

/**
 * Makes a client from RFC 7591 metadata, with defaults that fit its type. The secret is told here and never again.
 * Throws `invalid_redirect_uri` or `invalid_client_metadata`.
 */
export function newClient(
  metadata: unknown,
  { clock, ...parts }: RegistrationParts & SecretParts & { readonly clock: Clock },
  id: string = newId(),
): { readonly client: Client; readonly secret: string | undefined } {
  const registration = registrationOf(parseClientMetadata(metadata), parts);
  const made = newClientSecret(registration.authMethod, id, parts);
  const client: Client = {
    ...registration,
    id,
    secretDigests: made ? [made.digest] : [],
    sealedSecrets: made?.sealed === undefined ? [] : [made.sealed],
    enabled: true,
    createdAtSeconds: clock.nowSeconds(),
  };
  return { client, secret: made?.secret };
}

/** HS512 asks for a secret as long as its hash (RFC 7518 §3.2): this much more than any of ours. */
const MORE_BYTES = 32;

/**
 * A secret of at least 256 bits from [A-Za-z0-9_-] for a client of that method, and what is kept of it: its digest, and
 * itself, sealed, if it will sign with it. Undefined for methods without a secret. Throws `invalid_client_metadata`.
 */
export function newClientSecret(
  method: Client['authMethod'],
  clientId: string,
  { keyring }: SecretParts,
): { readonly secret: string; readonly digest: string; readonly sealed: string | undefined } | undefined {
  if (!method.startsWith('client_secret_')) return undefined;
  if (method !== 'client_secret_jwt') {
    const secret = newSecret('cs');
    return { secret, digest: fingerprint(secret), sealed: undefined };
  }
  if (keyring === undefined) {
    throw new OAuthError(
      'invalid_client_metadata',
      'a client that signs with its secret cannot be made here',
    );
  }
  const secret = newSecret('cs') + newBytes(MORE_BYTES).toString('base64url');
  const sealed = sealSecret(keyring.sealer('client-secret'), clientId, secret);
  return { secret, digest: fingerprint(secret), sealed };
}

/** A client as RFC 7591 §3.2.1 writes it; what is not set is left out. There is no secret in it: none is kept. */
export function toMetadata(client: Client): Readonly<Record<string, unknown>> {
  const metadata = {
    client_id: client.id,
    client_id_issued_at: client.createdAtSeconds,
    client_secret_expires_at: client.secretDigests.length > 0 ? 0 : undefined,
    client_name: client.name,
    application_type: client.type === 'native' ? 'native' : 'web',
    token_endpoint_auth_method: client.authMethod,
    grant_types: client.grantTypes,
    response_types: client.grantTypes.includes('authorization_code') ? ['code'] : [],
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    scope: client.scopes.join(' '),
    id_token_signed_response_alg: client.idTokenAlgorithm,
    default_max_age: client.defaultMaxAgeSeconds,
    client_uri: client.clientUri,
    policy_uri: client.policyUri,
    tos_uri: client.tosUri,
    ...settingsMetadata(client.settings),
    tacet_type: client.type,
    tacet_first_party: client.firstParty,
    tacet_pkce_required: client.pkceRequired,
    tacet_enabled: client.enabled,
  };
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}
