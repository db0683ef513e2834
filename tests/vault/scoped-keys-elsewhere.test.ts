import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aFapiClient, aPusher, aRequest, push, requestObject } from '../authorization/pushing.ts';
import { prover } from '../dpop/prover.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { tokensOf, type World } from '../tokens/world.ts';
import { worldOfResources } from '../grants/machines.ts';
import { aKey, NOTES } from './key-app.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';

describe('CF-38 a request for end-to-end keys in other forms', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const settings = { tacetKeyScopes: [NOTES] };
  const proof = () => ({
    DPoP: prover().proof({ htm: 'POST', htu: `${server.issuer}/par`, iat: server.clock.nowSeconds() }),
  });

  it('RFC 9101 may stand in a signed request object that is pushed, and what stands beside it counts for nothing', async () => {
    const by = await aPusher(server, { settings });
    const keys_jwk = (await aKey()).parameter;
    const inside = { scope: `openid ${NOTES}`, keys_jwk };
    const object = (differs: object) => ({
      client_id: by.client.id,
      request: requestObject(server, by, { ...inside, ...differs }),
    });
    assert.equal((await push(server, by, object({}), proof())).status, 201);
    const beside = await push(server, by, { ...object({ keys_jwk: undefined }), keys_jwk }, proof());
    assert.deepEqual([beside.status, beside.body.error], [400, 'invalid_request']);
    const json = await push(server, by, object({ keys_jwk: { kty: 'EC' } }), proof());
    assert.deepEqual([json.status, json.body.error], [400, 'invalid_request_object']);
  });

  it('FAPI 2.0 may be that of a bank', async () => {
    const by = await aFapiClient(server, 'fapi2', { settings });
    const asked = { scope: `openid ${NOTES}`, keys_jwk: (await aKey()).parameter };
    const { status, body } = await push(server, by, aRequest(by.client, asked), proof());
    assert.equal(status, 201, JSON.stringify(body));
  });

  it('belongs to the resource server, where one has that name', async () => {
    const resources = [{ identifier: 'https://notes.example/api', name: 'Notes', scopes: [NOTES] }];
    const other = await startServer({ env: { TACET_RESOURCES: JSON.stringify(resources) } });
    const by = await aPusher(other, { settings });
    const asked = { scope: `openid ${NOTES}`, keys_jwk: (await aKey()).parameter };
    const { status, body } = await push(other, by, aRequest(by.client, asked), {
      DPoP: prover().proof({ htm: 'POST', htu: `${other.issuer}/par`, iat: other.clock.nowSeconds() }),
    });
    assert.deepEqual([status, body.error_description], [400, 'keys_jwk needs a key scope']);
    await other.stop();
  });
});

describe('CF-38 RFC 8693 a token exchange', () => {
  let world: World;
  before(async () => void (world = await worldOfResources()));
  after(() => world.close());

  it('passes no key scope on', async () => {
    const by = await world.client({
      grantTypes: ['authorization_code', 'refresh_token', EXCHANGE],
      settings: { tacetKeyScopes: [NOTES] },
    });
    const { tokens } = await tokensOf(world, by, { scopes: ['openid', 'email', NOTES] });
    assert.match(String(tokens.scope), /key:notes/);
    const exchange = (more: Record<string, string> = {}) =>
      world.post(
        '/token',
        {
          ...{ grant_type: EXCHANGE, subject_token: tokens.access_token ?? '', subject_token_type: ACCESS },
          ...more,
        },
        by,
      );
    const { status, body } = await exchange();
    assert.deepEqual([status, body.scope], [200, 'openid email']);
    assert.equal((await exchange({ scope: NOTES })).body.error, 'invalid_scope');
  });
});
