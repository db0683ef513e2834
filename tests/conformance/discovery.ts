import assert from 'node:assert/strict';
import { createLocalJWKSet, importJWK } from 'jose';
import { keysOf } from './op.ts';

interface Told {
  readonly issuer: string;
  readonly discovery: Readonly<Record<string, unknown>>;
}

const RESPONSE_TYPES = ['code', 'id_token', 'id_token token', 'code id_token', 'code token'];
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** The members that the suite knows, by their types: one of our own invention would be a warning there (C13). */
const URL_MEMBERS = new RegExp(
  `^(issuer|jwks_uri|check_session_iframe|(${[
    ...['authorization', 'token', 'userinfo', 'registration', 'revocation', 'introspection', 'end_session'],
    ...['device_authorization', 'pushed_authorization_request', 'backchannel_authentication'],
  ].join('|')})_endpoint)$`,
);
const LIST_MEMBERS = new RegExp(
  `^(.+_(auth_methods|(signing|encryption)_(alg|enc)_values)|${[
    ...['scopes', 'response_types', 'response_modes', 'grant_types', 'subject_types', 'acr_values', 'claims'],
    ...[
      'claim_types',
      'ui_locales',
      'prompt_values',
      'code_challenge_methods',
      'authorization_details_types',
    ],
    'backchannel_token_delivery_modes',
    ...['keys_jwk_crv_values', 'keys_jwe_enc_values'],
  ].join('|')})_supported$`,
);
const FLAG_MEMBERS = new RegExp(
  `^(${[
    'require_(pushed_authorization_requests|signed_request_object)',
    'tls_client_certificate_bound_access_tokens',
    '(claims|request|request_uri|authorization_response_iss|backchannel_user_code)_parameter_supported',
    '(front|back)channel_logout(_session)?_supported',
    'client_id_metadata_document_supported',
    // Of a specification of the OpenID Foundation that the suite does not know yet: a warning there.
    'native_sso_supported',
    // Of end-to-end keys, which no specification knows: a warning there, as are the two lists of them.
    'scoped_keys_supported',
  ].join('|')})$`,
);

/**
 * These are told, and every endpoint is where the issuer is: over https, which `npm run conformance` uses, the suite
 * takes no other (C25).
 */
export function assertEndpoints({ issuer, discovery }: Told, ...names: readonly string[]): void {
  const endpoints = Object.entries(discovery).filter(([name]) => name.endsWith('_endpoint'));
  assert.ok(endpoints.length >= 7);
  for (const [name, url] of [...endpoints, ...names.map((name) => [name, discovery[name]] as const)])
    assert.ok(String(url).startsWith(`${issuer}/`), `${name}: ${String(url)}`);
}

/** `oidcc-discovery-endpoint-verification` (conformance.md §2.4). */
export async function verifyDiscovery(op: Told): Promise<void> {
  const { issuer, discovery } = op;
  assert.equal(discovery.issuer, issuer);
  const { hostname, pathname, search, hash, username } = new URL(issuer);
  assert.deepEqual([hostname, pathname, search, hash, username], ['localhost', '/', '', '', '']);
  assertEndpoints(op, 'jwks_uri', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint');
  for (const [name, value] of Object.entries(discovery)) assertMember(name, value);

  const has = (name: string, ...values: readonly string[]) =>
    assert.ok(
      list(discovery, name).some((value) => values.includes(value)),
      name,
    );
  has('response_types_supported', ...RESPONSE_TYPES);
  has('subject_types_supported', 'public', 'pairwise');
  has('id_token_signing_alg_values_supported', 'RS256');
  has('request_object_signing_alg_values_supported', 'RS256');
  has('scopes_supported', 'openid');
  has('code_challenge_methods_supported', 'S256');
  has('grant_types_supported', 'authorization_code');
  has('claims_supported', 'sub');
  for (const scope of list(discovery, 'scopes_supported')) assert.match(scope, SCOPE);
  for (const tag of list(discovery, 'ui_locales_supported')) {
    assert.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
    assert.notEqual(new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag), undefined);
  }
  await verifyKeys(op);
}

/** [SETUP] of the keys: each has an id of its own, and nothing that only we may know. */
export async function verifyKeys(op: Told): Promise<void> {
  const { keys } = await keysOf(op);
  const ids = keys.map(({ kid }) => kid);
  assert.ok(ids.every((kid) => typeof kid === 'string' && kid !== ''));
  assert.equal(new Set(ids).size, ids.length);
  for (const key of keys) {
    await importJWK(key);
    assert.ok(!PRIVATE_MEMBERS.some((name) => name in key));
  }
  assert.ok(createLocalJWKSet({ keys }));
}

export function list(document: Told['discovery'], name: string): readonly string[] {
  const value = document[name];
  assert.ok(Array.isArray(value) && value.length > 0, name);
  return value.map((one) => {
    assert.ok(typeof one === 'string' && one !== '', name);
    return one;
  });
}

function assertMember(name: string, value: unknown): void {
  if (URL_MEMBERS.test(name)) assert.ok(typeof value === 'string' && URL.canParse(value), name);
  else if (FLAG_MEMBERS.test(name)) assert.equal(typeof value, 'boolean', name);
  else {
    assert.match(name, LIST_MEMBERS);
    list({ [name]: value }, name);
  }
}
