import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../harness/server.ts';
import { ask, aTelevision, poll, post, type Registered, settle, somebody } from './both-sides.ts';

const USER_CODE = /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/;

describe('the device authorization endpoint (RFC 8628)', () => {
  let server: TestServer;
  let television: Registered;
  before(async () => {
    server = await startServer({ env: { TACET_RESOURCES: RESOURCES } });
    television = await aTelevision(server);
  });
  after(() => server.stop());

  it('RFC 8628 §3.2 answers with both codes, where to go, and how long', async () => {
    const { status, body, headers } = await post(server, '/device_authorization', television, {
      scope: 'openid',
    });
    assert.equal(status, 200);
    const { device_code: deviceCode = '', user_code: userCode = '', ...rest } = body;
    assert.match(deviceCode, /^dc_[A-Za-z0-9_-]{43}$/);
    assert.match(userCode, USER_CODE);
    assert.deepEqual(rest, {
      verification_uri: `${server.issuer}/device`,
      verification_uri_complete: `${server.issuer}/device?user_code=${userCode}`,
      expires_in: 600,
      interval: 5,
    });
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('gives no code twice', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(server, television)));
    assert.equal(new Set(asked.map(({ deviceCode }) => deviceCode)).size, 20);
    assert.equal(new Set(asked.map(({ userCode }) => userCode)).size, 20);
  });

  it('RFC 8628 §3.1 CA-05 PA-02 refuses in the shape of RFC 6749 §5.2', async () => {
    const secretive = await aTelevision(server, { type: 'web', authMethod: 'client_secret_basic' });
    const scope = 'openid';
    const repeated = new URLSearchParams('scope=openid&scope=email');
    const cases = [
      [television, {}, 400, 'invalid_scope'],
      [television, { scope: 'nothing' }, 400, 'invalid_scope'],
      [television, { scope: 'a  b' }, 400, 'invalid_scope'],
      [television, { scope: 'notes.write' }, 400, 'invalid_scope'],
      [television, { scope, resource: 'https://nobody.example/' }, 400, 'invalid_target'],
      [television, repeated, 400, 'invalid_request'],
      [{ ...secretive, secret: 'wrong' }, { scope }, 401, 'invalid_client'],
      [withoutSecret(secretive), { scope }, 401, 'invalid_client'],
      [{ ...television, client: { ...television.client, id: 'nobody' } }, { scope }, 401, 'invalid_client'],
    ] as const;
    for (const [who, fields, status, error] of cases) {
      const answer = await post(server, '/device_authorization', who, fields);
      assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(fields));
    }
    assert.equal((await post(server, '/device_authorization', secretive, { scope })).status, 200);
  });

  it('DV-07 is off for a client that did not register the grant', async () => {
    const web = await server.client({});
    const asked = await post(server, '/device_authorization', web, { scope: 'openid' });
    assert.deepEqual([asked.status, asked.body.error], [400, 'unauthorized_client']);
    const { deviceCode } = await ask(server, television);
    const polled = await poll(server, web, deviceCode);
    assert.deepEqual([polled.status, polled.body.error], [400, 'unauthorized_client']);
  });

  it('RFC 8707 §2 asks for resources by name, and makes the tokens for them', async () => {
    const resource = 'https://notes.example/';
    const reader = await aTelevision(server, { scopes: ['openid', 'offline_access', 'notes.read'] });
    const person = await somebody(server);
    const { deviceCode, userCode } = await ask(server, reader, { scope: 'openid notes.read', resource });
    await settle(server, person, userCode);
    const { status, body } = await poll(server, reader, deviceCode);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(claimsOf(body.access_token).aud, resource);
  });

  it('lets no single network fill the server with requests', async () => {
    const strict = await startServer();
    try {
      const client = await aTelevision(strict);
      const all = await Promise.all(
        Array.from({ length: 320 }, () => post(strict, '/device_authorization', client, { scope: 'openid' })),
      );
      const refused = all.filter(({ status }) => status === 429);
      assert.ok(refused.length >= 15, `${refused.length} refused`);
      assert.match(refused[0]?.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    } finally {
      await strict.stop();
    }
  });
});

const RESOURCES = JSON.stringify([
  { identifier: 'https://notes.example/', name: 'Notes', scopes: ['notes.read'] },
]);

/** The same client, that calls as if it had no secret. */
function withoutSecret({ client, secret }: Registered): Registered {
  return { client: { ...client, authMethod: 'none' }, secret };
}

function claimsOf(token = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
