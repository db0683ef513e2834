import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { loadConfig } from '../../server/config/load.ts';
import { discoveryRoute } from '../../server/discovery/discovery.route.ts';
import { metadata } from '../../server/discovery/metadata.ts';
import { paths, wellKnown } from '../../server/discovery/paths.ts';
import { grantTypes } from '../../server/grants/index.ts';
import {
  clientSigningAlgorithms,
  contentEncryptionAlgorithms,
  keyEncryptionAlgorithms,
} from '../../server/protocol/algorithms.ts';
import { serve } from '../http/harness.ts';
import { type World, answerOf, openWorld, tokensOf } from '../tokens/world.ts';

const ISSUER = 'https://id.example';
const CONFIG = { ...loadConfig({}), issuer: ISSUER };
const ROUTES = {
  authorize: 'interaction/authorize.route.ts',
  par: 'authorization/pushed.route.ts',
  token: 'grants/token.route.ts',
  userinfo: 'tokens/userinfo.route.ts',
  records: 'records/records.route.ts',
  vault: 'vault/vault.route.ts',
  jwks: 'keyring/jwks.route.ts',
  revoke: 'tokens/revoke.route.ts',
  introspect: 'tokens/introspect.route.ts',
  logout: 'logout/end-session.route.ts',
  checkSession: 'logout/check-session.route.ts',
  register: 'clients/registration.route.ts',
  deviceAuthorization: 'device/device-authorization.route.ts',
  backchannelAuthentication: 'ciba/backchannel-authentication.route.ts',
} as const satisfies Record<keyof typeof paths, string>;

/** Without a source of certificates there is no mutual TLS. */
const CONFIDENTIAL = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'];
const ASSERTION_ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'RS256', 'HS256', 'HS384', 'HS512'];

/** How one kind of answer may be signed and encrypted. */
const wrapped = (answer: string) => ({
  [`${answer}_signing_alg_values_supported`]: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  [`${answer}_encryption_alg_values_supported`]: keyEncryptionAlgorithms,
  [`${answer}_encryption_enc_values_supported`]: contentEncryptionAlgorithms,
});

