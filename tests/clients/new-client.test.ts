import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newClient, toMetadata } from '../../server/clients/new-client.ts';
import { grantTypes } from '../../server/grants/index.ts';
import { isSecret } from '../../server/platform/random.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { authenticator, clientStore, standingClock } from './parts.ts';

const resources = [
  {
    ...{ identifier: 'https://api.test', name: 'API', scopes: ['notes.read'], scopeTexts: {} },
    accessTokenFormat: undefined,
  },
];
const parts = { clock: standingClock(), grantTypes };
const development = { ...parts, config: { mode: 'development', resources } } as const;
const production = { ...parts, config: { mode: 'production', resources } } as const;
const minimal = { client_name: 'Notes', redirect_uris: ['https://app.test/cb'] };

const codeOf = (metadata: unknown, parts: Parameters<typeof newClient>[1] = production) => {
  try {
    newClient(metadata, parts);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof OAuthError, String(error));
    return error.code;
  }
};

describe('newClient', () => {
  it('registers for each grant there is, and for no other', () => {
    for (const type of grantTypes) {
      const redirect = type === 'authorization_code' || type === 'refresh_token';
      const ciba = type.endsWith(':ciba') ? { backchannel_token_delivery_mode: 'poll' } : {};
      const metadata = redirect
        ? { ...minimal, grant_types: ['authorization_code', type] }
        : { client_name: 'Job', grant_types: [type], scope: '', ...ciba };
      assert.ok(newClient(metadata, production).client.grantTypes.includes(type), type);
    }
    assert.equal(codeOf({ ...minimal, grant_types: ['implicit'] }), 'invalid_client_metadata');
  });

  it('DV-07 gives no other grant than that of its kind unless it is asked for', () => {
    assert.deepEqual(newClient(minimal, production).client.grantTypes, [
      'authorization_code',
      'refresh_token',
    ]);
    const machine = newClient({ client_name: 'Job', tacet_type: 'machine' }, production).client;
    assert.deepEqual(machine.grantTypes, ['client_credentials']);
    assert.deepEqual(machine.scopes, []);
    assert.deepEqual(toMetadata(machine).response_types, []);
  });

  const types: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['a web client by default', {}, { type: 'web', authMethod: 'client_secret_basic', pkceRequired: true }],
    ['a page', { tacet_type: 'spa' }, { type: 'spa', authMethod: 'none', secretDigests: [] }],
    [
      'a page, told by its method',
      { token_endpoint_auth_method: 'none' },
      { type: 'spa', authMethod: 'none' },
    ],
    ['an app, told by its kind', { application_type: 'native' }, { type: 'native', authMethod: 'none' }],
    [
      'client_secret_post',
      { token_endpoint_auth_method: 'client_secret_post' },
      { authMethod: 'client_secret_post' },
    ],
    ['no PKCE, if an operator wants it', { tacet_pkce_required: false }, { pkceRequired: false }],
    ['code alone', { grant_types: ['authorization_code'] }, { scopes: ['openid', 'profile', 'email'] }],
    ['all scopes by default', {}, { scopes: ['openid', 'profile', 'email', 'offline_access'] }],
    ['a scope of a resource', { scope: 'openid notes.read' }, { scopes: ['openid', 'notes.read'] }],
    ['fewer scopes', { scope: 'openid email' }, { scopes: ['openid', 'email'] }],
    ['null as absent', { scope: null, client_uri: null }, { clientUri: undefined }],
    ['unknown members', { is_admin: true, id: 'mine', enabled: false }, { enabled: true }],
    [
      'an address once',
      { redirect_uris: ['https://a.test/', 'https://a.test/'] },
      { redirectUris: ['https://a.test/'] },
    ],
    [
      'UI-08 a name without what turns text around',
      { client_name: ' A\u202Eb \n c\u200F ' },
      { name: 'Ab c' },
    ],
  ];
  for (const [what, changes, expected] of types) {
    it(`makes ${what}`, () => {
      assert.partialDeepStrictEqual(newClient({ ...minimal, ...changes }, production).client, expected);
    });
  }

  it('PA-13 takes no id, state or time from the metadata', () => {
    const { client } = newClient({ ...minimal, client_id: 'mine', client_id_issued_at: 1 }, production);
    assert.notEqual(client.id, 'mine');
    assert.equal(client.createdAtSeconds, production.clock.nowSeconds());
  });

  it('DOD-S10 tells a secret once, keeps its digest, and the secret opens the door', async () => {
    const { client, secret = '' } = newClient(minimal, production);
    assert.ok(isSecret('cs', secret));
    assert.ok(!JSON.stringify(client).includes(secret.slice(3)));
    assert.ok(!JSON.stringify(toMetadata(client)).includes('digest'));
    const authorization = `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`;
    const proved = await authenticator(clientStore(client)).authenticate({ form: {}, authorization });
    assert.equal(proved.id, client.id);
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ['RU-06 a fragment', { redirect_uris: ['https://app.test/cb#'] }, 'invalid_redirect_uri'],
    ['RU-08 javascript', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
    ['RU-08 http', { redirect_uris: ['http://app.test/cb'] }, 'invalid_redirect_uri'],
    ['RU-10 a wildcard', { redirect_uris: ['https://*.app.test/cb'] }, 'invalid_redirect_uri'],
    ['no address', { redirect_uris: [] }, 'invalid_redirect_uri'],
    [
      '21 addresses',
      { redirect_uris: Array.from({ length: 21 }, (_, n) => `https://a.test/${n}`) },
      'invalid_redirect_uri',
    ],
    ['an address that is a number', { redirect_uris: [1] }, 'invalid_redirect_uri'],
    [
      'LO-02 a bad sign-out address',
      { post_logout_redirect_uris: ['javascript:alert(1)'] },
      'invalid_redirect_uri',
    ],
    ['no name', { client_name: undefined }, 'invalid_client_metadata'],
    ['UI-08 a name of nothing', { client_name: '\u202E \u200B' }, 'invalid_client_metadata'],
    ['UI-08 a name of 10 kB', { client_name: 'x'.repeat(10_000) }, 'invalid_client_metadata'],
    ['UI-08 a policy that is a script', { policy_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['UI-08 a page over http', { client_uri: 'http://app.test' }, 'invalid_client_metadata'],
    [
      'UI-08 a page with user information',
      { tos_uri: 'https://app.test@evil.test' },
      'invalid_client_metadata',
    ],
    ['CF-18 an unknown scope', { scope: 'openid everything' }, 'invalid_client_metadata'],
    [
      'offline_access without refresh',
      { grant_types: ['authorization_code'], scope: 'offline_access' },
      'invalid_client_metadata',
    ],
    ['another method', { token_endpoint_auth_method: 'private_key_jwt' }, 'invalid_client_metadata'],
    [
      'a web client without a secret',
      { tacet_type: 'web', token_endpoint_auth_method: 'none' },
      'invalid_client_metadata',
    ],
    [
      'a page with a secret',
      { tacet_type: 'spa', token_endpoint_auth_method: 'client_secret_basic' },
      'invalid_client_metadata',
    ],
    [
      'PK-01 a page without PKCE',
      { tacet_type: 'spa', tacet_pkce_required: false },
      'invalid_client_metadata',
    ],
    [
      'AC-17 the password grant',
      { grant_types: ['authorization_code', 'password'] },
      'invalid_client_metadata',
    ],
    ['refresh alone', { grant_types: ['refresh_token'] }, 'invalid_client_metadata'],
    ['AC-17 the implicit flow', { response_types: ['code', 'token'] }, 'invalid_client_metadata'],
    ['alg none', { id_token_signed_response_alg: 'none' }, 'invalid_client_metadata'],
    ['DR-02 a machine with an address', { tacet_type: 'machine' }, 'invalid_redirect_uri'],
    [
      'DR-02 a machine with a redirect flow',
      { tacet_type: 'machine', grant_types: ['authorization_code'] },
      'invalid_client_metadata',
    ],
    [
      'DR-02 a machine with a scope about people',
      { tacet_type: 'machine', redirect_uris: [], scope: 'openid' },
      'invalid_client_metadata',
    ],
    [
      'DR-02 a machine with a sign-out address',
      { tacet_type: 'machine', redirect_uris: [], post_logout_redirect_uris: ['https://app.test/'] },
      'invalid_client_metadata',
    ],
    [
      'a machine without a secret',
      { tacet_type: 'machine', redirect_uris: [], token_endpoint_auth_method: 'none' },
      'invalid_client_metadata',
    ],
    [
      'RFC 6749 §4.4 a page with client_credentials',
      { tacet_type: 'spa', grant_types: ['authorization_code', 'client_credentials'] },
      'invalid_client_metadata',
    ],
    ['a negative age', { default_max_age: -1 }, 'invalid_client_metadata'],
  ];
  for (const [what, changes, code] of refused) {
    it(`${what} is ${code}`, () => assert.equal(codeOf({ ...minimal, ...changes }), code));
  }

  for (const input of [undefined, null, 1, 'x', [], [minimal]]) {
    it(`${JSON.stringify(input)} is no metadata`, () =>
      assert.equal(codeOf(input), 'invalid_client_metadata'));
  }

  it('allows http on this machine in development only', () => {
    const local = { ...minimal, redirect_uris: ['http://localhost:5173/cb'] };
    assert.deepEqual(
      [codeOf(local, production), codeOf(local, development)],
      ['invalid_redirect_uri', 'accepted'],
    );
  });

  it('registers the same client again from what it printed', () => {
    const { client } = newClient({ ...minimal, tacet_first_party: true, default_max_age: 60 }, production);
    const again = newClient(toMetadata(client), production).client;
    assert.deepEqual({ ...again, id: '', secretDigests: [] }, { ...client, id: '', secretDigests: [] });
  });

  it('refuses every member of the wrong type with a refusal, never an accident', () => {
    const members = Object.keys(toMetadata(newClient(minimal, production).client));
    for (const member of members) {
      for (const value of [0, true, {}, [], [[]], [{}], '', '\0', '\uD800', ['\0']]) {
        assert.match(codeOf({ ...minimal, [member]: value }), /^(accepted|invalid_)/);
      }
    }
  });
});
