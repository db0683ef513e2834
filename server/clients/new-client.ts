import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import { newId, newSecret } from '../platform/random.ts';
import { parseClientMetadata } from '../protocol/client-metadata.ts';
import type { Client } from './client.ts';
import { type RegistrationParts, registrationOf } from './registration.ts';
import { settingsMetadata } from './settings.ts';

/**
 * Makes a client from RFC 7591 metadata, with defaults that fit its type. The secret is told here and never again:
 * only its digest is kept. Throws `invalid_redirect_uri` or `invalid_client_metadata`.
 */
export function newClient(
  metadata: unknown,
  { clock, ...parts }: RegistrationParts & { readonly clock: Clock },
  id: string = newId(),
): { readonly client: Client; readonly secret: string | undefined } {
  const registration = registrationOf(parseClientMetadata(metadata), parts);
  const made = registration.authMethod === 'none' ? undefined : newClientSecret();
  const client: Client = {
    ...registration,
    id,
    secretDigests: made ? [made.digest] : [],
    enabled: true,
    createdAtSeconds: clock.nowSeconds(),
  };
  return { client, secret: made?.secret };
}

/** A secret of 256 bits from [A-Za-z0-9_-], and the digest that is kept of it. */
export function newClientSecret(): { readonly secret: string; readonly digest: string } {
  const secret = newSecret('cs');
  return { secret, digest: fingerprint(secret) };
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
