import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { challenge, good, judge, validate } from './parts.ts';

type Changes = Readonly<Record<string, string | undefined>>;

describe('validateAuthorizationRequest: what is valid', () => {
  const accepted: [string, Changes, Record<string, unknown>, string?][] = [
    ['the plain request', {}, { clientId: 'spa', scopes: ['openid'], codeChallenge: challenge, prompts: [] }],
    ['OAuth without openid', { scope: 'email' }, { scopes: ['email'] }],
    ['conformance #8 no nonce', { nonce: undefined }, { nonce: undefined }],
    ['MX-04 a nonce of 2 KB', { nonce: 'ü'.repeat(1_000) }, { nonce: 'ü'.repeat(1_000) }],
    ['conformance #14 another order', { scope: 'email openid' }, { scopes: ['email', 'openid'] }],
    ['conformance #15 display', { display: 'popup' }, {}],
    ['conformance #22 an unknown parameter', { extra: 'foobar' }, {}],
    ['conformance #24 an unknown hint', { login_hint: 'buffy@id.test' }, { loginHint: 'buffy@id.test' }],
    ['a hint that is no hint', { login_hint: 'a\u202Eb' }, { loginHint: undefined }],
    ['a hint beyond measure', { login_hint: 'a'.repeat(255) }, { loginHint: undefined }],
    ['conformance #25 ui_locales', { ui_locales: 'se nl-nl' }, { uiLocales: ['se', 'nl-NL'] }],
    ['conformance #26 claims_locales', { claims_locales: 'se' }, {}],
    ['conformance #27 acr_values', { acr_values: '1 2' }, { acrValues: [] }],
    ['conformance #35 claims', { claims: '{"userinfo":{"name":{"essential":true}}}' }, {}],
    ['DOD-S07 prompts', { prompt: 'login consent' }, { prompts: ['login', 'consent'] }],
    ['DOD-S07 max_age=0', { max_age: '0' }, { maxAgeSeconds: 0 }],
    ['a registered max_age', { client_id: 'web', redirect_uri: undefined }, { maxAgeSeconds: 600 }],
    [
      'max_age over the registered one',
      { client_id: 'web', redirect_uri: undefined, max_age: '5' },
      { maxAgeSeconds: 5 },
    ],
    ['DOD-S07 an expired hint', { id_token_hint: 'good' }, { hintedSubject: 'account-1' }],
    ['DOD-S07 a hint for several', { id_token_hint: 'good-list' }, { hintedSubject: 'account-1' }],
    [
      'PA-10 empty values',
      { prompt: '', max_age: '', id_token_hint: '' },
      { prompts: [], maxAgeSeconds: undefined },
    ],
    [
      'interop fact 5: resource twice',
      {},
      { terms: { resources: ['https://a.test/mcp', 'https://b.test'] } },
      '&resource=https%3A%2F%2Fa.test%2Fmcp&resource=https%3A%2F%2Fb.test&resource=https%3A%2F%2Fb.test',
    ],
    [
      'C1 a client that was registered without PKCE, with neither PKCE nor nonce',
      {
        client_id: 'certification',
        redirect_uri: undefined,
        code_challenge: undefined,
        code_challenge_method: undefined,
      },
      { codeChallenge: undefined, nonce: undefined },
    ],
    [
      'conformance #38 the same client with PKCE',
      { client_id: 'certification', redirect_uri: undefined },
      { codeChallenge: challenge },
    ],
  ];
  for (const [what, changes, expected, suffix] of accepted) {
    it(`accepts ${what}`, async () => {
      const validation = await validate(changes, suffix);
      assert.equal(validation.kind, 'valid', JSON.stringify(validation));
      if (validation.kind === 'valid') assert.partialDeepStrictEqual(validation.request, expected);
    });
  }

  it('MX-03 keeps a state of 2 KB, and any state, to the character', async () => {
    for (const state of ['x'.repeat(2_048), 'a b+c&d=e#fü😀"\'<>%20', '-._~'.repeat(32)]) {
      const validation = await validate({ state });
      assert.equal(validation.kind === 'valid' && validation.request.target.state, state);
    }
  });
});

describe('validateAuthorizationRequest: whatever comes', () => {
  const names = [
    ...Object.keys(good),
    'nonce',
    'prompt',
    'max_age',
    'id_token_hint',
    'response_mode',
    'login_hint',
  ];
  const value = fc.oneof(
    fc.constantFrom(
      ...Object.values(good),
      'web',
      'many',
      'none',
      'form_post',
      'https://evil.test',
      '0',
      'good',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const values = fc
    .dictionary(
      fc.oneof(fc.constantFrom(...names, 'ui_locales', 'acr_values', '__proto__'), fc.string()),
      value,
    )
    .map((drawn) => Object.assign(Object.create(null) as Record<string, string>, drawn));
  const parameters = fc.record({
    values: fc.oneof(
      values,
      values.map((drawn) => ({ ...good, ...drawn })),
    ),
    repeated: fc
      .array(fc.constantFrom(...names, 'resource', 'x'), { maxLength: 2 })
      .map((list) => new Set(list)),
    malformed: fc.boolean(),
    all: fc.constant({}),
  });

  it('DOD-S11 answers with a Validation, and sends nothing where nobody registered', async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(parameters, async (drawn) => {
      const validation = await judge(drawn);
      seen.add(validation.kind);
      if (validation.kind === 'untrusted') return;
      const { target } = validation.kind === 'valid' ? validation.request : validation;
      assert.ok(validation.client.enabled && validation.client.id === drawn.values.client_id);
      assert.ok(validation.client.redirectUris.includes(target.address));
      assert.ok(target.state === undefined || target.state === drawn.values.state);
      if (validation.kind !== 'valid') return;
      assert.ok(validation.request.scopes.every((name) => validation.client.scopes.includes(name)));
      assert.ok(validation.request.codeChallenge !== undefined || !validation.client.pkceRequired);
    });
    await fc.assert(property, { numRuns: 5_000 });
    assert.deepEqual([...seen].sort(), ['refused', 'untrusted', 'valid']);
  });
});
