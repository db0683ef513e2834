import type { Config } from '../config/config.ts';
import { isKnownScope } from '../protocol/scope.ts';

/**
 * What somebody whom no operator looked at may settle for their client (DR-02): members of the RFCs, and of them none
 * that speaks for somebody else. Whatever is not in this list is dropped, `tacet_…` with it.
 */
const ALLOWED: readonly string[] = [
  ...[
    'redirect_uris',
    'post_logout_redirect_uris',
    'client_name',
    'client_uri',
    'policy_uri',
    'tos_uri',
    'logo_uri',
  ],
  ...[
    'contacts',
    'application_type',
    'token_endpoint_auth_method',
    'token_endpoint_auth_signing_alg',
    'grant_types',
  ],
  ...['response_types', 'scope', 'id_token_signed_response_alg', 'default_max_age', 'initiate_login_uri'],
  ...['software_id', 'software_version', 'software_statement', 'jwks', 'jwks_uri'],
  ...['require_pushed_authorization_requests', 'require_signed_request_object', 'request_object_signing_alg'],
  ...['authorization_details_types', 'default_acr_values', 'require_auth_time'],
  ...['authorization_signed_response_alg', 'authorization_encrypted_response_alg'],
  ...['authorization_encrypted_response_enc', 'dpop_bound_access_tokens'],
  ...['tls_client_certificate_bound_access_tokens', 'subject_type', 'sector_identifier_uri'],
  ...['id_token_encrypted_response_alg', 'id_token_encrypted_response_enc', 'userinfo_signed_response_alg'],
  ...[
    'userinfo_encrypted_response_alg',
    'userinfo_encrypted_response_enc',
    'introspection_signed_response_alg',
  ],
  ...[
    'introspection_encrypted_response_alg',
    'introspection_encrypted_response_enc',
    'backchannel_logout_uri',
  ],
  ...[
    'backchannel_logout_session_required',
    'frontchannel_logout_uri',
    'frontchannel_logout_session_required',
  ],
];

type Metadata = Readonly<Record<string, unknown>>;

/**
 * The metadata of a stranger, as they are registered: only what is allowed, a name when there is none (it is optional,
 * RFC 7591 §2), without scopes that we do not know (RFC 7591 §3.2.1 lets us), and for an app on somebody's device what
 * such an app is. Judged by nobody yet.
 */
export function strangerMetadata(
  said: Metadata,
  by: 'self' | 'document',
  { mode, resources }: Pick<Config, 'mode' | 'resources'>,
): Metadata {
  const allowed = ALLOWED.filter((name) => Object.hasOwn(said, name)).map(
    (name) => [name, said[name]] as const,
  );
  const metadata: Metadata = Object.fromEntries(allowed.filter(([, value]) => value !== null));
  return {
    ...metadata,
    client_name: metadata.client_name ?? nameOf(metadata),
    ...(typeof metadata.scope === 'string' && { scope: knownScopes(metadata.scope, resources) }),
    ...(isNative(metadata, mode) && {
      tacet_type: 'native',
      token_endpoint_auth_method: nativeMethod(metadata.token_endpoint_auth_method),
    }),
    tacet_registered_by: by,
  };
}

function addressesOf({ redirect_uris: uris }: Metadata): readonly string[] {
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
}

/** The host it lives at; an app on a device is called by its scheme. */
function nameOf(metadata: Metadata): string {
  const [address] = [metadata.client_uri, ...addressesOf(metadata)].filter((uri) => typeof uri === 'string');
  const url = URL.parse(address ?? '');
  return url?.host || url?.protocol.replace(/:$/, '') || 'An app';
}

const SCOPES_MAX = 256;

function knownScopes(text: string, resources: Config['resources']): string | undefined {
  const known = text
    .split(' ', SCOPES_MAX)
    .filter((name) => isKnownScope(name) || resources.some(({ scopes }) => scopes.includes(name)));
  return known.length > 0 ? known.join(' ') : undefined;
}

/**
 * Few say `application_type`. An address on the person's own device tells the same (RFC 8252 §7); but for a server that
 * somebody develops on theirs, which can keep a secret.
 */
function isNative(metadata: Metadata, mode: Config['mode']): boolean {
  const { application_type: said, token_endpoint_auth_method: method } = metadata;
  if (said !== undefined) return said === 'native';
  const onDevice = addressesOf(metadata).filter((uri) => !uri.startsWith('https:'));
  if (onDevice.some((uri) => !uri.startsWith('http:'))) return true;
  return onDevice.length > 0 && (mode === 'production' || method === 'none');
}

/** What runs on people's devices keeps no secret, whatever it asked for; it is told so (RFC 7591 §3.2.1). */
function nativeMethod(asked: unknown): unknown {
  return asked === undefined || (typeof asked === 'string' && asked.startsWith('client_secret_'))
    ? 'none'
    : asked;
}
