import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestServer, startServer } from '../harness/server.ts';
import { testRedis } from '../harness/redis.ts';
import { VERIFIER, authorizeUrl, enter, leave, openTrip } from '../interaction/trip.ts';
import { answerOf } from '../tokens/world.ts';
import { type About, type Prover, prover } from './prover.ts';

const key = prover();
const other = prover();

describe('a trip with DPoP, on two instances', () => {
  let one: TestServer;
  let two: TestServer;
  let redis: Awaited<ReturnType<typeof testRedis>>;
  before(async () => {
    redis = await testRedis();
    const env = { REDIS_URL: redis.url };
    one = await startServer({ env });
    two = await startServer({ env: { ...env, ISSUER: one.issuer }, beside: one });
    one.clock.turn(120);
  });
  after(async () => {
    await two.stop();
    await one.stop();
    await redis.stop();
  });

  const proofFor = (by: Prover, path: string, about: Partial<About> = {}) =>
    by.proof({ htm: 'POST', htu: `${one.issuer}${path}`, iat: one.clock.nowSeconds(), ...about });

  /** A POST to one of the two; the issuer is the address of the first. */
  async function post(server: TestServer, path: string, fields: URLSearchParams, proof?: string) {
    const headers = { ...(proof !== undefined && { DPoP: proof }) };
    return answerOf(await fetch(addressOf(server) + path, { method: 'POST', body: fields, headers }));
  }

  const addressOf = ({ parts }: TestServer) => `http://127.0.0.1:${parts.config.port}`;

  async function publicClient() {
    const { client } = await one.client({ authMethod: 'none', type: 'spa', firstParty: true });
    const pushed = (differs: Record<string, string> = {}) =>
      new URL(authorizeUrl(one, client.id, { scope: 'openid offline_access', ...differs })).searchParams;
    return { client, pushed };
  }

  it('DP-11 RFC 9449 §10.1 a pushed request is bound to the key that proved it, or was named', async () => {
    const { pushed } = await publicClient();
    const named = pushed({ dpop_jkt: other.jkt });
    const mismatch = await post(one, '/par', named, proofFor(key, '/par'));
    assert.equal(mismatch.status, 400);
    assert.match(mismatch.body.error ?? '', /^invalid_(request|dpop_proof)$/);
    const wrongPath = await post(one, '/par', pushed(), proofFor(key, '/token'));
    assert.deepEqual([wrongPath.status, wrongPath.body.error], [400, 'invalid_dpop_proof']);
    const same = await post(one, '/par', pushed({ dpop_jkt: key.jkt }), proofFor(key, '/par'));
    assert.equal(same.status, 201);
    assert.match(same.headers.get('dpop-nonce') ?? '', /./);
  });

  it('DP-06 DP-11 DP-12 from the pushed request to the refresh, with one key and no other', async () => {
    const { client, pushed } = await publicClient();
    await one.account('ada@example.org');
    const { body } = await post(one, '/par', pushed(), proofFor(key, '/par'));
    const query = new URLSearchParams({ client_id: client.id, request_uri: body.request_uri ?? '' });
    const browser = one.browser();
    const { id } = await openTrip(browser, `${one.issuer}/authorize?${query}`);
    const answer = await leave(browser, await enter(browser, id, 'ada@example.org'));
    const fields = new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: client.id },
      ...{ code: answer.get('code') ?? '', code_verifier: VERIFIER },
    });

    const stolen = await post(two, '/token', fields, proofFor(other, '/token'));
    assert.deepEqual([stolen.status, stolen.body.error], [400, 'invalid_grant']);
    const proof = proofFor(key, '/token');
    const first = await post(two, '/token', fields, proof);
    assert.deepEqual([first.status, first.body.token_type], [200, 'DPoP']);

    const refresh = (token: string | undefined) =>
      new URLSearchParams({
        ...{ grant_type: 'refresh_token', client_id: client.id },
        refresh_token: token ?? '',
      });
    const again = await post(one, '/token', refresh(first.body.refresh_token), proof);
    assert.equal(again.body.error, 'invalid_dpop_proof', 'used on the other instance');
    const nonce = again.headers.get('dpop-nonce') ?? '';
    const next = proofFor(key, '/token', { nonce });
    const second = await post(two, '/token', refresh(first.body.refresh_token), next);
    assert.equal(second.status, 200, 'with the nonce of the other instance');

    const accessToken = second.body.access_token ?? '';
    const userinfo = key.proof({
      ...{ htm: 'GET', htu: `${one.issuer}/userinfo`, iat: one.clock.nowSeconds(), accessToken },
    });
    const headers = { Authorization: `DPoP ${accessToken}`, DPoP: userinfo };
    const ask = (server: TestServer) => fetch(`${addressOf(server)}/userinfo`, { headers });
    assert.equal((await ask(one)).status, 200);
    assert.equal((await ask(two)).status, 401, 'the same proof, on the other instance');
  });
});
