import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { generateKeyPair, SignJWT } from 'jose';
import { startServer, type TestServer } from '../harness/server.ts';
import { type Target, target } from '../http/egress-target.ts';
import { authorizeUrl, openTrip, problemOf } from '../interaction/trip.ts';
import { MINIMAL, register } from './registering.ts';

/** Every place where a client names an address that we call, and how to make us. */
describe('★SS-01 an inner address, wherever a client may name one', () => {
  let server: TestServer;
  let canary: Target;
  const log: string[] = [];
  before(async () => {
    canary = await target((_, response) => response.end('{}'));
    // Everybody may register, and nothing but the public internet may be called.
    server = await startServer({
      log: (line) => void log.push(line),
      env: {
        TACET_DYNAMIC_REGISTRATION: 'open',
        TACET_CLIENT_ID_DOCUMENTS: 'allow',
        TACET_EGRESS_CA: canary.caFile,
      },
    });
  });
  after(async () => {
    await server.stop();
    await canary[Symbol.asyncDispose]();
  });

  const hosts = () =>
    [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:7f00:1]',
      '2130706433',
      '0x7f.1',
      '0177.1',
      '0.0.0.0',
      'a.localhost',
    ].map((host) => `https://${host}:${canary.port}`);

  it('jwks_uri: the assertion is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    for (const host of hosts()) {
      const method = { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${host}/keys` };
      const { status, told } = await register(server, { ...MINIMAL, ...method });
      assert.equal(status, 201, host);
      const assertion = await new SignJWT({ iss: told.client_id, sub: told.client_id, jti: host })
        .setAudience(server.issuer)
        .setIssuedAt(server.clock.nowSeconds())
        .setExpirationTime(server.clock.nowSeconds() + 60)
        .setProtectedHeader({ alg: 'ES256', kid: 'x' })
        .sign(privateKey);
      const answer = await fetch(`${server.issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: 'x',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        }),
      });
      assert.equal(answer.status, 401, host);
    }
    assert.equal(canary.connections(), 0);
  });

  it('sector_identifier_uri: the registration is refused', async () => {
    for (const host of hosts()) {
      const pairwise = { subject_type: 'pairwise', sector_identifier_uri: `${host}/list` };
      assert.equal((await register(server, { ...MINIMAL, ...pairwise })).status, 400, host);
    }
    assert.equal(canary.connections(), 0);
  });

  it('client_id: there is no such client', async () => {
    for (const host of [...hosts(), 'https://localhost', 'https://a.localhost']) {
      const url = authorizeUrl(server, `${host}/client.json`);
      assert.equal(problemOf(await server.browser().visit(url)), 'bad_client_request', host);
    }
    assert.equal(canary.connections(), 0);
  });

  it('logo_uri: the page is without it, also where the operator registered the client', async () => {
    const refusals = () => log.filter((line) => line.includes('the logo of a client cannot be shown')).length;
    for (const [index, host] of hosts().entries()) {
      const { client } = await server.client({ settings: { logoUri: `${host}/logo.png` } });
      for (const asked of ['before', 'after']) {
        const { step } = await openTrip(server.browser(), authorizeUrl(server, client.id));
        assert.ok(step.kind === 'sign-in' && step.client?.name === 'Notes' && !step.client.logo, asked);
        while (refusals() <= index) await new Promise(setImmediate);
      }
    }
    assert.equal(canary.connections(), 0);
  });

  it('SS-05 logo_uri of a client that registered itself: nobody fetches it, and no page shows it', async () => {
    const logo = {
      logo_uri: `https://logo.test:${canary.port}/logo.png`,
      redirect_uris: ['https://app.example/callback'],
    };
    const { told } = await register(server, { client_name: 'Notes', ...logo });
    const arrival = await server.browser().visit(authorizeUrl(server, told.client_id));
    assert.equal(arrival.kind, 'page');
    assert.ok(!JSON.stringify(arrival).includes('logo.test'));
    assert.equal(canary.connections(), 0);
  });

  it('RFC 9126 §2.3 RU-14 an address that is not registered is refused where a request is pushed', async () => {
    const { told } = await register(server, { ...MINIMAL, token_endpoint_auth_method: 'none' });
    const pushed = await fetch(`${server.issuer}/par`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: told.client_id,
        response_type: 'code',
        redirect_uri: 'https://evil.test/cb',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      }),
    });
    assert.equal(pushed.status, 400);
  });
});
