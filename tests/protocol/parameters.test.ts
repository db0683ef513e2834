import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acrOf, acrValues, parseAcrValues } from '../../server/protocol/acr.ts';
import { claimsOf, claimsSupported } from '../../server/protocol/claims.ts';
import { isClientId } from '../../server/protocol/client-id.ts';
import { parseMaxAge } from '../../server/protocol/max-age.ts';
import { codeChallengeOf, isCodeChallenge, isCodeVerifier } from '../../server/protocol/pkce.ts';
import { parsePrompt } from '../../server/protocol/prompt.ts';
import { parseResponseMode } from '../../server/protocol/response-mode.ts';
import { grantedScopes, parseScope, scopeRegistry } from '../../server/protocol/scope.ts';
import { parseUiLocales } from '../../server/protocol/ui-locales.ts';

describe('PKCE', () => {
  // RFC 7636, Appendix B.
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

  it('knows the vector of RFC 7636, Appendix B', () => assert.equal(codeChallengeOf(verifier), challenge));

  for (const [text, verdict] of [
    [verifier, true],
    ['-._~'.repeat(32), true],
    ['a'.repeat(43), true],
    ['a'.repeat(42), false],
    ['a'.repeat(129), false],
    ['', false],
    [`${verifier}\n`, false],
    [verifier.replace('d', '+'), false],
    [verifier.replace('d', 'é'), false],
  ] as const) {
    it(`PK-09 ${JSON.stringify(text.slice(0, 50))} is ${verdict ? 'a' : 'no'} verifier`, () => {
      assert.equal(isCodeVerifier(text), verdict);
    });
  }

  for (const [text, verdict] of [
    [challenge, true],
    ['', false],
    ['a'.repeat(43), false], // the last character of 32 bytes has two bits that are always zero
    [challenge.slice(1), false],
    [`${challenge}=`, false],
    [challenge.replace('-', '+'), false],
    [`${challenge.slice(0, 42)}\n`, false],
  ] as const) {
    it(`PK-09 ${JSON.stringify(text)} is ${verdict ? 'a' : 'no'} challenge`, () => {
      assert.equal(isCodeChallenge(text), verdict);
    });
  }

  it('makes a challenge that is one, of any verifier', () => {
    fc.assert(
      fc.property(fc.string(), (text) => isCodeChallenge(codeChallengeOf(text))),
      { numRuns: 2_000 },
    );
  });
});

describe('scope', () => {
  for (const [text, expected] of [
    ['openid', ['openid']],
    ['email openid', ['email', 'openid']],
    ['openid openid email openid', ['openid', 'email']],
    ['a!#[]~ b', ['a!#[]~', 'b']],
    ['', undefined],
    [' openid', undefined],
    ['openid  email', undefined],
    ['openid ', undefined],
    ['openid\temail', undefined],
    ['open"id', undefined],
    ['open\\id', undefined],
    ['öpenid', undefined],
    [Array.from({ length: 33 }, (_, n) => `s${n}`).join(' '), undefined],
  ] as const) {
    it(`RFC 6749 §3.3 ${JSON.stringify(text.slice(0, 40))} is ${expected ? 'good' : 'malformed'}`, () => {
      assert.deepEqual(parseScope(text), expected);
    });
  }

  it('PA-04 judges half a million tokens in no time', () => {
    const text = 'scope '.repeat(500_000);
    const started = performance.now();
    assert.equal(parseScope(text), undefined);
    assert.ok(performance.now() - started < 50);
  });

  it('grants what was asked and is allowed, in the order of asking', () => {
    assert.deepEqual(grantedScopes(['email', 'x', 'openid'], ['openid', 'email', 'profile']), [
      'email',
      'openid',
    ]);
  });
});

