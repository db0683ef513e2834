import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aPusher, aRequest } from '../authorization/pushing.ts';
import { ASSERTION_TYPE, assertionClaims, signer } from '../clients/signer.ts';
import { prover } from '../dpop/prover.ts';
import type { TestServer } from '../harness/server.ts';
import { cheapest, type CountingServer, startCountingServer } from './counting-server.ts';

const RESOURCE = 'https://api.example';
const RESOURCES = JSON.stringify([{ identifier: RESOURCE, name: 'API', scopes: ['api.read'] }]);
const FIELDS = { grant_type: 'client_credentials', scope: 'api.read' };
const MACHINE = {
  type: 'machine',
  grantTypes: ['client_credentials'],
  redirectUris: [],
  scopes: ['api.read'],
} as const;

/** What clients ask in their own name, counted on the wire. */
describe('round trips without a person', () => {
  let counting: CountingServer;
  let server: TestServer;
  before(async () => {
    counting = await startCountingServer({ TACET_RESOURCES: RESOURCES });
    ({ server } = counting);
  });
  after(() => counting.stop());

  async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const body = new URLSearchParams(fields);
    const answer = await fetch(server.issuer + path, { method: 'POST', headers, body });
    assert.ok(answer.ok, await answer.clone().text());
    return (await answer.json()) as Record<string, string>;
  }

  const basic = (id: string, secret: string) => ({
    Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  it('a token of a client costs none, its proof of a key and its assertion one each', async () => {
    const { client, secret } = await server.client(MACHINE);
    const key = signer();
    const settings = { jwks: { keys: [key.jwk] } };
    const asserting = await server.client({ ...MACHINE, authMethod: 'private_key_jwt', settings });
    const nowSeconds = () => server.clock.nowSeconds();
    const about = () => ({ htm: 'POST', htu: `${server.issuer}/token`, iat: nowSeconds() });
    const assertion = () => ({
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: key.jwt(assertionClaims(asserting.client.id, server.issuer, nowSeconds())),
    });

    const walk = async () => {
      const by = basic(client.id, secret);
      const bearer = await counting.cost(() => post('/token', FIELDS, by));
      const DPoP = prover().proof(about());
      const bound = await counting.cost(() => post('/token', FIELDS, { ...by, DPoP }));
      const proved = { ...FIELDS, ...assertion() };
      const asserted = await counting.cost(() => post('/token', proved));
      return { bearer: bearer.cost, bound: bound.cost, asserted: asserted.cost };
    };
    assert.deepEqual(await cheapest(walk), {
      bearer: '0 SQL, 0 Redis',
      bound: '0 SQL, 1 Redis',
      asserted: '0 SQL, 1 Redis',
    });
  });

  it('a pushed request costs the budget and itself', async () => {
    const pusher = await aPusher(server);
    const by = basic(pusher.client.id, pusher.secret);
    const { pushed } = await cheapest(async () => ({
      pushed: (await counting.cost(() => post('/par', aRequest(pusher.client), by))).cost,
    }));
    assert.equal(pushed, '0 SQL, 2 Redis');
  });

  it('introspection of a token of no family costs one statement, be it a JWT or opaque', async () => {
    for (const tacetAccessTokenFormat of ['jwt', 'opaque'] as const) {
      const { client, secret } = await server.client({ ...MACHINE, settings: { tacetAccessTokenFormat } });
      const by = basic(client.id, secret);
      const { access_token: token = '' } = await post('/token', FIELDS, by);
      const { introspection } = await cheapest(async () => ({
        introspection: (await counting.cost(() => post('/introspect', { token }, by))).cost,
      }));
      assert.equal(introspection, '1 SQL, 0 Redis', tacetAccessTokenFormat);
    }
  });
});
