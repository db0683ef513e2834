import type { Config } from '../config/config.ts';
import type { ClientMetadata } from '../protocol/client-metadata.ts';
import { OAuthError } from '../protocol/error.ts';
import { redirectUriFault } from '../protocol/redirect-uri.ts';
import { isKnownScope, scopeRegistry } from '../protocol/scope.ts';
import { clientAuthMethods } from './auth/index.ts';
import type { Client, Registration } from './client.ts';
import { personGrants } from './grant-kinds.ts';
import { clientRules } from './rules/index.ts';
import { settingsOf } from './settings.ts';

/** What this server offers those who register with it. */
export interface RegistrationParts {
  readonly config: Pick<Config, 'mode' | 'resources'>;
  /** The registry in grants/, which lies on a higher floor. */
  readonly grantTypes: readonly string[];
}

/** What a client gets that names no grants: any other is off until it is asked for (DV-07, ASVS 10.4.4). */
const DEFAULT_GRANTS = ['authorization_code', 'refresh_token'];
const DEFAULT_MACHINE_GRANTS = ['client_credentials'];

/** Scopes that a client has only when it names them. */
const NAMED_ONLY = [
  ...['device_sso', 'records:read', 'records:write', 'records:reveal'],
  ...['vault:read', 'vault:write'],
];

/**
 * Brings metadata together with defaults that fit the type of client. Throws `invalid_redirect_uri` or
 * `invalid_client_metadata` for what does not go together.
 */
export function registrationOf(
  metadata: ClientMetadata,
  { config, grantTypes: offered }: RegistrationParts,
): Registration {
  const { mode } = config;
  const grantTypes = grantTypesOf(metadata, offered);
  const type = typeOf(metadata, grantTypes);
  const authMethod = authMethodOf(metadata, type);
  const scopes = scopesOf(metadata, type, grantTypes, config);
  const registration: Registration = {
    name: metadata.client_name,
    type,
    authMethod,
    grantTypes,
    redirectUris: addressesOf(metadata, type, mode, grantTypes),
    postLogoutRedirectUris: checkedAddresses(metadata.post_logout_redirect_uris, type, mode),
    scopes,
    // OIDC Registration §2 demands the default; FAPI 2.0 §5.4.1 forbids it.
    idTokenAlgorithm:
      metadata.id_token_signed_response_alg ?? (metadata.tacet_profile === undefined ? 'RS256' : 'PS256'),
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

function typeOf(metadata: ClientMetadata, grantTypes: readonly string[]): Client['type'] {
  const { tacet_type: named, application_type: application, token_endpoint_auth_method: method } = metadata;
  if (named !== undefined) return named;
  if (application === 'native') return 'native';
  if (!grantTypes.some((type) => personGrants.includes(type))) return 'machine';
  return method === 'none' ? 'spa' : 'web';
}

function authMethodOf(metadata: ClientMetadata, type: Client['type']): Client['authMethod'] {
  const onServer = type === 'web' || type === 'machine';
  const asked = metadata.token_endpoint_auth_method ?? (onServer ? 'client_secret_basic' : 'none');
  const method = clientAuthMethods.find(({ name }) => name === asked);
  if (!method) throw refused('token_endpoint_auth_method is not supported');
  // What runs on a person's machine cannot keep a secret, and what runs on a server can (OAuth 2.1 §2.1).
  if (onServer === (method.name === 'none')) {
    throw refused(
      'token_endpoint_auth_method must be none for spa and native clients, and not none for others',
    );
  }
  return method.name;
}

function grantTypesOf(
  { grant_types: asked, response_types: responses, tacet_type: named }: ClientMetadata,
  offered: readonly string[],
): readonly string[] {
  const byDefault = named === 'machine' ? DEFAULT_MACHINE_GRANTS : DEFAULT_GRANTS;
  const grantTypes = [...new Set(asked ?? byDefault)];
  if (!grantTypes.every((type) => offered.includes(type))) {
    throw refused('grant_types has a grant that this server does not speak');
  }
  if (grantTypes.every((type) => type === 'refresh_token')) {
    throw refused('grant_types must have one that something begins with');
  }
  // RFC 7591 §2.1: a response type for the grants that have one, none for the others.
  const due = grantTypes.includes('authorization_code') ? ['code'] : [];
  if (responses !== undefined && responses.join(' ') !== due.join(' ')) {
    throw refused('response_types must be code alone, and empty without the authorization_code grant');
  }
  return grantTypes;
}

function addressesOf(
  metadata: ClientMetadata,
  type: Client['type'],
  mode: Config['mode'],
  grantTypes: readonly string[],
): readonly string[] {
  const needed = grantTypes.includes('authorization_code');
  if (needed !== metadata.redirect_uris.length > 0) {
    throw new OAuthError(
      'invalid_redirect_uri',
      needed ? 'at least one redirect uri is needed' : 'a client without redirect flows has no redirect uri',
    );
  }
  return checkedAddresses(metadata.redirect_uris, type, mode);
}

function checkedAddresses(uris: readonly string[], type: Client['type'], mode: Config['mode']) {
  // One without a person has no use for any; it may be given none, so what it is judged as does not matter.
  const clientType = type === 'machine' ? 'web' : type;
  for (const uri of uris) {
    const fault = redirectUriFault(uri, { clientType, mode });
    if (fault !== undefined) throw new OAuthError('invalid_redirect_uri', fault);
  }
  return uris;
}

function scopesOf(
  { scope }: ClientMetadata,
  type: Client['type'],
  grantTypes: readonly string[],
  { resources }: Pick<Config, 'resources'>,
): readonly string[] {
  const ofResources = resources.flatMap(({ scopes }) => scopes);
  if (scope?.some((name) => !isKnownScope(name) && !ofResources.includes(name)) === true) {
    throw refused('client metadata is missing or malformed: scope');
  }
  const refreshes = grantTypes.includes('refresh_token');
  if (scope?.includes('offline_access') && !refreshes) {
    throw refused('the scope offline_access needs the refresh_token grant');
  }
  if (scope === undefined && type === 'machine') return [];
  const all = scopeRegistry.map(({ name }) => name).filter((name) => !NAMED_ONLY.includes(name));
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
