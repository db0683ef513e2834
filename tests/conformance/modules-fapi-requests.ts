import assert from 'node:assert/strict';
import { z } from 'zod';
import { decide, follow, interactionOf, signIn } from '../../server/commands/demo/person.ts';
import { PASSWORD } from '../harness/server.ts';
import { assertErrorRedirect } from './assertions.ts';
import { codeFor, flow, resource } from './fapi-flow.ts';
import type { Module } from './module.ts';
import { answerOf, type FapiOp, par, requestUriOf } from './fapi-op.ts';
import { EMAIL } from './op.ts';

const list = z.array(z.string());

/** What is asked, and how the answer comes back. */
export const fapiRequestModules: readonly Module<FapiOp>[] = [
  {
    name: 'discovery-end-point-verification',
    run: async ({ discovery, issuer, signing }) => {
      const good = (member: string, ...values: readonly string[]) =>
        assert.ok(
          list.parse(discovery[member]).some((value) => values.includes(value)),
          member,
        );
      const algorithms = ['PS256', 'ES256', 'EdDSA'];
      assert.equal(discovery.issuer, issuer);
      good('response_types_supported', 'code');
      assert.equal(discovery.authorization_response_iss_parameter_supported, true);
      good('dpop_signing_alg_values_supported', ...algorithms);
      good('id_token_signing_alg_values_supported', ...algorithms);
      good('userinfo_signing_alg_values_supported', ...algorithms);
      good('token_endpoint_auth_methods_supported', 'private_key_jwt', 'tls_client_auth');
      good('token_endpoint_auth_signing_alg_values_supported', ...algorithms);
      good('code_challenge_methods_supported', 'S256');
      good('grant_types_supported', 'authorization_code');
      good('scopes_supported', 'openid');
      assert.ok(!list.parse(discovery.token_endpoint_auth_signing_alg_values_supported).includes('none'));
      const endpoint = String(discovery.pushed_authorization_request_endpoint);
      assert.ok(endpoint.startsWith(`${issuer}/`));
      if (process.env.CONFORMANCE_TLS !== undefined) assert.match(endpoint, /^https:/);
      if (!signing) return;
      good('request_object_signing_alg_values_supported', ...algorithms);
      good('response_modes_supported', 'jwt');
      good('authorization_signing_alg_values_supported', ...algorithms);
    },
  },
  {
    name: 'happy-flow',
    run: async (op) => {
      const one = await flow(op, op.first);
      const state = 's'.repeat(128);
      const nonce = 'n'.repeat(43);
      const two = await flow(op, op.second, { asking: { parameters: { state, nonce } } });
      assert.equal(two.claims.nonce, nonce);
      assert.equal(two.claims.sub, one.claims.sub);
      const { access_token: token } = two.tokens;
      const inQuery = await resource(op, op.second, '', { query: `?access_token=${token}`, scheme: 'DPoP' });
      assert.ok([400, 401, 414].includes(inQuery.status));
      const foreign = await resource(op, op.second, token, { by: op.first.proofKeys });
      assert.equal(foreign.status, 401);
      for (const accept of ['application/json', '*/*']) {
        const answer = await resource(op, op.second, token, { headers: { Accept: accept } });
        assert.equal(answer.status, 200);
      }
    },
  },
  {
    name: 'user-rejects-authentication',
    run: async (op) => {
      for (const client of [op.first, op.second]) {
        const state = 'x'.repeat(128);
        const asked = await par(op, client, { parameters: { state, prompt: 'consent' } });
        const browser = op.server.browser();
        const query = new URLSearchParams({ client_id: client.id, request_uri: await requestUriOf(asked) });
        const { id } = interactionOf(await browser.visit(`${op.issuer}/authorize?${query}`));
        const step = await signIn(browser, id, { email: EMAIL, password: PASSWORD });
        assert.equal(step?.kind, 'consent');
        const arrival = await follow(browser, await decide(browser, id, 'deny'));
        assertErrorRedirect(await answerOf(op, client, arrival), op.issuer, state, ['access_denied']);
      }
    },
  },
  {
    name: 'ensure-authorization-request-without-state-success',
    run: async (op) => {
      const { asked } = await codeFor(op, op.first, { asking: { parameters: { state: undefined } } });
      assert.equal(asked.state, '');
    },
  },
  {
    name: 'ensure-authorization-request-without-nonce-success',
    run: async (op) => {
      const { claims } = await flow(op, op.first, { asking: { parameters: { nonce: undefined } } });
      assert.ok(!('nonce' in claims));
    },
  },
  ...[64, 384].map((length) => ({
    name:
      length === 64
        ? 'ensure-authorization-request-with-64-char-nonce-success'
        : 'ensure-authorization-request-with-long-nonce',
    run: async (op: FapiOp) => {
      const nonce = 'a1'.repeat(length / 2);
      const { claims } = await flow(op, op.first, { asking: { parameters: { nonce } } });
      assert.equal(claims.nonce, nonce);
    },
  })),
  {
    name: 'ensure-authorization-request-with-long-state',
    run: async (op) => {
      const state = 'st'.repeat(500);
      const { asked } = await codeFor(op, op.first, { asking: { parameters: { state } } });
      assert.equal(asked.state, state);
    },
  },
  {
    name: 'ensure-other-scope-order-succeeds',
    run: async (op) => {
      await flow(op, op.first, { asking: { parameters: { scope: 'email openid' } } });
    },
  },
  {
    name: 'test-claims-parameter-identity-claims',
    run: async (op) => {
      if (op.discovery.claims_parameter_supported !== true)
        return { skipped: 'claims_parameter_supported is false' };
      const wanted = Object.fromEntries(
        [...list.parse(op.discovery.claims_supported), 'unknown'].map((name) => [name, null]),
      );
      const claims = JSON.stringify({ userinfo: wanted, id_token: { email: null } });
      const { claims: told, tokens } = await flow(op, op.first, { asking: { parameters: { claims } } });
      assert.match(String(told.email), /@/);
      const info = await (await resource(op, op.first, tokens.access_token)).json();
      assert.match(info.email, /@/);
      assert.ok(!('unknown' in info));
    },
  },
  ...(['nonce', 'state'] as const).map((name) => ({
    name: `ensure-different-${name}-inside-and-outside-request-object`,
    run: async (op: FapiOp) => {
      await flow(op, op.first, { beside: { [name]: 'another one' } });
    },
  })),
  {
    name: 'state-only-outside-request-object-not-used',
    run: async (op) => {
      const { asked } = await codeFor(op, op.first, {
        asking: { parameters: { state: undefined } },
        beside: { state: 'outside' },
      });
      assert.equal(asked.state, '');
    },
  },
];
