import assert from 'node:assert/strict';
import { settle } from '../ciba/both-sides.ts';
import { assertion } from './fapi-client.ts';
import {
  asRs256,
  backchannel,
  begun,
  type CibaOp,
  hinted,
  now,
  openCibaOp,
  poll,
  refused,
  wholeFlow,
} from './ciba-op.ts';
import type { Module } from './module.ts';
import { cibaRequestModules } from './modules-ciba-requests.ts';
import { plan } from './plan.ts';

const P = 'fapi-ciba-id1';

const nobody = { client_assertion: undefined, client_assertion_type: undefined };

const modules: readonly Module<CibaOp>[] = [
  {
    name: `${P}-discovery-end-point-verification`,
    run: async (op) => {
      const { discovery: found } = op;
      const has = (name: string, value: string) => {
        const list = found[name];
        assert.ok(Array.isArray(list) && list.includes(value), `${name} has no ${value}`);
      };
      assert.equal(found.backchannel_authentication_endpoint, `${op.server.issuer}/bc-authorize`);
      has('backchannel_token_delivery_modes_supported', 'poll');
      has('backchannel_token_delivery_modes_supported', 'ping');
      has('grant_types_supported', 'urn:openid:params:grant-type:ciba');
      has('backchannel_authentication_request_signing_alg_values_supported', 'PS256');
      has('backchannel_authentication_request_signing_alg_values_supported', 'ES256');
      // Said when the operator has set up mutual TLS; this server has not.
      assert.equal(found.tls_client_certificate_bound_access_tokens, false);
    },
  },

  {
    name: P,
    run: async (op) => {
      await wholeFlow(op, op.client);
      await wholeFlow(op, op.second);
      const person = await op.person();
      const authReqId = await begun(op, op.client, { login_hint: person.account.email });
      await settle(op.server, person);
      refused(await poll(op, op.second, authReqId), 'invalid_grant');
      assert.equal((await poll(op, op.client, authReqId)).status, 200);
      refused(await poll(op, op.client, authReqId), 'invalid_grant');
    },
  },

  {
    name: `${P}-user-rejects-authentication`,
    run: async (op) => {
      const person = await op.person();
      const authReqId = await begun(op, op.client, { login_hint: person.account.email });
      await settle(op.server, person, 'deny');
      refused(await poll(op, op.client, authReqId), 'access_denied');
    },
  },

  {
    name: `${P}-multiple-call-to-token-endpoint`,
    run: async (op) => {
      const authReqId = await begun(op, op.client, hinted());
      for (let count = 0; count < 4; count += 1) {
        refused(await poll(op, op.client, authReqId), 'authorization_pending', 'slow_down');
      }
    },
  },

  {
    name: `${P}-auth-req-id-expired`,
    run: async (op) => {
      const authReqId = await begun(op, op.client, { ...hinted(), requested_expiry: 10 });
      op.server.clock.turn(11);
      refused(await poll(op, op.client, authReqId), 'expired_token');
    },
  },

  ...(
    [
      ['ensure-authorization-request-with-binding-message-succeeds', { binding_message: '1234' }],
      ['ensure-other-scope-order-succeeds', { scope: 'email openid' }],
      ['ensure-requested-expiry-as-string-succeeds', { requested_expiry: '300' }],
    ] as const
  ).map(([name, claims]): Module<CibaOp> => ({
    name: `${P}-${name}`,
    run: async (op) => {
      await wholeFlow(op, op.client, claims);
    },
  })),

  {
    name: `${P}-ensure-authorization-request-with-potentially-bad-binding-message`,
    run: async (op) => {
      const long = { ...hinted(), binding_message: '1234 \u{1F44D}\u{1F3FF} 品川 '.repeat(20) };
      refused(await backchannel(op, op.client, long), 'invalid_binding_message');
      await begun(op, op.client, { ...hinted(), binding_message: '1234 \u{1F44D} 品川 ~!@#$%^&*()_+' });
    },
  },

  ...cibaRequestModules,

  {
    name: `${P}-ensure-wrong-auth-req-id-in-token-endpoint-request`,
    run: async (op) => {
      const person = await op.person();
      const authReqId = await begun(op, op.second, { login_hint: person.account.email });
      await settle(op.server, person);
      refused(await poll(op, op.client, authReqId), 'invalid_grant');
      assert.equal((await poll(op, op.second, authReqId)).status, 200);
    },
  },

  {
    name: `${P}-ensure-without-client-assertion-in-token-endpoint-request`,
    run: async (op) => {
      const authReqId = await begun(op, op.client, hinted());
      const answer = await poll(op, op.client, authReqId, { ...nobody, client_id: op.client.id });
      refused(answer, 'invalid_request', 'invalid_client');
    },
  },

  {
    name: `${P}-ensure-without-client-assertion-in-backchannel-authorization-request`,
    run: async (op) => {
      const answer = await backchannel(op, op.client, hinted(), { ...nobody, client_id: op.client.id });
      refused(answer, 'access_denied', 'invalid_request', 'invalid_client');
    },
  },

  ...(
    [
      ['backchannel-authorization-request', '/bc-authorize'],
      ['token-endpoint-request', '/token'],
    ] as const
  ).map(([where, path]): Module<CibaOp> => ({
    name: `${P}-ensure-client-assertion-signature-algorithm-in-${where}-is-RS256-fails`,
    run: async (op) => {
      const rs256 = { header: { alg: 'RS256' }, by: await asRs256(op.client) };
      const proof = await assertion(op.server.issuer, now(op), op.client, rs256);
      const authReqId = await begun(op, op.client, hinted());
      const fields = { client_assertion: proof };
      const answer =
        path === '/token'
          ? await poll(op, op.client, authReqId, fields)
          : await backchannel(op, op.client, hinted(), fields);
      refused(answer, 'invalid_client', 'access_denied', 'invalid_request');
    },
  })),

  {
    name: `${P}-ensure-client-assertion-with-iss-aud-to-token-endpoint-succeeds`,
    run: async (op) => {
      const person = await op.person();
      const authReqId = await begun(op, op.client, { login_hint: person.account.email });
      await settle(op.server, person);
      const proof = await assertion(op.server.issuer, now(op), op.client, {
        claims: { aud: op.server.issuer },
      });
      assert.equal((await poll(op, op.client, authReqId, { client_assertion: proof })).status, 200);
    },
  },
];

plan({
  name: 'FAPI-CIBA (fapi-ciba-id1-test-plan), poll, private_key_jwt, as far as it applies without mutual TLS',
  count: 33,
  modules,
  open: () => openCibaOp(),
});
