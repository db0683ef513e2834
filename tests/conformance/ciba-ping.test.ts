import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { settle } from '../ciba/both-sides.ts';
import { type NotificationEndpoint, notificationEndpoint } from '../ciba/pinged.ts';
import { anyToken, backchannel, begun, type CibaOp, granted, openCibaOp, poll } from './ciba-op.ts';
import type { FapiClient } from './fapi-client.ts';

const P = 'fapi-ciba-id1';

describe('FAPI-CIBA (fapi-ciba-id1-test-plan), ping, private_key_jwt', () => {
  let op: CibaOp;
  let endpoint: NotificationEndpoint;
  let client: FapiClient;
  before(async () => {
    op = await openCibaOp();
    endpoint = await notificationEndpoint();
    client = await op.pinged(endpoint.uri);
  });
  after(async () => {
    await endpoint[Symbol.asyncDispose]();
    await op.stop();
  });

  /** One flow: what is decided is told once, and then the client fetches what it is owed. */
  async function flow(decision: 'allow' | 'deny' = 'allow') {
    const before = endpoint.pings.length;
    const person = await op.person();
    const token = anyToken();
    const hint = { login_hint: person.account.email, client_notification_token: token };
    const authReqId = await begun(op, client, hint);
    await settle(op.server, person, decision);
    await endpoint.until(before + 1);
    assert.deepEqual(endpoint.pings[before], {
      method: 'POST',
      path: '/ping',
      authorization: `Bearer ${token}`,
      contentType: 'application/json',
      body: JSON.stringify({ auth_req_id: authReqId }),
    });
    const answer = await poll(op, client, authReqId);
    // Another flow of another client has gone by meanwhile: nothing was sent again.
    assert.equal(endpoint.pings.length, before + 1);
    return answer;
  }

  it(P, async () => {
    endpoint.answer(204);
    granted(await flow(), client);
  });

  it(`${P}-user-rejects-authentication`, async () => {
    endpoint.answer(204);
    assert.equal((await flow('deny')).body.error, 'access_denied');
  });

  for (const [name, status, headers, body] of [
    ['ping-backchannel-notification-endpoint-response-has-body', 200, {}, '{"some":"body"}'],
    ['ping-backchannel-notification-endpoint-401', 401, { 'WWW-Authenticate': 'Bearer' }, ''],
    ['ping-backchannel-notification-endpoint-403', 403, {}, ''],
    [
      'ping-with-mtls-and-backchannel-notification-endpoint-response-401-and-require-server-does-not-retry',
      401,
      {},
      '',
    ],
    ['ping-backchannel-notification-endpoint-return-redirect-request', 301, { Location: '/elsewhere' }, ''],
  ] as const) {
    it(`${P}-${name}`, async () => {
      endpoint.answer(status, headers, body);
      granted(await flow(), client);
      assert.equal(
        endpoint.pings.every(({ path }) => path === '/ping'),
        true,
        'no redirect was followed',
      );
    });
  }

  it('CIBA §7.1 takes no request of a ping client without a bearer token of its own', async () => {
    const { account } = await op.person();
    for (const client_notification_token of [undefined, '', 'with space', 'A'.repeat(1_025)]) {
      const claims = { login_hint: account.email, client_notification_token };
      const { status, body } = await backchannel(op, client, claims);
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
    }
  });

  it('CIBA §10.2 lets a client that cannot be reached poll all the same', async () => {
    const unreachable = await op.pinged('http://127.0.0.1:1/ping');
    const person = await op.person();
    const hint = { login_hint: person.account.email, client_notification_token: anyToken() };
    const authReqId = await begun(op, unreachable, hint);
    await settle(op.server, person);
    granted(await poll(op, unreachable, authReqId), unreachable);
  });
});
