import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { prover } from '../dpop/prover.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { VERIFIER } from '../interaction/trip.ts';
import { aKey, aKeyApp, NOTES, send } from './key-app.ts';

describe('CF-38 a request for end-to-end keys: they', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const absences = [
    ['keys_jwk', { keys_jwk: undefined }, /needs keys_jwk/],
    ['a key scope', { scope: 'openid' }, /needs a key scope/],
    ['a DPoP key', {}, /needs a DPoP proof/],
  ] as const;
  for (const [what, differs, description] of absences) {
    it(`are not asked for without ${what}`, async () => {
      const app = await aKeyApp(server);
      const by = what === 'a DPoP key' ? undefined : app.dpop;
      const fields = Object.fromEntries(
        Object.entries(await usual(app, differs)).filter(([, value]) => value !== undefined),
      );
      const { status, body } = await send(server, '/par', fields, by);
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
      assert.match(body.error_description ?? '', description);
    });
  }

  const usual = async (app: Awaited<ReturnType<typeof aKeyApp>>, differs: object) => ({
    ...{ client_id: app.client.id, redirect_uri: REDIRECT_URI, response_type: 'code' },
    ...{ code_challenge: codeChallengeOf(VERIFIER), code_challenge_method: 'S256' },
    ...{ scope: `openid ${NOTES}`, keys_jwk: app.sealedTo.parameter },
    ...differs,
  });

  it('are bound to a key that dpop_jkt names, where none was proved yet', async () => {
    const app = await aKeyApp(server);
    const { status } = await send(server, '/par', await usual(app, { dpop_jkt: prover().jkt }), undefined);
    assert.equal(status, 201);
  });

  it('are not asked for without PKCE, by a client that may do without', async () => {
    const { client, secret } = await server.client({
      pkceRequired: false,
      settings: { tacetKeyScopes: [NOTES] },
    });
    const app = { client, dpop: prover(), sealedTo: await aKey() };
    const body = new URLSearchParams({
      ...{ redirect_uri: REDIRECT_URI, response_type: 'code', scope: `openid ${NOTES}` },
      ...{ keys_jwk: app.sealedTo.parameter, dpop_jkt: app.dpop.jkt },
    });
    const headers = { Authorization: `Basic ${btoa(`${client.id}:${secret}`)}` };
    const response = await fetch(`${server.issuer}/par`, { method: 'POST', body, headers });
    assert.match((await response.json()).error_description, /needs code_challenge/);
  });
});
