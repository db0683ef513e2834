import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { compactDecrypt, createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { decide } from '../../server/commands/demo/person.ts';
import type { Client } from '../../server/clients/client.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { answered, authorizeUrl, enter, get, leave, openTrip } from '../interaction/trip.ts';
import { aFapiClient, pushedUrl, requestObject } from './pushing.ts';

const EMAIL = 'ada@example.org';

describe('signed answers (JARM)', () => {
  let server: TestServer;

  before(async () => {
    server = await startServer();
    await server.account(EMAIL);
  });
  after(() => server.stop());

  async function opened(response: string | null, client: Client) {
    const jwks = await (await fetch(`${server.issuer}/jwks`)).json();
    const currentDate = new Date(server.clock.nowSeconds() * 1000);
    const options = { issuer: server.issuer, audience: client.id, currentDate };
    return (await jwtVerify(response ?? '', createLocalJWKSet(jwks), options)).payload;
  }

  for (const mode of ['jwt', 'query.jwt']) {
    it(`JARM §2.3 ${mode}: one parameter in the query, all else inside, iss too (MX-01)`, async () => {
      const { client } = await server.client({ firstParty: true });
      const browser = server.browser();
      const { id } = await openTrip(browser, authorizeUrl(server, client.id, { response_mode: mode }));
      const told = await leave(browser, await enter(browser, id, EMAIL));
      assert.deepEqual([...told.keys()], ['response']);
      const payload = await opened(told.get('response'), client);
      const { exp, code, ...rest } = payload;
      assert.deepEqual(rest, { state: 'state-~._-1', iss: server.issuer, aud: client.id });
      assert.match(String(code), /^ac_/);
      const life = Number(exp) - server.clock.nowSeconds();
      assert.ok(life >= 10 && life <= 600, String(life));
    });
  }

  it('MX-01 JARM §2.1 errors go the same way', async () => {
    const { client } = await server.client({ settings: { authorizationSignedResponseAlg: 'ES256' } });
    const url = authorizeUrl(server, client.id, { response_mode: 'jwt', prompt: 'none' });
    const told = answered(await server.browser().visit(url));
    assert.deepEqual([...told.keys()], ['response']);
    assert.equal(decodeProtectedHeader(told.get('response') ?? '').alg, 'ES256');
    const { error, iss, code } = await opened(told.get('response'), client);
    assert.equal(error, 'login_required');
    assert.equal(iss, server.issuer);
    assert.equal(code, undefined);
  });

  it('JARM §2.3.3 form_post.jwt posts the one parameter', async () => {
    const { client } = await server.client();
    const url = authorizeUrl(server, client.id, { response_mode: 'form_post.jwt', prompt: 'none' });
    const response = await get(server.browser(), url);
    assert.equal(response.status, 200);
    const page = await response.text();
    const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    assert.deepEqual(
      inputs.map(([, name]) => name),
      ['response'],
    );
    assert.ok(page.includes(`action="${REDIRECT_URI}"`));
    assert.equal((await opened(inputs[0]?.[2] ?? '', client)).error, 'login_required');
  });

  it('JARM §2.2 encrypts what it has signed to the key of the client', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    const { client } = await server.client({
      settings: {
        jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'e1', use: 'enc', x: x ?? '', y: y ?? '' }] },
        authorizationEncryptedResponseAlg: 'ECDH-ES',
        authorizationEncryptedResponseEnc: 'A256GCM',
      },
    });
    const url = authorizeUrl(server, client.id, { response_mode: 'jwt', prompt: 'none' });
    const response = answered(await server.browser().visit(url)).get('response') ?? '';
    assert.equal(response.split('.').length, 5);
    const { plaintext, protectedHeader } = await compactDecrypt(response, privateKey);
    assert.equal(protectedHeader.cty, 'JWT');
    assert.equal((await opened(new TextDecoder().decode(plaintext), client)).error, 'login_required');
  });

  it('an answer is no hint of who somebody is', async () => {
    const { client } = await server.client();
    const silent = authorizeUrl(server, client.id, { response_mode: 'jwt', prompt: 'none' });
    const response = answered(await server.browser().visit(silent)).get('response') ?? '';
    const url = authorizeUrl(server, client.id, { id_token_hint: response });
    assert.equal(answered(await server.browser().visit(url)).get('error'), 'invalid_request');
  });

  it('FAPI 2.0 Message Signing §5.4 gives a signed answer whether or not it was asked for, and no other', async () => {
    const by = await aFapiClient(server, 'fapi2-message-signing');
    const pushing = (claims: Readonly<Record<string, unknown>>) =>
      pushedUrl(server, by, { client_id: by.client.id, request: requestObject(server, by, claims) });
    const browser = server.browser();
    const { id } = await openTrip(browser, await pushing({}));
    await enter(browser, id, EMAIL);
    const told = await leave(browser, await decide(browser, id, 'allow'));
    assert.deepEqual([...told.keys()], ['response']);
    assert.equal(decodeProtectedHeader(told.get('response') ?? '').alg, 'PS256');
    assert.match(String((await opened(told.get('response'), by.client)).code), /^ac_/);

    await assert.rejects(pushing({ response_mode: 'query' }), /invalid_request/);
    const silent = await pushing({ response_mode: 'query.jwt', prompt: 'none' });
    const refused = answered(await server.browser().visit(silent));
    assert.deepEqual([...refused.keys()], ['response']);
  });

  it('an app on a private scheme gets it in the query, since nothing can be posted there', async () => {
    const redirectUri = 'com.example.app:/cb';
    const { client } = await server.client({
      type: 'native',
      authMethod: 'none',
      redirectUris: [redirectUri],
    });
    const url = authorizeUrl(server, client.id, {
      redirect_uri: redirectUri,
      response_mode: 'form_post.jwt',
    });
    const told = answered(await server.browser().visit(url));
    assert.equal((await opened(told.get('response'), client)).error, 'invalid_request');
  });
});
