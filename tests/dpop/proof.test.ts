import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { fapiSigningAlgorithms } from '../../server/protocol/algorithms.ts';
import { type Change, prover } from './prover.ts';
import { ISSUER, TOKEN_URL, openRoom } from './room.ts';

const INVALID = 'invalid_dpop_proof';
const P256 = prover();

describe('a DPoP proof', () => {
  it('RFC 9449 §4.3 proves the key of each algorithm, by its thumbprint', async (t) => {
    const room = await openRoom(t);
    for (const algorithm of ['ES256', 'EdDSA', 'PS256', 'RS256'] as const) {
      const by = prover(algorithm);
      assert.equal(await room.judge([room.proof(by)]), by.jkt, algorithm);
    }
  });

  it('RFC 7638 §3.1 names a key as the example does', async () => {
    const { jwkThumbprint } = await import('../../server/protocol/jwk-thumbprint.ts');
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs' +
      'tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn' +
      '1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
    const key = { kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' } as const;
    assert.equal(jwkThumbprint(key), 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });

  it('DP-01 comes in exactly one header, and is a JWT', async (t) => {
    const room = await openRoom(t);
    assert.equal(await room.judge([]), undefined, 'no header is no proof, and no error yet');
    assert.equal(await room.judge([room.proof(P256), room.proof(P256)]), INVALID, 'two headers');
    const good = room.proof(P256);
    for (const text of ['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', `${good}.`, `${good}, ${good}`, `${good}=`]) {
      assert.equal(await room.judge([text]), INVALID, text);
    }
    assert.equal(await room.judge([good]), P256.jkt);
  });

  const refused: readonly (readonly [string, Change])[] = [
    ['typ missing', { header: { typ: undefined } }],
    ['JT-05 typ JWT', { header: { typ: 'JWT' } }],
    ['JT-05 typ at+jwt', { header: { typ: 'at+jwt' } }],
    ['JT-05 typ logout+jwt', { header: { typ: 'logout+jwt' } }],
    ['alg missing', { header: { alg: undefined } }],
    ...['none', 'None', 'NONE', ' none', 'HS256', 'ES384', 'RS1', ''].map(
      (alg) => [`JT-01 alg ${alg}`, { header: { alg } }] as const,
    ),
    ['crit', { header: { crit: ['b64'], b64: false } }],
    ['DP-03 jwk missing', { header: { jwk: undefined } }],
    ['DP-03 jwk with its private part', { header: { jwk: P256.privateJwk } }],
    ['DP-03 symmetric jwk', { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } }],
    ['DP-03 jwk of another key', { header: { jwk: prover().jwk } }],
    ['DP-03 jwk of another type', { header: { jwk: prover('EdDSA').jwk } }],
    ['DP-03 no point of the curve', { header: { jwk: { ...P256.jwk, x: P256.jwk.y } } }],
    ['DP-03 a coordinate of another length', { header: { jwk: { ...P256.jwk, x: `${P256.jwk.x}A` } } }],
    ['jti missing', { claims: { jti: undefined } }],
    ['jti empty', { claims: { jti: '' } }],
    ['jti a number', { claims: { jti: 7 } }],
    ['jti too long', { claims: { jti: 'x'.repeat(513) } }],
    ['htm missing', { claims: { htm: undefined } }],
    ['DP-04 htm of another method', { claims: { htm: 'GET' } }],
    ['DP-04 htm in other letters', { claims: { htm: 'post' } }],
    ['htu missing', { claims: { htu: undefined } }],
    ['htu a list', { claims: { htu: [TOKEN_URL] } }],
    ['DP-05 iat missing', { claims: { iat: undefined } }],
    ['DP-05 iat as text', { claims: { iat: '1800000120' } }],
    ['payload a list', { payload: '[]' }],
    ['payload no JSON', { payload: 'jti' }],
    ['JT-08 a claim twice', { payload: '{"jti":"a","jti":"b","htm":"POST","htu":"x","iat":1800000120}' }],
  ];
  it('DP-03 DP-05 JT-01 JT-05 JT-08 is refused for anything missing or amiss', async (t) => {
    const room = await openRoom(t);
    for (const [what, change] of refused) {
      assert.equal(await room.judge([room.proof(P256, {}, change)]), INVALID, what);
    }
    assert.equal(await room.judge([room.proof(P256)]), P256.jkt);
  });

  it('JT-03 may carry headers and claims that nobody looks at', async (t) => {
    const room = await openRoom(t);
    const header = {
      ...{ jku: 'https://attacker.example/jwks', x5u: 'https://attacker.example/x', x5c: ['AAAA'] },
      ...{ kid: '../../dev/null', more: { of: ['the', 'same'] } },
    };
    const now = room.clock.nowSeconds();
    const claims = { nbf: now - 60, exp: now + 60, sub: "' OR 1=1", aud: ['x'] };
    assert.equal(await room.judge([room.proof(P256, {}, { header, claims })]), P256.jkt);
  });

  it('DP-04 RFC 3986 §6.2 names its endpoint however it is spelled, and no other', async (t) => {
    const room = await openRoom(t);
    const same = [
      ...[`${TOKEN_URL}?a=b`, `${TOKEN_URL}#x`, `${TOKEN_URL}?a=b#x`, 'HTTPS://ID.EXAMPLE/token'],
      ...['https://id.example:443/token', `${ISSUER}/%74oken`, `${ISSUER}/x/../token`, `${TOKEN_URL}/`],
      'https://mtls.id.example/token',
    ];
    for (const htu of same) assert.equal(await room.judge([room.proof(P256, { htu })]), P256.jkt, htu);
    const other = [
      ...['https://other.example/token', `${ISSUER}/userinfo`, `${ISSUER}/TOKEN`, 'http://id.example/token'],
      ...['https://id.example:8443/token', '/token', '', 'https://user@id.example/token', ISSUER],
      ...['https:\\\\id.example\\token', ` ${TOKEN_URL}`, `${ISSUER}/tok%65n%2Fx`, `${ISSUER}//token`],
      ...[`https://id.example.attacker.example/token`, `${ISSUER}/token${'x'.repeat(2_000)}`],
    ];
    for (const htu of other) assert.equal(await room.judge([room.proof(P256, { htu })]), INVALID, htu);
  });

  it('DP-05 is made now, give or take a clock', async (t) => {
    const room = await openRoom(t);
    const now = room.clock.nowSeconds();
    for (const off of [-60, -10, 0, 8, 10, 0.5]) {
      assert.equal(await room.judge([room.proof(P256, { iat: now + off })]), P256.jkt, String(off));
    }
    for (const off of [-3600, -61, 11, 60, 3600, NaN, 1e300]) {
      assert.equal(await room.judge([room.proof(P256, { iat: now + off })]), INVALID, String(off));
    }
  });

  it('RFC 9449 §4.3 is for the access token it comes with', async (t) => {
    const room = await openRoom(t);
    const terms = { accessToken: 'token-of-mine' };
    const accessToken = 'token-of-mine';
    assert.equal(await room.judge([room.proof(P256, { accessToken })], terms), P256.jkt);
    for (const other of [undefined, 'another token']) {
      assert.equal(await room.judge([room.proof(P256, { accessToken: other })], terms), INVALID);
    }
  });

  it('FAPI 2.0 §5.4.1 is not signed with RS256 where that is ruled out', async (t) => {
    const room = await openRoom(t);
    const by = prover('RS256');
    assert.equal(await room.judge([room.proof(by)], { algorithms: fapiSigningAlgorithms }), INVALID);
  });

  it('JT-01 is not signed with a secret that everybody knows', async (t) => {
    const room = await openRoom(t);
    const [head = '', body = ''] = room.proof(P256, {}, { header: { alg: 'HS256' } }).split('.');
    const key = JSON.stringify(P256.jwk);
    const mac = createHmac('sha256', key).update(`${head}.${body}`).digest('base64url');
    assert.equal(await room.judge([`${head}.${body}.${mac}`]), INVALID);
  });

  it('DP-03 JT-07 costs next to nothing when its key or its text is made to be dear', async (t) => {
    const room = await openRoom(t);
    const rsa = prover('PS256');
    const huge = (bytes: number) => ({ kty: 'RSA', e: 'AQAB', n: randomBytes(bytes).toString('base64url') });
    const e = randomBytes(256).toString('base64url');
    const dear: readonly string[] = [
      room.proof(rsa, {}, { header: { jwk: huge(2048) } }),
      room.proof(rsa, {}, { header: { jwk: huge(5_000) } }),
      room.proof(rsa, {}, { header: { jwk: huge(513) } }),
      room.proof(rsa, {}, { header: { jwk: huge(128) } }),
      room.proof(rsa, {}, { header: { jwk: { ...rsa.jwk, e } } }),
      room.proof(rsa, {}, { claims: { more: 'x'.repeat(8_192) } }),
      room.proof(rsa, {}, { payload: '['.repeat(5_000) }),
      'a.'.repeat(500_000),
    ];
    await room.judge([room.proof(rsa)]);
    for (const proof of dear) {
      const microseconds: number[] = [];
      // The best of three: the machine has other things to do.
      for (const _ of [1, 2, 3]) {
        const { user } = process.cpuUsage();
        assert.equal(await room.judge([proof]), INVALID);
        microseconds.push(process.cpuUsage().user - user);
      }
      assert.ok(Math.min(...microseconds) < 5_000, `${proof.length} characters: ${microseconds.join(' ')}`);
    }
  });
});
