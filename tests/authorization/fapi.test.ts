import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decide } from '../../server/commands/demo/person.ts';
import { prover } from '../dpop/prover.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, leave, openTrip } from '../interaction/trip.ts';
import { aFapiClient, aRequest, assertion, push, pushedUrl, type Pusher, VERIFIER } from './pushing.ts';

const EMAIL = 'ada@example.org';

describe('FAPI 2.0 Security Profile, at /par and /authorize', () => {
  let server: TestServer;
  let by: Pusher;

  before(async () => {
    server = await startServer({ env: { TACET_CODE_SECONDS: '600' } });
    by = await aFapiClient(server);
    await server.account(EMAIL);
  });
  after(() => server.stop());

  async function codeFor(differs: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
    const browser = server.browser();
    const { id } = await openTrip(browser, await pushedUrl(server, by, aRequest(by.client, differs)));
    await enter(browser, id, EMAIL);
    return (await leave(browser, await decide(browser, id, 'allow'))).get('code') ?? '';
  }

  async function redeem(code: string, key = prover()) {
    const htu = `${server.issuer}/token`;
    const proof = key.proof({ htm: 'POST', htu, iat: server.clock.nowSeconds() });
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: VERIFIER,
      redirect_uri: REDIRECT_URI,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(server, by.client, by.key),
    });
    const response = await fetch(htu, { method: 'POST', body, headers: { DPoP: proof } });
    return { status: response.status, body: await response.json() };
  }

  it('goes all the way: pushed, signed in, redeemed with a proof', async () => {
    const { status, body } = await redeem(await codeFor());
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.token_type, 'DPoP');
  });

  it('conformance #25 PR-10 gives nothing to a request that was not pushed', async () => {
    const told = answered(await server.browser().visit(authorizeUrl(server, by.client.id)));
    assert.equal(told.get('error'), 'invalid_request');
    assert.equal(told.get('code'), null);
  });

  const refused = [
    ['#23 no redirect_uri', { redirect_uri: undefined }, 'invalid_request'],
    ['#27 code id_token', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['#28 token', { response_type: 'token' }, 'unsupported_response_type'],
    ['#49 no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['#52 a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['#47 a request_uri', { request_uri: 'urn:x' }, 'invalid_request'],
  ] as const;
  for (const [what, differs, error] of refused) {
    it(`conformance ${what}: ${error}`, async () => {
      const { status, body } = await push(server, by, aRequest(by.client, differs));
      assert.equal(status, 400);
      assert.equal(body.error, error);
    });
  }

  it('wants PKCE even of a client that was registered without', async () => {
    const lax = await aFapiClient(server, 'fapi2', { pkceRequired: false });
    const none = { code_challenge: undefined, code_challenge_method: undefined };
    assert.equal((await push(server, lax, aRequest(lax.client, none))).body.error, 'invalid_request');
  });

  it('conformance #33 a code is dead after a minute, whatever the operator allows others', async () => {
    const code = await codeFor();
    server.clock.turn(62);
    const { status, body } = await redeem(code);
    assert.equal(status, 400);
    assert.equal(body.error, 'invalid_grant');
  });

  it('conformance #15 RFC 9449 §10 a code with dpop_jkt is good with that key alone', async () => {
    const [key, thief] = [prover(), prover()];
    const code = await codeFor({ dpop_jkt: key.jkt });
    const stolen = await redeem(code, thief);
    assert.equal(stolen.status, 400);
    assert.equal(stolen.body.error, 'invalid_grant');
    assert.equal((await redeem(code, key)).status, 200);
  });

  it('conformance #14 RFC 9449 §10.1 so is one that was pushed with a proof', async () => {
    const [key, thief] = [prover(), prover()];
    const about = { htm: 'POST', htu: `${server.issuer}/par`, iat: server.clock.nowSeconds() };
    const { body } = await push(server, by, aRequest(by.client), { DPoP: key.proof(about) });
    const browser = server.browser();
    const query = new URLSearchParams({ client_id: by.client.id, request_uri: String(body.request_uri) });
    const { id } = await openTrip(browser, `${server.issuer}/authorize?${query}`);
    await enter(browser, id, EMAIL);
    const told = await leave(browser, await decide(browser, id, 'allow'));
    const code = told.get('code') ?? '';
    assert.equal((await redeem(code, thief)).status, 400);
    assert.equal((await redeem(code, key)).status, 200);
  });

  it('conformance #3 a denial carries the state, and what the redirect URI had', async () => {
    const redirect = `${REDIRECT_URI}?dummy1=lorem&dummy2=ipsum`;
    const second = await aFapiClient(server, 'fapi2', { redirectUris: [redirect] });
    const state = 's'.repeat(128);
    const browser = server.browser();
    const request = aRequest(second.client, { redirect_uri: redirect, state });
    const { id } = await openTrip(browser, await pushedUrl(server, second, request));
    await enter(browser, id, EMAIL);
    const told = await leave(browser, await decide(browser, id, 'deny'));
    assert.equal(told.get('error'), 'access_denied');
    assert.equal(told.get('state'), state);
    assert.equal(told.get('iss'), server.issuer);
    assert.equal(told.get('dummy2'), 'ipsum');
  });
});
