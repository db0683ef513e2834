import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Client } from '../../server/clients/client.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { authenticator, clientStore, ISSUER, spa, standingClock } from './parts.ts';
import { assertionClaims, assertionForm, type Claims, encoded, secretJwt, signer } from './signer.ts';
import type { Algorithm } from '../harness/signatures.ts';

const keys = { ES256: signer('ES256'), PS256: signer('PS256'), EdDSA: signer('EdDSA') };
const RS256 = signer('RS256', { kid: 'rsa' });
const weak = signer('RS256', { kid: 'weak', bits: 1024 });
const forEncryption = signer('ES256', { kid: 'enc', members: { use: 'enc' } });
const jwks = {
  keys: [
    ...Object.entries(keys).map(([alg, { jwk }]) => ({ ...jwk, kid: alg })),
    RS256.jwk,
    weak.jwk,
    forEncryption.jwk,
  ],
};

const base: Client = { ...spa, id: 'jwt', type: 'web', authMethod: 'private_key_jwt', settings: { jwks } };
const compat: Client = { ...base, id: 'compat', settings: { jwks, tacetClientAssertionAud: 'compat' } };
const self: Client = { ...base, id: 'self', settings: { jwks, tacetRegisteredBy: 'self' } };
const document: Client = { ...base, id: 'document', settings: { jwks, tacetRegisteredBy: 'document' } };
const fapi: Client = { ...base, id: 'fapi', settings: { jwks, tacetProfile: 'fapi2' } };
const narrow: Client = { ...base, id: 'narrow', settings: { jwks, tokenEndpointAuthSigningAlg: 'PS256' } };
const others: Client = { ...base, id: 'others', settings: { jwks: { keys: [signer().jwk] } } };
const clock = standingClock();
const NOW = clock.nowSeconds();
const world = authenticator(clientStore(base, compat, self, document, fapi, narrow, others, spa), { clock });

async function outcome(
  jwt: string,
  more: Readonly<Record<string, string>> = {},
  path = '/token',
): Promise<string> {
  try {
    return (await world.authenticate({ form: { ...assertionForm(jwt), ...more }, path })).id;
  } catch (error) {
    assert.ok(error instanceof OAuthError, String(error));
    return error.code;
  }
}

const claimsOf = (differs: Claims = {}, clientId = 'jwt') => assertionClaims(clientId, ISSUER, NOW, differs);
const es256 = (claims: Claims, header: Claims = {}) => keys.ES256.jwt(claims, { kid: 'ES256', ...header });

