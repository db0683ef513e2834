import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validate } from './parts.ts';

type Changes = Readonly<Record<string, string | undefined>>;

describe('validateAuthorizationRequest: who may be answered at all', () => {
  const untrusted: [string, Changes, string?][] = [
    ['1D.3 no client_id', { client_id: undefined }],
    ['RU-12 an unknown client', { client_id: 'nobody' }],
    ['RU-12 a client id that is none', { client_id: 'spa\u0000' }],
    [
      'RU-12 an unknown client whose address is an attackers',
      { client_id: 'nobody', redirect_uri: 'https://evil.test' },
    ],
    ['DOD-S10 a disabled client', { client_id: 'disabled' }],
    ['RU-12 a foreign address', { redirect_uri: 'https://evil.test/cb' }],
    [
      'RU-12 a foreign address and response_type=token',
      { redirect_uri: 'https://evil.test', response_type: 'token' },
    ],
    ['RU-12 a foreign address and no openid', { redirect_uri: 'https://evil.test', scope: 'email' }],
    ['RU-12 a foreign address and a bad scope', { redirect_uri: 'https://evil.test', scope: '"' }],
    [
      'RU-12 a foreign address and a bad response_mode',
      { redirect_uri: 'https://evil.test', response_mode: 'x' },
    ],
    ['RU-13 a foreign address and prompt=none', { redirect_uri: 'https://evil.test', prompt: 'none' }],
    [
      'conformance #36 a foreign address and a request object',
      { redirect_uri: 'https://evil.test', request: 'a.b.' },
    ],
    ['RU-11 no address, and several to choose from', { client_id: 'many', redirect_uri: undefined }],
    ['RU-11 no address, and none registered', { client_id: 'none', redirect_uri: undefined }],
    ['PA-01 client_id twice', {}, '&client_id=spa'],
    ['PA-01 another client_id', {}, '&client_id=web'],
    ['PA-01 redirect_uri twice', {}, '&redirect_uri=https%3A%2F%2Fapp.test%2Fcb'],
    [
      'PA-04 a redirect_uri beyond measure',
      { redirect_uri: `https://app.test/cb?${'x'.repeat(9_000)}`, client_id: 'many' },
    ],
  ];
  for (const [what, changes, suffix] of untrusted) {
    it(`${what} is told on our own page`, async () => {
      const validation = await validate(changes, suffix);
      assert.equal(validation.kind, 'untrusted');
      const code = changes.request === undefined ? 'invalid_request' : 'invalid_request_object';
      assert.equal(validation.kind === 'untrusted' && validation.error.code, code);
    });
  }

  it('tells the developer what came, what is nearest, and how they differ', async () => {
    const hintsOf = async (changes: Changes) => {
      const validation = await validate({ client_id: 'many', ...changes });
      return validation.kind === 'untrusted' ? validation.developer.map(({ value }) => value) : [];
    };
    const uri = (redirect_uri: string) => hintsOf({ redirect_uri });
    assert.deepEqual(await uri('https://app.test/cb/'), [
      'many',
      'https://app.test/cb/',
      'https://app.test/cb',
      'a slash at the end',
    ]);
    assert.deepEqual((await uri('http://app.test/other')).slice(2), [
      'https://app.test/other',
      'http and https',
    ]);
    assert.deepEqual((await uri('https://app.test:81/other')).slice(2), [
      'https://app.test/other',
      'the port',
    ]);
    assert.deepEqual((await uri('https://app.test/cb?x')).slice(2), ['https://app.test/cb', 'the query']);
    assert.equal((await uri('https://evil.test/elsewhere')).length, 3);
    assert.deepEqual(await hintsOf({ client_id: 'nobody' }), ['nobody']);
    const long = await uri(`https://app.test/cb?${'x'.repeat(4_000)}`);
    assert.ok(long.every((value) => value.length <= 512));
  });

  it('RU-11 takes the only address when none is named', async () => {
    const validation = await validate({ redirect_uri: undefined });
    assert.equal(validation.kind === 'valid' && validation.request.target.address, 'https://app.test/cb');
  });
});

