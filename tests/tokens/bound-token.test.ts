import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { askUserinfo, boundTokens, userinfoProof } from '../dpop/holder.ts';
import { type About, type Change, prover } from '../dpop/prover.ts';
import { form } from '../http/harness.ts';
import { type World, answerOf, openWorld, tokensOf } from '../tokens/world.ts';

const key = prover();
const other = prover();

/** conformance §2.10, row 39: one call each; what is amiss with the proof. */
const amiss: readonly (readonly [string, Partial<About>, Change])[] = [
  ['no typ', {}, { header: { typ: undefined } }],
  ['no alg', {}, { header: { alg: undefined } }],
  ['no jwk', {}, { header: { jwk: undefined } }],
  ['no jti', {}, { claims: { jti: undefined } }],
  ['no htm', {}, { claims: { htm: undefined } }],
  ['no htu', {}, { claims: { htu: undefined } }],
  ['no iat', {}, { claims: { iat: undefined } }],
  ['DP-09 no ath', {}, { claims: { ath: undefined } }],
  ['another typ', {}, { header: { typ: 'JWT' } }],
  ['RS256', {}, { header: { alg: 'RS256' } }],
  ['none', {}, { header: { alg: 'none' } }],
  ['another signature', {}, { header: { jwk: other.jwk } }],
  ['the private key', {}, { header: { jwk: key.privateJwk } }],
  ['another method', { htm: 'POST' }, {}],
  ['another address', { htu: 'https://other.example/userinfo' }, {}],
  ['iat an hour ago', {}, { claims: { iat: Math.floor(Date.now() / 1000) - 3_600 } }],
  ['iat in an hour', {}, { claims: { iat: Math.floor(Date.now() / 1000) + 3_600 } }],
  ['DP-09 ath of another token', { accessToken: 'another' }, {}],
];