describe('claims', () => {
  const source = {
    sub: 'a1',
    email: 'a@b.test',
    emailVerified: false,
    name: 'Ann',
    updatedAtSeconds: 1_800_000_000,
    told: {
      givenName: 'Ann',
      familyName: 'Lee',
      nickname: 'annie',
      website: 'https://ann.example',
      locale: 'nl-BE',
      zoneinfo: 'Europe/Brussels',
    },
    picture: 'https://id.example/picture/1',
  };
  const ANN = {
    ...{ given_name: 'Ann', family_name: 'Lee', nickname: 'annie', website: 'https://ann.example' },
    ...{ picture: 'https://id.example/picture/1', locale: 'nl-BE', zoneinfo: 'Europe/Brussels' },
  };
  for (const [scopes, expected] of [
    [['openid'], { sub: 'a1' }],
    [['openid', 'email'], { sub: 'a1', email: 'a@b.test', email_verified: false }],
    [['profile', 'openid'], { ...ANN, sub: 'a1', name: 'Ann', updated_at: 1_800_000_000 }],
    [['openid', 'offline_access', 'unknown'], { sub: 'a1' }],
    [[], {}],
  ] as const) {
    it(`DOD-S03 [${scopes.join(' ')}] gives ${Object.keys(expected).join(' ')}`, () => {
      assert.deepEqual(claimsOf(scopes, source), expected);
    });
  }

  it('leaves out a claim without a value', () => {
    assert.deepEqual(claimsOf(['openid', 'profile'], { ...source, name: '', told: {}, picture: '' }), {
      sub: 'a1',
      updated_at: 1_800_000_000,
    });
  });

  it('gives every claim that a scope names, and supports it', () => {
    const scopes = scopeRegistry.map(({ name }) => name);
    const named = scopeRegistry.flatMap(({ claims }) => claims);
    assert.deepEqual(Object.keys(claimsOf(scopes, source)).sort(), [...named].sort());
    assert.ok(named.every((claim) => claimsSupported.includes(claim)));
  });
});

describe('DOD-S07 prompt', () => {
  for (const [text, expected] of [
    ['none', ['none']],
    ['login', ['login']],
    ['consent login', ['login', 'consent']],
    ['select_account select_account', ['select_account']],
    ['none login', undefined],
    ['login none', undefined],
    ['create', ['create']],
    ['create none', undefined],
    ['Login', undefined],
    ['login ', undefined],
    ['toString', undefined],
  ] as const) {
    it(`${text} is ${expected ? 'good' : 'refused'}`, () => assert.deepEqual(parsePrompt(text), expected));
  }
});

describe('DOD-S07 max_age', () => {
  for (const [text, expected] of [
    ['0', 0],
    ['10000', 10_000],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    [' 1', undefined],
    ['1\n', undefined],
    ['', undefined],
    ['99999999999', undefined],
  ] as const) {
    it(`${JSON.stringify(text)} is ${String(expected)}`, () => assert.equal(parseMaxAge(text), expected));
  }
});

describe('DOD-S07 wishes that never fail', () => {
  it('response_mode is query unless it names one that we speak', () => {
    assert.deepEqual(
      [undefined, 'query', 'form_post', 'jwt', 'fragment', 'fragment.jwt', 'constructor'].map(
        parseResponseMode,
      ),
      ['query', 'query', 'form_post', 'jwt', undefined, undefined, undefined],
    );
  });

  it('ui_locales keeps language tags, in order, in canonical casing', () => {
    assert.deepEqual(parseUiLocales('NL-be se x_y en-us  nl-BE <b>'), ['nl-BE', 'se', 'en-US']);
  });

  it('PA-16 ui_locales and acr_values read a bounded list, and no text makes them throw', () => {
    const many = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }).map((text) => text.repeat(500)),
    );
    fc.assert(
      fc.property(
        many,
        (text) => parseUiLocales(text).length <= 16 && parseAcrValues(text).length <= acrValues.length,
      ),
      { numRuns: 2_000 },
    );
  });

  it('acr_values keeps what we know', () => {
    assert.deepEqual(parseAcrValues('1 urn:tacet:acr:pwd 2'), ['urn:tacet:acr:pwd']);
    assert.deepEqual(
      [acrOf(['pwd']), acrOf(['pwd', 'otp']), acrOf([])],
      ['urn:tacet:acr:pwd', 'urn:tacet:acr:pwd', undefined],
    );
  });
});

describe('isClientId', () => {
  for (const text of ['spa', 'a-b_c.d~e', 'https://app.test/client.json', 'x'.repeat(256)]) {
    it(`takes ${text.slice(0, 40)}`, () => assert.ok(isClientId(text)));
  }
  for (const text of ['', 'a b', 'a\0', 'ü', 'a\n', 'x'.repeat(257)]) {
    it(`PA-06 takes no ${JSON.stringify(text.slice(0, 10))}`, () => assert.ok(!isClientId(text)));
  }
});
