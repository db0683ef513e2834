import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { call, MINIMAL, register } from './registering.ts';

describe('POST /register, open to everybody', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'open' } });
  });
  after(() => server.stop());

  const stored = async (id: string) => await server.parts.storage.clients.find(id);

  it('C22 RFC 7591 §3.2.1 tells 201 with all that was registered, the secret and the way back', async () => {
    const { status, headers, told } = await register(server, { ...MINIMAL, contacts: ['a@notes.test'] });
    assert.equal(status, 201);
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(told.client_secret ?? '', /^cs_/);
    assert.equal(told.client_secret_expires_at, 0);
    assert.match(told.registration_access_token, /^ra_/);
    assert.equal(told.registration_client_uri, `${server.issuer}/register/${told.client_id}`);
    assert.deepEqual(told.contacts, ['a@notes.test']);
    assert.deepEqual(told.grant_types, ['authorization_code', 'refresh_token']);
    assert.ok(!Object.keys(told).some((name) => name.startsWith('tacet_')));
    assert.equal((await stored(told.client_id))?.settings.tacetRegisteredBy, 'self');
  });

  it('tells its endpoint in the metadata', async () => {
    const { told } = await call('GET', `${server.issuer}/.well-known/oauth-authorization-server`);
    assert.equal(told.registration_endpoint, `${server.issuer}/register`);
  });

  it('C22 §2.8 keeps initiate_login_uri, and wants https of it', async () => {
    const { told } = await register(server, { ...MINIMAL, initiate_login_uri: 'https://notes.test/begin' });
    assert.equal(told.initiate_login_uri, 'https://notes.test/begin');
  });

  it('★DR-02 takes nothing that is an operator’s to give', async () => {
    const greedy = {
      ...MINIMAL,
      ...{
        skip_consent: true,
        trusted: true,
        first_party: true,
        enabled: false,
        id: 'mine',
        client_id: 'mine',
      },
      ...{
        tacet_first_party: true,
        tacet_pkce_required: false,
        tacet_type: 'machine',
        tacet_profile: 'fapi2',
      },
      ...{
        tacet_access_token_format: 'opaque',
        tacet_resources: ['urn:all'],
        tacet_registered_by: 'document',
      },
      ...{
        tls_client_auth_subject_dn: 'CN=bank',
        backchannel_token_delivery_mode: 'poll',
        secretDigests: ['x'],
      },
      scope: 'openid admin email root',
    };
    const { status, told } = await register(server, greedy);
    assert.equal(status, 201);
    const client = await stored(told.client_id);
    assert.partialDeepStrictEqual(client, {
      firstParty: false,
      pkceRequired: true,
      type: 'web',
      enabled: true,
    });
    assert.deepEqual(client?.settings, { tacetRegisteredBy: 'self' });
    assert.deepEqual(client?.scopes, ['openid', 'email']);
    assert.notEqual(told.client_id, 'mine');
  });

  for (const grant of [
    'password',
    'client_credentials',
    'implicit',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ])
    it(`★DR-02 registers nobody for ${grant}`, async () => {
      const { status, told } = await register(server, {
        ...MINIMAL,
        grant_types: ['authorization_code', grant],
      });
      assert.deepEqual([status, told.error], [400, 'invalid_client_metadata']);
    });

  const refused: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['★RU-06 C22 a fragment', { redirect_uris: ['https://notes.test/cb#foobar'] }, 'invalid_redirect_uri'],
    ['★RU-06 an empty fragment', { redirect_uris: ['https://notes.test/cb#'] }, 'invalid_redirect_uri'],
    ...['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc', 'blob:x', 'about:blank'].map(
      (uri) => [`★RU-08 ${uri}`, { redirect_uris: [uri] }, 'invalid_redirect_uri'] as const,
    ),
    ['★RU-08 http://app.test', { redirect_uris: ['http://app.test'] }, 'invalid_redirect_uri'],
    ['RU-09 myapp:/cb', { redirect_uris: ['myapp:/cb'] }, 'invalid_redirect_uri'],
    ['RU-10 a wildcard', { redirect_uris: ['https://*.notes.test/cb'] }, 'invalid_redirect_uri'],
    ['no address', { redirect_uris: undefined }, 'invalid_redirect_uri'],
    [
      'DR-05 21 addresses',
      { redirect_uris: Array.from({ length: 21 }, (_, n) => `https://notes.test/${n}`) },
      'invalid_redirect_uri',
    ],
    [
      'JT-09 id tokens without signature',
      { id_token_signed_response_alg: 'none' },
      'invalid_client_metadata',
    ],
    ['JT-09 userinfo without signature', { userinfo_signed_response_alg: 'none' }, 'invalid_client_metadata'],
    ['JT-09 requests without signature', { request_object_signing_alg: 'none' }, 'invalid_client_metadata'],
    [
      'C22 a login that begins over http',
      { initiate_login_uri: 'http://notes.test' },
      'invalid_client_metadata',
    ],
    [
      'DR-06 both kinds of keys',
      { jwks: key(), jwks_uri: 'https://notes.test/k' },
      'invalid_client_metadata',
    ],
    ['DR-06 a private key', { jwks: key({ d: 'AAAA' }) }, 'invalid_client_metadata'],
    ['DR-06 RSA of 1024 bits', { jwks: key({ n: modulus(128) }) }, 'invalid_client_metadata'],
    ['DR-06 RSA of 16384 bits', { jwks: key({ n: modulus(2_048) }) }, 'invalid_client_metadata'],
    ['DR-06 an unknown curve', { jwks: key({ kty: 'EC', crv: 'P-192' }) }, 'invalid_client_metadata'],
    ['DR-06 keys over http', { jwks_uri: 'http://notes.test/k' }, 'invalid_client_metadata'],
    ['★UI-08 a logo that is a script', { logo_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['★UI-08 a policy that is a script', { policy_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['★UI-08 terms that are data', { tos_uri: 'data:text/html,x' }, 'invalid_client_metadata'],
    ['★UI-08 a name of 10 kB', { client_name: 'x'.repeat(10_000) }, 'invalid_client_metadata'],
    ['★PA-09 a name that is a list', { client_name: ['Notes'] }, 'invalid_client_metadata'],
    ['★PA-09 addresses that are one', { redirect_uris: 'https://notes.test/cb' }, 'invalid_redirect_uri'],
    ['★PA-09 a flag that is a word', { require_auth_time: 'true' }, 'invalid_client_metadata'],
    ['the implicit flow', { response_types: ['id_token'] }, 'invalid_client_metadata'],
  ];
  for (const [what, changes, code] of refused) {
    it(`refuses ${what}`, async () => {
      const { status, told } = await register(server, { ...MINIMAL, ...changes });
      assert.deepEqual([status, told.error], [400, code]);
    });
  }

  it('★UI-08 takes out what turns a name around, and shows no logo', async () => {
    const changes = { client_name: 'A\u202Eb <b>', logo_uri: 'https://notes.test/logo.png' };
    const { told } = await register(server, { ...MINIMAL, ...changes });
    assert.equal(told.client_name, 'Ab <b>');
    assert.equal(told.logo_uri, changes.logo_uri);
  });

  it('★PA-07 DR-05 refuses a body that is no plain object, or too long', async () => {
    const bodies = ['[]', 'null', '"x"', '1', '{', '{"a":1,"a":2}', '{"__proto__":{"polluted":1}}'];
    for (const body of [...bodies, '{"constructor":{"prototype":{"polluted":1}}}']) {
      const { status, told } = await register(server, body);
      assert.deepEqual([status, told.error], [400, 'invalid_request'], body);
    }
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    const huge = await register(server, { ...MINIMAL, contacts: ['x'.repeat(1_000_000)] });
    assert.equal(huge.status, 413);
  });

  it('lets pages of everybody call it, without cookies', async () => {
    const headers = { Origin: 'https://inspector.test' };
    const { status, headers: answered } = await register(server, MINIMAL, { headers });
    assert.deepEqual([status, answered.get('access-control-allow-origin')], [201, '*']);
    assert.equal(answered.get('access-control-allow-credentials'), null);
    const preflight = await call('OPTIONS', `${server.issuer}/register`, {
      headers: { ...headers, 'Access-Control-Request-Method': 'POST' },
    });
    assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, '*']);
  });

  it('a token is not needed, but one that is none is refused', async () => {
    assert.equal((await register(server, MINIMAL, { token: `in_${'x'.repeat(43)}` })).status, 401);
  });
});

function key(changes: Record<string, unknown> = {}) {
  return { keys: [{ kty: 'RSA', e: 'AQAB', n: modulus(256), ...changes }] };
}

function modulus(bytes: number): string {
  return Buffer.alloc(bytes, 0xc5).toString('base64url');
}
