import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { prover } from '../dpop/prover.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl } from '../interaction/trip.ts';
import { aPusher, aRequest, push, type Pusher, requestObject } from './pushing.ts';

const PUSHES_MAX = 6_000;

describe('what may not be pushed (RFC 9126 §2.3)', () => {
  let server: TestServer;
  let by: Pusher;

  before(async () => {
    server = await startServer();
    by = await aPusher(server);
  });
  after(() => server.stop());

  it('CA-05 PR-10 a confidential client that does not prove itself is nobody', async () => {
    const body = new URLSearchParams(aRequest(by.client));
    const response = await fetch(`${server.issuer}/par`, { method: 'POST', body });
    assert.equal(response.status, 401);
    assert.equal((await response.json()).error, 'invalid_client');
  });

  it('takes the requests of a public client, by its name', async () => {
    const open = await aPusher(server, { authMethod: 'none', secretDigests: [], type: 'spa' });
    assert.equal((await push(server, open, aRequest(open.client))).status, 201);
  });

  const refusals = [
    ['PR-04 a request_uri', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
    ['an address that is not registered', { redirect_uri: 'https://evil.example' }, 'invalid_request'],
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown scope', { scope: 'openid nonsense' }, 'invalid_scope'],
    ['another response type', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['a resource that nobody knows', { resource: 'https://unknown.example' }, 'invalid_target'],
    ['another client_id', { client_id: 'somebody-else' }, 'invalid_request'],
    ['a thumbprint that is none', { dpop_jkt: 'short' }, 'invalid_request'],
    ['a hint of somebody else', { id_token_hint: 'a.b.c' }, 'invalid_request'],
  ] as const;
  for (const [what, differs, error] of refusals) {
    it(`${what}: 400 ${error}`, async () => {
      const { status, body } = await push(server, by, aRequest(by.client, differs));
      assert.equal(status, 400);
      assert.equal(body.error, error);
    });
  }

  it('PR-04 nor a request_uri within a request object', async () => {
    const object = requestObject(server, by, { request_uri: 'urn:ietf:params:oauth:request_uri:x' });
    const { status, body } = await push(server, by, { client_id: by.client.id, request: object });
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_request_object');
  });

  it('PA-02 no parameter twice, be it the same', async () => {
    const usual = new URLSearchParams(aRequest(by.client));
    for (const [name, value] of usual) {
      for (const second of [value, 'other']) {
        const text = `${usual}&${new URLSearchParams({ [name]: second })}`;
        const { status, body } = await push(server, by, text);
        assert.equal(status, 400, name);
        assert.equal(body.error, 'invalid_request', name);
      }
    }
  });

  it('conformance #48 answers other methods 405, and says which it takes', async () => {
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const response = await fetch(`${server.issuer}/par`, { method });
      assert.equal(response.status, 405);
      assert.match(response.headers.get('Allow') ?? '', /POST/);
    }
  });

  it('PR-09 a body that is too large is 413, a client that pushes too much 429, and others are fine', async () => {
    const { status } = await push(server, by, `x=${'y'.repeat(70_000)}`);
    assert.equal(status, 413);

    const flood = await aPusher(server);
    const key = `pushes:${JSON.stringify([flood.client.id])}`;
    for (let made = 0; made < PUSHES_MAX; made += 1) await server.parts.ephemera.count(key, 60);
    const refused = await push(server, flood, aRequest(flood.client));
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('Retry-After'), '60');
    assert.equal((await push(server, by, aRequest(by.client))).status, 201);
    server.clock.turn(61);
    assert.equal((await push(server, flood, aRequest(flood.client))).status, 201);
  });

  it('PR-10 a client that must push gets nothing at /authorize', async () => {
    const { client } = await server.client({ settings: { requirePushedAuthorizationRequests: true } });
    const told = answered(await server.browser().visit(authorizeUrl(server, client.id)));
    assert.equal(told.get('error'), 'invalid_request');
    assert.equal(told.get('iss'), server.issuer);
  });

  it('RFC 9449 §10.1 a proof and dpop_jkt must name one key', async () => {
    const [key, other] = [prover(), prover()];
    const about = { htm: 'POST', htu: `${server.issuer}/par`, iat: server.clock.nowSeconds() };
    const pushWith = (dpop_jkt: string | undefined) =>
      push(server, by, aRequest(by.client, { dpop_jkt }), { DPoP: key.proof(about) });
    assert.equal((await pushWith(key.jkt)).status, 201);
    assert.equal((await pushWith(undefined)).status, 201);
    const { status, body } = await pushWith(other.jkt);
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_dpop_proof');
  });
});