describe('private_key_jwt', () => {
  for (const algorithm of ['ES256', 'PS256', 'EdDSA'] as const) {
    it(`RFC 7523 §3 takes an assertion signed with ${algorithm}`, async () => {
      const jwt = (claims: Claims) => keys[algorithm].jwt(claims, { kid: algorithm });
      assert.equal(await outcome(jwt(claimsOf())), 'jwt');
      assert.equal(await outcome(jwt(claimsOf({}, 'fapi'))), 'fapi');
    });
  }
  it('CA-10 takes RS256 from a client that is not held to FAPI', async () => {
    assert.equal(await outcome(RS256.jwt(claimsOf())), 'jwt');
    assert.equal(await outcome(RS256.jwt(claimsOf({}, 'fapi'))), 'invalid_client');
  });
  it('takes the one algorithm that the client registered (OIDC Registration §2)', async () => {
    assert.equal(await outcome(keys.PS256.jwt(claimsOf({}, 'narrow'), { kid: 'PS256' })), 'narrow');
    assert.equal(await outcome(es256(claimsOf({}, 'narrow'))), 'invalid_client');
  });

  const taken: [string, Claims, Claims?][] = [
    ['without a kid', {}, { kid: undefined }],
    ['of type JWT', {}, { typ: 'JWT' }],
    ['of its own type', {}, { typ: 'client-authentication+jwt' }],
    ['CA-08 whose nbf and iat are 8 s ahead', { nbf: NOW + 8, iat: NOW + 8 }],
    ['that says nothing of when it was made', { iat: undefined, exp: NOW + 300 }],
    ['that is good for an hour', { exp: NOW + 3_600 }],
    ['with a fraction of a second', { iat: NOW + 0.5, exp: NOW + 60.5 }],
  ];
  for (const [what, differs, header = {}] of taken) {
    it(`takes one ${what}`, async () => assert.equal(await outcome(es256(claimsOf(differs), header)), 'jwt'));
  }

  const refused: [string, Claims, Claims?][] = [
    ['MX-07 aud is the token endpoint', { aud: `${ISSUER}/token` }],
    ['MX-07 aud is the PAR endpoint', { aud: `${ISSUER}/par` }],
    ['MX-07 aud is an array with the issuer', { aud: [ISSUER] }],
    ['MX-07 aud is an array with others', { aud: [ISSUER, 'https://other.test'] }],
    ['MX-07 aud is the issuer with a slash', { aud: `${ISSUER}/` }],
    ['MX-08 aud is another issuer', { aud: 'https://other.test' }],
    ['there is no aud', { aud: undefined }],
    ['iss is another', { iss: 'others' }],
    ['there is no iss', { iss: undefined }],
    ['there is no jti', { jti: undefined }],
    ['jti is empty', { jti: '' }],
    ['jti is a number', { jti: 7 }],
    ['jti is without measure', { jti: 'x'.repeat(513) }],
    ['there is no exp', { exp: undefined }],
    ['exp is a text', { exp: String(NOW + 60) }],
    ['exp is past', { exp: NOW - 10 }],
    ['exp is more than an hour ahead', { exp: NOW + 3_601 }],
    ['exp is far ahead, and it does not say when it was made', { iat: undefined, exp: NOW + 301 }],
    ['CA-08 nbf is 61 s ahead', { nbf: NOW + 61 }],
    ['CA-08 iat is 61 s ahead', { iat: NOW + 61 }],
    ['JT-05 it is a DPoP proof', {}, { typ: 'dpop+jwt' }],
    ['JT-05 it is a request object', {}, { typ: 'oauth-authz-req+jwt' }],
    ['JT-05 it is a logout token', {}, { typ: 'logout+jwt' }],
    ['RFC 7515 §4.1.11 it has a critical header', {}, { crit: ['exp'] }],
    ['JT-03 the kid is a path', {}, { kid: '../../dev/null' }],
    ['JT-03 the kid is SQL', {}, { kid: "' OR 1=1" }],
  ];
  for (const [what, differs, header = {}] of refused) {
    it(`refuses one where ${what}`, async () => {
      assert.equal(await outcome(es256(claimsOf(differs), header)), 'invalid_client');
    });
  }

  it('conformance C4 takes the address of the endpoint from a client of the compat audience', async () => {
    const audiences = [ISSUER, `${ISSUER}/token`, `${ISSUER}/par`, [`${ISSUER}/token`, 'https://other.test']];
    for (const aud of audiences)
      assert.equal(await outcome(es256(claimsOf({ aud }, 'compat')), {}, '/par'), 'compat', String(aud));
    for (const aud of [`${ISSUER}/introspect`, 'https://other.test/token', []])
      assert.equal(await outcome(es256(claimsOf({ aud }, 'compat')), {}, '/par'), 'invalid_client');
  });

  it('conformance §2.8 takes the token endpoint too from a client that came by itself, and no list', async () => {
    for (const aud of [ISSUER, `${ISSUER}/token`])
      assert.equal(await outcome(es256(claimsOf({ aud }, 'self'))), 'self');
    const others = [`${ISSUER}/par`, [`${ISSUER}/token`], [ISSUER, `${ISSUER}/token`], `${ISSUER}/token/`];
    for (const aud of others)
      assert.equal(await outcome(es256(claimsOf({ aud }, 'self')), {}, '/par'), 'invalid_client');
    const aud = `${ISSUER}/token`;
    assert.equal(await outcome(es256(claimsOf({ aud }, 'document'))), 'invalid_client');
    assert.equal(
      await outcome(keys.PS256.jwt(claimsOf({ aud }, 'fapi'), { kid: 'PS256' })),
      'invalid_client',
    );
  });

  it('CA-10 refuses the key of another, a weak one, and one for encryption', async () => {
    assert.equal(await outcome(es256(claimsOf({}, 'others'))), 'invalid_client');
    assert.equal(await outcome(signer().jwt(claimsOf(), { kid: 'ES256' })), 'invalid_client');
    assert.equal(await outcome(weak.jwt(claimsOf())), 'invalid_client');
    assert.equal(await outcome(forEncryption.jwt(claimsOf())), 'invalid_client');
    // RS256 under the header of PS256, and the other way round.
    assert.equal(await outcome(RS256.jwt(claimsOf(), { alg: 'PS256' })), 'invalid_client');
  });

  it('JT-01 refuses alg none in every spelling, with and without a signature', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ' none', 'none ', '', 'null']) {
      const input = `${encoded({ alg })}.${encoded(claimsOf())}`;
      for (const tail of ['', '.', '.AA', `.${es256(claimsOf()).split('.')[2]}`])
        assert.equal(await outcome(input + tail), 'invalid_client', `${alg}${tail}`);
    }
  });

  it('JT-02 refuses an HMAC with what everybody can read of a key', async () => {
    const { publicKey, jwk } = keys.ES256;
    const readable = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
      JSON.stringify(jwk),
      String(jwk.x),
    ];
    for (const secret of readable) {
      for (const alg of ['HS256', 'HS384', 'HS512', 'ES256'])
        assert.equal(await outcome(secretJwt(secret, claimsOf(), alg, { kid: 'ES256' })), 'invalid_client');
    }
  });

  it('JT-03 looks at no key that the header brings or names', async () => {
    const thief = signer('ES256', { kid: 'ES256' });
    const named = {
      jku: 'https://evil.test/jwks',
      x5u: 'https://evil.test/x5u',
      x5c: ['AA=='],
      jwk: thief.jwk,
    };
    for (const kid of ['ES256', 'mine', undefined])
      assert.equal(await outcome(thief.jwt(claimsOf(), { ...named, kid })), 'invalid_client');
    assert.equal(await outcome(es256(claimsOf(), named)), 'jwt', 'ignored, not refused');
  });

  it('JT-07 JT-08 refuses what is long, broken, or can be read in two ways', async () => {
    const [head = '', body = '', tail = ''] = es256(claimsOf()).split('.');
    const twice = Buffer.from(`{"iss":"jwt","iss":"jwt",${JSON.stringify(claimsOf()).slice(1)}`).toString(
      'base64url',
    );
    const broken = [
      '',
      '.',
      '..',
      'a.b.c',
      `${head}.${body}`,
      `${head}.${body}.${tail}.x`,
      `${head}.${body}.${tail}=`,
    ];
    const odd = [`${head}.${body}.${tail.slice(0, -1)}`, `${head}.${twice}.${tail}`, 'x'.repeat(1_000_000)];
    for (const jwt of [...broken, ...odd]) assert.equal(await outcome(jwt), 'invalid_client');
  });

  it('CA-09 CA-02 takes no other type of assertion, and no second method beside it', async () => {
    const good = () => es256(claimsOf());
    const saml = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' };
    assert.equal(await outcome(good(), saml), 'invalid_client');
    assert.equal(await outcome(good(), { client_secret: 'x' }), 'invalid_request');
    assert.equal(await outcome(good(), { client_id: 'spa' }), 'invalid_request');
    assert.equal(await outcome(good(), { client_id: 'jwt' }), 'jwt');
    const typeless = { client_id: 'jwt', client_assertion: good() };
    await assert.rejects(world.authenticate({ form: typeless }), { code: 'invalid_client' });
    await assert.rejects(world.authenticate({ form: { client_id: 'jwt' } }), { code: 'invalid_client' });
  });

  it('CA-06 takes an assertion once, of any number at once, and the same jti of another client', async () => {
    const jwt = es256(claimsOf({ jti: 'one' }));
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => outcome(jwt)));
    assert.equal(outcomes.filter((id) => id === 'jwt').length, 1);
    assert.equal(outcomes.filter((id) => id === 'invalid_client').length, 199);
    assert.equal(
      await outcome(es256(claimsOf({ jti: 'one', iat: NOW - 1 }))),
      'invalid_client',
      'the same jti',
    );
    assert.equal(await outcome(es256(claimsOf({ jti: 'one' }, 'compat'))), 'compat');
  });

  it('judges every algorithm by its own key', async () => {
    for (const alg of ['ES256', 'PS256', 'EdDSA', 'RS256'] satisfies Algorithm[]) {
      const kid = alg === 'ES256' ? 'PS256' : 'ES256';
      assert.equal(await outcome(es256(claimsOf(), { alg, kid })), 'invalid_client');
    }
  });
});