describe('validateAuthorizationRequest: what goes back to the client', () => {
  const pkceless = { code_challenge: undefined, code_challenge_method: undefined };
  const web = { client_id: 'web', redirect_uri: undefined };
  const refused: [string, Changes, string, string?][] = [
    ['PA-01 state twice', {}, 'invalid_request', '&state=x'],
    ['PA-01 an unknown parameter twice', {}, 'invalid_request', '&x=1&x=2'],
    [
      'PA-04 too many parameters',
      {},
      'invalid_request',
      Array.from({ length: 70 }, (_, n) => `&p${n}=1`).join(''),
    ],
    ['PA-04 a value of 9 kB', { nonce: 'x'.repeat(9_000) }, 'invalid_request'],
    ['PA-06 a NUL', { nonce: 'a\0b' }, 'invalid_request'],
    ['PA-06 broken UTF-8', {}, 'invalid_request', '&nonce=%ff'],
    [
      'conformance #34 an unsigned request object',
      { request: 'eyJhbGciOiJub25lIn0.e30.' },
      'invalid_request_object',
    ],
    ['DOD-S11 request_uri', { request_uri: 'https://app.test/r' }, 'request_uri_not_supported'],
    ['DOD-S11 registration', { registration: '{}' }, 'registration_not_supported'],
    ['conformance #2 no response_type', { response_type: undefined }, 'invalid_request'],
    ['AC-17 token', { response_type: 'token' }, 'unsupported_response_type'],
    ['AC-17 id_token token', { response_type: 'id_token token' }, 'unsupported_response_type'],
    ['AC-17 code token', { response_type: 'code token' }, 'unsupported_response_type'],
    ['a response_mode that does not exist', { response_mode: 'fragment' }, 'invalid_request'],
    [
      'form_post to a private scheme',
      { client_id: 'native', redirect_uri: 'com.example.app:/cb', response_mode: 'form_post' },
      'invalid_request',
    ],
    ['a client without the code grant', { client_id: 'no-code' }, 'unauthorized_client'],
    ['PK-01 a public client without PKCE', pkceless, 'invalid_request'],
    [
      'PK-01 a public client that was registered without',
      { client_id: 'odd', ...pkceless },
      'invalid_request',
    ],
    ['PK-02 a confidential client without PKCE', { ...web, ...pkceless }, 'invalid_request'],
    ['PK-03 plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PK-03 s256', { code_challenge_method: 's256' }, 'invalid_request'],
    ['PK-03 S512', { code_challenge_method: 'S512' }, 'invalid_request'],
    ['PK-03 an empty method', { code_challenge_method: '' }, 'invalid_request'],
    ['PK-04 a challenge without method', { code_challenge_method: undefined }, 'invalid_request'],
    ['PK-09 an empty challenge', { code_challenge: '' }, 'invalid_request'],
    ['PK-09 a short challenge', { code_challenge: 'abc' }, 'invalid_request'],
    ['PK-09 a verifier for a challenge', { code_challenge: 'v'.repeat(43) }, 'invalid_request'],
    [
      'PK-03 a method alone',
      { client_id: 'certification', redirect_uri: undefined, code_challenge: undefined },
      'invalid_request',
    ],
    ['no scope', { scope: undefined }, 'invalid_scope'],
    ['CF-18 an unknown scope', { scope: 'openid everything' }, 'invalid_scope'],
    ['CF-18 a scope that is not registered', { ...web, scope: 'openid profile' }, 'invalid_scope'],
    ['a malformed scope', { scope: 'openid  email' }, 'invalid_scope'],
    ['PA-04 too many scopes', { scope: 'openid '.repeat(40).trim() }, 'invalid_scope'],
    ['DOD-S07 prompt none beside login', { prompt: 'none login' }, 'invalid_request'],
    ['DOD-S07 an unknown prompt', { prompt: 'please' }, 'invalid_request'],
    ['DOD-S07 a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['DOD-S07 a max_age in words', { max_age: 'soon' }, 'invalid_request'],
    ...['nonsense', 'other-client', 'other-issuer', 'no-sub', 'no-aud', 'constructor'].map(
      (hint): [string, Changes, string] => [
        `DOD-S07 a hint: ${hint}`,
        { id_token_hint: hint },
        'invalid_request',
      ],
    ),
  ];
  for (const [what, changes, code, suffix] of refused) {
    it(`${what} is ${code}`, async () => {
      const validation = await validate(changes, suffix);
      assert.equal(validation.kind === 'refused' ? validation.error.code : validation.kind, code);
    });
  }

  it('MX-03 gives the state back, in the mode that was asked for', async () => {
    const target = async (changes: Changes, suffix?: string) => {
      const validation = await validate({ scope: 'nothing', ...changes }, suffix);
      return validation.kind === 'refused' ? [validation.target.mode, validation.target.state] : [];
    };
    assert.deepEqual(await target({}), ['query', 'st-1']);
    assert.deepEqual(await target({ response_mode: 'form_post' }), ['form_post', 'st-1']);
    assert.deepEqual(await target({ response_mode: 'fragment' }), ['query', 'st-1']);
    assert.deepEqual(await target({ response_mode: 'form_post' }, '&response_mode=query'), ['query', 'st-1']);
    assert.deepEqual(await target({ state: undefined }), ['query', undefined]);
    assert.deepEqual(await target({}, '&state=other'), ['query', undefined]);
    assert.deepEqual(await target({ state: undefined }, '&state=%ff'), ['query', undefined]);
    assert.deepEqual(await target({ nonce: 'x'.repeat(9_000) }), ['query', 'st-1']);
  });
});
