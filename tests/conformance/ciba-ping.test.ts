import assert from 'node:assert/strict';
import { settle } from '../ciba/both-sides.ts';
import { type NotificationEndpoint, notificationEndpoint } from '../ciba/pinged.ts';
import { anyToken, begun, type CibaOp, granted, openCibaOp, poll } from './ciba-op.ts';
import type { FapiClient } from './fapi-client.ts';
import type { Module } from './module.ts';
import { plan } from './plan.ts';

const P = 'fapi-ciba-id1';

interface PingOp extends CibaOp {
  readonly endpoint: NotificationEndpoint;
  readonly pinged: FapiClient;
}

const modules: readonly Module<PingOp>[] = [
  {
    name: P,
    run: async (op) => {
      op.endpoint.answer(204);
      granted(await flow(op), op.pinged);
    },
  },
  {
    name: `${P}-user-rejects-authentication`,
    run: async (op) => {
      op.endpoint.answer(204);
      assert.equal((await flow(op, 'deny')).body.error, 'access_denied');
    },
  },
  ...(
    [
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
    ] as const
  ).map(([name, status, headers, body]): Module<PingOp> => ({
    name: `${P}-${name}`,
    run: async (op) => {
      op.endpoint.answer(status, headers, body);
      granted(await flow(op), op.pinged);
      assert.ok(
        op.endpoint.pings.every(({ path }) => path === '/ping'),
        'no redirect was followed',
      );
    },
  })),
];

plan({
  name: 'FAPI-CIBA (fapi-ciba-id1-test-plan), ping, private_key_jwt',
  count: 7,
  modules,
  open: async (): Promise<PingOp> => {
    const op = await openCibaOp();
    const endpoint = await notificationEndpoint();
    const stop = async () => {
      await endpoint[Symbol.asyncDispose]();
      await op.stop();
    };
    return { ...op, endpoint, pinged: await op.pinging(endpoint.uri), stop };
  },
});

/** One flow: what is decided is told once, and then the client fetches what it is owed. */
async function flow(op: PingOp, decision: 'allow' | 'deny' = 'allow') {
  const { endpoint, pinged } = op;
  const before = endpoint.pings.length;
  const person = await op.person();
  const token = anyToken();
  const hint = { login_hint: person.account.email, client_notification_token: token };
  const authReqId = await begun(op, pinged, hint);
  await settle(op.server, person, decision);
  await endpoint.until(before + 1);
  assert.deepEqual(endpoint.pings[before], {
    method: 'POST',
    path: '/ping',
    authorization: `Bearer ${token}`,
    contentType: 'application/json',
    body: JSON.stringify({ auth_req_id: authReqId }),
  });
  const answer = await poll(op, pinged, authReqId);
  // Another flow of another client has gone by meanwhile: nothing was sent again.
  assert.equal(endpoint.pings.length, before + 1);
  return answer;
}