describe('a bound token, presented', () => {
  let world: World;
  let token: string;
  before(async () => {
    world = await openWorld();
    world.clock.turn(120);
    const { tokens } = await boundTokens(world, await world.client(), key);
    token = tokens.access_token ?? '';
  });
  after(() => world.close());

  const proof = (about: Partial<About> = {}, change: Change = {}) =>
    userinfoProof(world, key, token, about, change);

  it('dpop-negative-tests RFC 9449 §7.1 is refused with 401 and a challenge', async () => {
    const calls: (readonly [string, readonly string[]])[] = [
      ['two proofs', [proof(), proof()]],
      ['malformed', ['x.y.z']],
      ['no proof', []],
      ...amiss.map(([what, about, change]) => [what, [proof(about, change)]] as const),
    ];
    for (const [what, proofs] of calls) {
      const { status, body, headers } = await askUserinfo(world, token, proofs);
      assert.deepEqual([status, body.error], [401, 'invalid_dpop_proof'], what);
      const challenge = headers.get('www-authenticate') ?? '';
      assert.match(challenge, /^DPoP .*algs="ES256 PS256 EdDSA RS256", error="invalid_dpop_proof"/, what);
    }
    assert.equal((await askUserinfo(world, token, [proof()])).status, 200);
  });

  it('dpop-negative-tests takes a proof however it spells what is meant', async () => {
    const issuer = new URL(world.issuer);
    const shouted = `HTTP://${issuer.hostname.toUpperCase()}:${issuer.port}/userinfo`;
    const plain = `${world.issuer}/userinfo`;
    const spellings = [
      ...[`${plain}?a=b`, `${plain}#c`, plain, shouted].map((htu) => proof({ htu })),
      ...[{ header: { more: 1 } }, { claims: { more: 1 } }].map((change) => proof({}, change)),
    ];
    for (const one of spellings) {
      assert.equal((await askUserinfo(world, token, [one])).status, 200);
      assert.equal((await askUserinfo(world, token, [one])).status, 401, 'the second time');
    }
    for (const scheme of ['dPOp', 'DPOP', 'dpop']) {
      assert.equal((await askUserinfo(world, token, [proof()], scheme)).status, 200, scheme);
    }
    for (const name of ['DPOP', 'dpop', 'DPoP']) {
      const headers = { Authorization: `DPoP ${token}`, [name]: proof() };
      assert.equal((await world.fetch('/userinfo', { headers })).status, 200, name);
    }
  });

  it('DP-09 is no bearer token: not in the header, not in a form', async () => {
    const proofs = [proof({ htm: 'POST' })];
    const inForm = form({ access_token: token });
    const asBearer = await askUserinfo(world, token, [proof()], 'Bearer');
    const without = await askUserinfo(world, token, [], 'Bearer');
    const posted = await answerOf(
      await world.fetch('/userinfo', { ...inForm, headers: { ...inForm.headers, DPoP: proofs[0] ?? '' } }),
    );
    for (const { status, body, headers } of [asBearer, without, posted]) {
      assert.deepEqual([status, body.error], [401, 'invalid_token']);
      assert.match(headers.get('www-authenticate') ?? '', /^DPoP .*algs="[^"]+", error="invalid_token"/);
    }
    const post = {
      method: 'POST',
      headers: { Authorization: `DPoP ${token}`, DPoP: proof({ htm: 'POST' }) },
    };
    assert.equal((await world.fetch('/userinfo', post)).status, 200);
  });

  it('DP-09 is refused with the proof of another key', async () => {
    const answer = await askUserinfo(world, token, [userinfoProof(world, other, token)]);
    assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_token']);
    assert.match(answer.headers.get('www-authenticate') ?? '', /^DPoP .*error="invalid_token"/);
  });

  it('RFC 9449 §9 is told the nonce to use', async () => {
    const stale = await askUserinfo(world, token, [proof({ nonce: 'an old one' })]);
    assert.deepEqual([stale.status, stale.body.error], [401, 'use_dpop_nonce']);
    assert.match(stale.headers.get('www-authenticate') ?? '', /^DPoP .*error="use_dpop_nonce"/);
    const nonce = stale.headers.get('dpop-nonce') ?? '';
    const good = await askUserinfo(world, token, [proof({ nonce })]);
    assert.equal(good.status, 200);
    assert.match(good.headers.get('dpop-nonce') ?? '', /./);
  });

  it('IN-06 a token that is bound to no key is no DPoP token, with a proof or without', async () => {
    const { tokens } = await tokensOf(world, await world.client());
    const bearer = tokens.access_token;
    for (const proofs of [[], [userinfoProof(world, key, bearer)]]) {
      const answer = await askUserinfo(world, bearer, proofs);
      assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_token']);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/);
    }
    const beside = await askUserinfo(world, bearer, ['rubbish'], 'Bearer');
    assert.equal(beside.status, 200, 'a bearer token needs no proof');
  });

  it('IN-06 RFC 6750 §3.1 without credentials, the challenge names both schemes and no error', async () => {
    const answer = await answerOf(await world.fetch(`/userinfo?access_token=${token}`));
    assert.equal(answer.status, 401);
    const challenge = answer.headers.get('www-authenticate') ?? '';
    assert.match(challenge, /^Bearer realm="tacet", .*, DPoP realm="tacet", algs=/);
    assert.equal(challenge.includes('error='), false);
  });

  it('CF-20 RFC 9449 §8.2 a page of a client may send proofs, and read the nonce', async () => {
    const origin = { Origin: 'https://app.example' };
    for (const path of ['/token', '/userinfo']) {
      const asked = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'dpop' };
      const headers = { ...origin, ...asked };
      const preflight = await world.fetch(path, { method: 'OPTIONS', headers });
      assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /\bDPoP\b/i);
      const answer = await world.fetch(path, { ...form({}), headers: { ...form({}).headers, ...origin } });
      const exposed = answer.headers.get('access-control-expose-headers') ?? '';
      assert.match(exposed, /DPoP-Nonce/);
      assert.match(exposed, /WWW-Authenticate/);
    }
  });

  it('DP-13 RFC 9449 §6.2 introspection tells the key', async () => {
    const by = await world.client();
    const bound = await boundTokens(world, by, key);
    const { body } = await world.post('/introspect', { token: bound.tokens.access_token ?? '' }, by);
    assert.deepEqual([body.active, body.token_type, body.cnf], [true, 'DPoP', { jkt: key.jkt }]);
    const { tokens } = await tokensOf(world, by);
    const bearer = (await world.post('/introspect', { token: tokens.access_token ?? '' }, by)).body;
    assert.deepEqual([bearer.token_type, bearer.cnf], ['Bearer', undefined]);
  });

  it('FAPI 2.0 §5.4.1 RS256 proves nothing here either for whose profile is FAPI', async () => {
    const rsa = prover('PS256');
    const sameKey = { header: { alg: 'RS256' } };
    const by = await world.client({ settings: { tacetProfile: 'fapi2' } });
    const { tokens } = await boundTokens(world, by, rsa);
    const { access_token: access } = tokens;
    const answer = await askUserinfo(world, access, [userinfoProof(world, rsa, access, {}, sameKey)]);
    assert.equal(answer.body.error, 'invalid_dpop_proof');
    assert.equal((await askUserinfo(world, access, [userinfoProof(world, rsa, access)])).status, 200);
  });

  it('an opaque token is bound as a readable one is', async () => {
    const by = await world.client({ settings: { tacetAccessTokenFormat: 'opaque' } });
    const { tokens } = await boundTokens(world, by, key);
    const { access_token: opaque } = tokens;
    assert.match(opaque ?? '', /^at_/);
    assert.equal((await askUserinfo(world, opaque, [], 'Bearer')).status, 401);
    assert.equal((await askUserinfo(world, opaque, [userinfoProof(world, other, opaque)])).status, 401);
    assert.equal((await askUserinfo(world, opaque, [userinfoProof(world, key, opaque)])).status, 200);
  });
});