describe('the discovery document', () => {
  it('DOD-S01 says this, and nothing else', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(metadata(CONFIG))), {
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      userinfo_endpoint: `${ISSUER}/userinfo`,
      jwks_uri: `${ISSUER}/jwks`,
      revocation_endpoint: `${ISSUER}/revoke`,
      introspection_endpoint: `${ISSUER}/introspect`,
      end_session_endpoint: `${ISSUER}/logout`,
      device_authorization_endpoint: `${ISSUER}/device_authorization`,
      backchannel_authentication_endpoint: `${ISSUER}/bc-authorize`,
      scopes_supported: [
        'openid',
        'profile',
        'email',
        'offline_access',
        'device_sso',
        'records:read',
        'records:write',
        'records:reveal',
        'vault:read',
        'vault:write',
      ],
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt'],
      grant_types_supported: grantTypes,
      prompt_values_supported: ['none', 'login', 'consent', 'select_account', 'create'],
      acr_values_supported: ['pwd', 'mfa-email', 'mfa', 'passkey'].map((level) => `urn:tacet:acr:${level}`),
      claims_supported: [
        ...[
          'sub',
          'name',
          'given_name',
          'family_name',
          'nickname',
          'picture',
          'website',
          'locale',
          'zoneinfo',
        ],
        ...['updated_at', 'email', 'email_verified'],
        ...['iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'at_hash', 'sid'],
      ],
      claim_types_supported: ['normal'],
      subject_types_supported: ['public', 'pairwise'],
      ...wrapped('id_token'),
      ...wrapped('userinfo'),
      ...wrapped('introspection'),
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [...CONFIDENTIAL, 'none'],
      token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      revocation_endpoint_auth_methods_supported: [...CONFIDENTIAL, 'none'],
      revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      introspection_endpoint_auth_methods_supported: CONFIDENTIAL,
      introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
      dpop_signing_alg_values_supported: clientSigningAlgorithms,
      tls_client_certificate_bound_access_tokens: false,
      ui_locales_supported: ['en', 'nl', 'de', 'fr', 'es', 'ar'],
      backchannel_token_delivery_modes_supported: ['poll', 'ping'],
      backchannel_authentication_request_signing_alg_values_supported: clientSigningAlgorithms,
      backchannel_user_code_parameter_supported: false,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
      native_sso_supported: true,
      pushed_authorization_request_endpoint: `${ISSUER}/par`,
      require_pushed_authorization_requests: false,
      request_parameter_supported: true,
      request_uri_parameter_supported: false,
      require_signed_request_object: false,
      request_object_signing_alg_values_supported: clientSigningAlgorithms,
      claims_parameter_supported: true,
      authorization_response_iss_parameter_supported: true,
      authorization_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      authorization_encryption_alg_values_supported: keyEncryptionAlgorithms,
      authorization_encryption_enc_values_supported: contentEncryptionAlgorithms,
    });
  });

  it('RFC 8705 §5 offers certificates only where they are seen, and tells where else to show them', () => {
    const proxied = loadConfig({
      TACET_TRUSTED_PROXIES: '10.0.0.0/8',
      TACET_CLIENT_CERTIFICATE_HEADER: 'X-Client-Cert',
      TACET_MTLS_ORIGIN: 'https://mtls.id.example',
    });
    const told = metadata(proxied);
    assert.ok(told.token_endpoint_auth_methods_supported.includes('tls_client_auth'));
    assert.ok(told.token_endpoint_auth_methods_supported.includes('self_signed_tls_client_auth'));
    assert.equal(told.tls_client_certificate_bound_access_tokens, true);
    assert.equal(told.mtls_endpoint_aliases?.token_endpoint, 'https://mtls.id.example/token');
    assert.equal(
      told.mtls_endpoint_aliases.pushed_authorization_request_endpoint,
      'https://mtls.id.example/par',
    );
  });

  it('names the paths that the routes are mounted on', () => {
    for (const [name, file] of Object.entries(ROUTES)) {
      const source = readFileSync(new URL(`../../server/${file}`, import.meta.url), 'utf8');
      const path = Object.entries(paths).find(([known]) => known === name)?.[1];
      assert.ok(path !== undefined && source.includes(`'${path}'`), `${file} does not mount ${path}`);
    }
  });

  it('every scope can be granted, and every language tag is canonical', () => {
    const { scopes_supported, ui_locales_supported } = metadata(CONFIG);
    for (const scope of scopes_supported) assert.match(scope, /^[\x21\x23-\x5B\x5D-\x7E]+$/);
    assert.deepEqual(Intl.getCanonicalLocales([...ui_locales_supported]), ui_locales_supported);
  });

  it('MX-02 is one document at both places, from the configured issuer, whatever the Host header says', async () => {
    await using server = await serve((router, web) =>
      discoveryRoute(router, web, { config: loadConfig({}) }),
    );
    const answers = await Promise.all(wellKnown.map(async (path) => answerOf(await server.fetch(path))));
    const [first, second] = answers;
    assert.equal(first?.text, second?.text);
    assert.equal(first?.body.issuer, loadConfig({}).issuer);
    const raw = await server.raw(
      `GET ${wellKnown[0]} HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n`,
    );
    assert.equal(raw.includes('attacker.example'), false);
    const etag = first?.headers.get('etag') ?? '';
    assert.match(etag, /^"[A-Za-z0-9_-]{43}"$/);
    assert.match(first?.headers.get('cache-control') ?? '', /max-age=300/);
    const again = await server.fetch(wellKnown[0], { headers: { 'If-None-Match': etag } });
    assert.equal(again.status, 304);
  });
});

describe('what is advertised', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('DOD-S02 DOD-N15 has public keys only, which an independent library verifies our tokens with', async () => {
    const { body, headers } = await answerOf(await world.fetch(paths.jwks));
    const jwks = JSON.parse(JSON.stringify(body));
    const maxAge = Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1]);
    assert.ok(maxAge < world.config.lifetimes.signingKeyPublishSeconds);
    assert.match(headers.get('etag') ?? '', /^"/);
    for (const key of jwks.keys) {
      for (const secret of ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi']) assert.equal(secret in key, false);
      assert.ok(key.kid && key.alg && key.use === 'sig');
    }
    const kids = jwks.keys.map(({ kid }: { kid: string }) => kid);
    assert.equal(new Set(kids).size, kids.length);
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const currentDate = new Date(world.clock.nowSeconds() * 1000);
    const options = { issuer: world.issuer, audience: by.client.id, currentDate };
    await jwtVerify(tokens.id_token ?? '', createLocalJWKSet(jwks), options);
  });

  it('DOD-S01 answers at every address, with and without a trailing slash, and to pages of clients', async () => {
    for (const path of [
      paths.token,
      paths.revoke,
      paths.introspect,
      paths.userinfo,
      paths.jwks,
      ...wellKnown,
    ]) {
      for (const spelling of [path, `${path}/`]) {
        const method = ['/token', '/revoke', '/introspect'].includes(path) ? 'POST' : 'GET';
        const { status } = await world.fetch(spelling, { method });
        assert.ok([200, 400, 401, 415].includes(status), `${method} ${spelling}: ${status}`);
      }
    }
    for (const path of [paths.token, paths.revoke, paths.userinfo, paths.jwks, ...wellKnown]) {
      const headers = { Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST' };
      const answer = await world.fetch(path, { method: 'OPTIONS', headers });
      assert.ok(answer.headers.get('access-control-allow-origin'), path);
    }
  });
});
