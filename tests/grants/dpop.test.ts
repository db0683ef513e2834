import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import {
  askToken,
  askUserinfo,
  boundTokens,
  publicClient,
  tokenProof,
  userinfoProof,
} from '../dpop/holder.ts';
import { prover } from '../dpop/prover.ts';
import { type World, approve, openWorld } from '../tokens/world.ts';

const key = prover();
const other = prover('EdDSA');
const rsa = prover('RS256');

describe('tokens bound to a DPoP key', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    world.clock.turn(120);
  });
  after(() => world.close());

  const refreshed = (token: string | undefined) => ({
    grant_type: 'refresh_token',
    refresh_token: token ?? '',
  });

  it('RFC 9449 §5, §6.1 carry the thumbprint, and say so in token_type', async () => {
    const by = await world.client();
    const { tokens } = await boundTokens(world, by, key);
    assert.equal(tokens.token_type, 'DPoP');
    assert.deepEqual(decodeJwt(tokens.access_token ?? '').cnf, { jkt: key.jkt });
    assert.equal(decodeJwt(tokens.id_token ?? '').cnf, undefined);
    const userinfo = await askUserinfo(world, tokens.access_token, [
      userinfoProof(world, key, tokens.access_token),
    ]);
    assert.equal(userinfo.status, 200);
  });

  it('DP-01 a client that sends no proof gets bearer tokens, unless it registered otherwise', async () => {
    const plain = await world.client();
    const { fields } = await approve(world, plain);
    assert.equal((await askToken(world, plain, fields, [])).body.token_type, 'Bearer');
    for (const settings of [{ dpopBoundAccessTokens: true }, { tacetProfile: 'fapi2' }] as const) {
      const by = await world.client({ settings });
      const approved = await approve(world, by);
      const refused = await askToken(world, by, approved.fields, []);
      assert.deepEqual([refused.status, refused.body.error], [400, 'invalid_dpop_proof']);
      const two = [tokenProof(world, key), tokenProof(world, key)];
      assert.equal((await askToken(world, by, approved.fields, two)).body.error, 'invalid_dpop_proof');
      const good = await askToken(world, by, approved.fields, [tokenProof(world, key)]);
      assert.equal(good.body.token_type, 'DPoP', 'the code was not spent by what was refused');
    }
  });

  it('FAPI 2.0 §5.4.1 takes RS256 from nobody whose profile is FAPI', async () => {
    const by = await world.client({ settings: { tacetProfile: 'fapi2' } });
    const { fields } = await approve(world, by);
    const answer = await askToken(world, by, fields, [tokenProof(world, rsa)]);
    assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_dpop_proof']);
  });

  it('DP-11 RFC 9449 §10 a code is redeemed with the key it is bound to; another burns nothing', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by, { terms: { confirmation: { jkt: key.jkt } } });
    for (const proofs of [[], [tokenProof(world, other)]]) {
      const answer = await askToken(world, by, fields, proofs);
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']);
    }
    const good = await askToken(world, by, fields, [tokenProof(world, key)]);
    assert.equal(good.body.token_type, 'DPoP');
    const again = await askToken(world, by, fields, [tokenProof(world, key)]);
    assert.equal(again.body.error, 'invalid_grant');
    const token = good.body.access_token;
    const dead = await askUserinfo(world, token, [userinfoProof(world, key, token)]);
    assert.equal(dead.status, 401, 'an otherwise valid second use takes back what the first one got');
  });

  it('AC-01 a code that is bound to no key is spent once, with one key or another', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    const keys = [key, other, key, other];
    const all = keys.map((one) => askToken(world, by, fields, [tokenProof(world, one)]));
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 400, 400, 400]);
  });

  it('DP-12 RFC 9449 §5 a public client refreshes with the key of its first tokens', async () => {
    const by = await world.client(publicClient);
    const { tokens } = await boundTokens(world, by, key);
    for (const proofs of [[], [tokenProof(world, other)]]) {
      const answer = await askToken(world, by, refreshed(tokens.refresh_token), proofs);
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']);
    }
    const next = await askToken(world, by, refreshed(tokens.refresh_token), [tokenProof(world, key)]);
    assert.deepEqual(
      [next.status, next.body.token_type],
      [200, 'DPoP'],
      'a thief without the key turned nothing',
    );
    const third = await askToken(world, by, refreshed(next.body.refresh_token), [tokenProof(world, key)]);
    assert.equal(third.status, 200);
    const stolen = await askToken(world, by, refreshed(third.body.refresh_token), [tokenProof(world, other)]);
    assert.equal(stolen.body.error, 'invalid_grant');
  });

  it('RFC 7009 §2.1 a public client takes its bound tokens back without a proof', async () => {
    const by = await world.client(publicClient);
    const { tokens } = await boundTokens(world, by, key);
    const fields = { token: tokens.refresh_token ?? '', client_id: by.client.id };
    assert.equal((await world.post('/revoke', fields)).status, 200);
    const next = await askToken(world, by, refreshed(tokens.refresh_token), [tokenProof(world, key)]);
    assert.equal(next.body.error, 'invalid_grant');
  });

  it('C8 a confidential client may come with a new key; its new tokens are bound to that', async () => {
    const by = await world.client({ settings: { dpopBoundAccessTokens: true } });
    const { tokens } = await boundTokens(world, by, key);
    const without = await askToken(world, by, refreshed(tokens.refresh_token), []);
    assert.equal(without.body.error, 'invalid_dpop_proof');
    const next = await askToken(world, by, refreshed(tokens.refresh_token), [tokenProof(world, other)]);
    assert.equal(next.status, 200);
    const token = next.body.access_token;
    assert.deepEqual(decodeJwt(token ?? '').cnf, { jkt: other.jkt });
    assert.equal((await askUserinfo(world, token, [userinfoProof(world, other, token)])).status, 200);
    assert.equal((await askUserinfo(world, token, [userinfoProof(world, key, token)])).status, 401);
  });

  it('RFC 9449 §8 every answer to a proof offers a nonce, and an old one is told apart', async () => {
    const by = await world.client();
    const { fields } = await approve(world, by);
    const refused = await askToken(world, by, fields, ['rubbish']);
    const nonce = refused.headers.get('dpop-nonce') ?? '';
    assert.equal(refused.body.error, 'invalid_dpop_proof');
    const stale = await askToken(world, by, fields, [tokenProof(world, key, { nonce: `${nonce}x` })]);
    assert.deepEqual([stale.status, stale.body.error], [400, 'use_dpop_nonce']);
    const good = await askToken(world, by, fields, [
      tokenProof(world, key, { nonce: stale.headers.get('dpop-nonce') ?? '' }),
    ]);
    assert.equal(good.status, 200);
    assert.match(good.headers.get('dpop-nonce') ?? '', /^[A-Za-z0-9_-]+$/);
    const bearer = await approve(world, by);
    assert.equal((await askToken(world, by, bearer.fields, [])).headers.has('dpop-nonce'), false);
  });
});
