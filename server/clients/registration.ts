import type { Config } from '../config/config.ts';
import type { ClientMetadata } from '../protocol/client-metadata.ts';
import { OAuthError } from '../protocol/error.ts';
import { redirectUriFault } from '../protocol/redirect-uri.ts';
import { scopeRegistry } from '../protocol/scope.ts';
import { clientAuthMethods } from './auth/index.ts';
import type { Client, Registration } from './client.ts';
import { clientRules } from './rules/index.ts';
import { settingsOf } from './settings.ts';

/** What a client may be registered for; a test holds it to the registry in grants/, which lies on a higher floor. */
export const registrableGrantTypes: readonly string[] = ['authorization_code', 'refresh_token'];

/**
 * Brings metadata together with defaults that fit the type of client. Throws `invalid_redirect_uri` or
 * `invalid_client_metadata` for what does not go together.
 */
export function registrationOf(metadata: ClientMetadata, mode: Config['mode']): Registration {
  const type = typeOf(metadata);
  const authMethod = authMethodOf(metadata, type);
  const grantTypes = grantTypesOf(metadata);
  const registration: Registration = {
    name: metadata.client_name,
    type,
    authMethod,
    grantTypes,
    redirectUris: addressesOf(metadata, type, mode),
    postLogoutRedirectUris: checkedAddresses(metadata.post_logout_redirect_uris, type, mode),
    scopes: scopesOf(metadata, grantTypes),
    idTokenAlgorithm: metadata.id_token_signed_response_alg,
    pkceRequired: pkceRequiredOf(metadata, authMethod),
    firstParty: metadata.tacet_first_party,
    defaultMaxAgeSeconds: metadata.default_max_age,
    clientUri: metadata.client_uri,
    policyUri: metadata.policy_uri,
    tosUri: metadata.tos_uri,
    settings: settingsOf(metadata),
  };
  for (const rule of clientRules) {
    const fault = rule(registration, mode);
    if (fault !== undefined) throw refused(fault);
  }
  return registration;
}

type CodeClientType = Exclude<Client['type'], 'machine'>;

function typeOf(metadata: ClientMetadata): CodeClientType {
  const { tacet_type: named, application_type: application, token_endpoint_auth_method: method } = metadata;
  if (named === 'machine') throw refused('machine clients need a grant that this server does not speak');
  if (named !== undefined) return named;
  if (application === 'native') return 'native';
  return method === 'none' ? 'spa' : 'web';
}

function authMethodOf(metadata: ClientMetadata, type: CodeClientType): Client['authMethod'] {
  const asked = metadata.token_endpoint_auth_method ?? (type === 'web' ? 'client_secret_basic' : 'none');
  const method = clientAuthMethods.find(({ name }) => name === asked);
  if (!method) throw refused('token_endpoint_auth_method is not supported');
  // What runs on a person's machine cannot keep a secret, and what runs on a server can (OAuth 2.1 §2.1).
  if ((type === 'web') === (method.name === 'none')) {
    throw refused('token_endpoint_auth_method must be none for spa and native clients, and not none for web');
  }
  return method.name;
}

function grantTypesOf({ grant_types: asked, response_types: responses }: ClientMetadata): readonly string[] {
  const grantTypes = [...new Set(asked ?? registrableGrantTypes)];
  if (!grantTypes.every((type) => registrableGrantTypes.includes(type))) {
    throw refused('grant_types has a grant that this server does not speak');
  }
  if (!grantTypes.includes('authorization_code')) throw refused('grant_types must have authorization_code');
  if (responses !== undefined && (responses.length !== 1 || responses[0] !== 'code')) {
    throw refused('response_types must be code alone');
  }
  return grantTypes;
}

function addressesOf(
  metadata: ClientMetadata,
  type: CodeClientType,
  mode: Config['mode'],
): readonly string[] {
  if (metadata.redirect_uris.length === 0) {
    throw new OAuthError('invalid_redirect_uri', 'at least one redirect uri is needed');
  }
  return checkedAddresses(metadata.redirect_uris, type, mode);
}

function checkedAddresses(uris: readonly string[], clientType: CodeClientType, mode: Config['mode']) {
  for (const uri of uris) {
    const fault = redirectUriFault(uri, { clientType, mode });
    if (fault !== undefined) throw new OAuthError('invalid_redirect_uri', fault);
  }
  return uris;
}

function scopesOf({ scope }: ClientMetadata, grantTypes: readonly string[]): readonly string[] {
  const refreshes = grantTypes.includes('refresh_token');
  if (scope?.includes('offline_access') && !refreshes) {
    throw refused('the scope offline_access needs the refresh_token grant');
  }
  const all = scopeRegistry.map(({ name }) => name);
  return scope ?? all.filter((name) => name !== 'offline_access' || refreshes);
}

function pkceRequiredOf(
  { tacet_pkce_required: required }: ClientMetadata,
  method: Client['authMethod'],
): boolean {
  if (!required && method === 'none') throw refused('a client without a secret must use PKCE');
  return required;
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description);
}
