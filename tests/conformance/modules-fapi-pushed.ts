import assert from 'node:assert/strict';
import { assertErrorRedirect } from './assertions.ts';
import type { Changes } from './fapi-client.ts';
import { assertRefused, assertRefusedSomewhere, claimsOf, redeem, tokensOf } from './fapi-flow.ts';
import { answerOf, authorize, type FapiOp, par, requestUriOf } from './fapi-op.ts';
import type { Module } from './module.ts';

const refusedSomewhere = (name: string, parameters: Changes, ...also: readonly string[]): Module<FapiOp> => ({
  name,
  run: (op) => assertRefusedSomewhere(op, op.first, { parameters }, 'invalid_request', ...also),
});

/** What may not be asked, or not so, and how requests are pushed. */
export const fapiPushedModules: readonly Module<FapiOp>[] = [
  ...['ensure-request-object-without-redirect-uri-fails', 'ensure-redirect-uri-in-authorization-request'].map(
    (name) => refusedSomewhere(name, { redirect_uri: undefined }, 'invalid_request_object'),
  ),
  refusedSomewhere(
    'plain-fapi-tolerate-unregistered-redirect-uri',
    { redirect_uri: 'https://suite.example/elsewhere' },
    'invalid_request_object',
  ),
  ...['code id_token', 'token'].map((type) =>
    refusedSomewhere(
      `ensure-response-type-${type.replace('_', '').replace(' ', '-')}-fails`,
      { response_type: type },
      'unsupported_response_type',
      'unauthorized_client',
    ),
  ),
  refusedSomewhere('par-ensure-pkce-required', {
    code_challenge: undefined,
    code_challenge_method: undefined,
  }),
  refusedSomewhere('par-plain-pkce-rejected', { code_challenge_method: 'plain' }),
  {
    name: 'ensure-unsigned-authorization-request-without-using-par-fails',
    run: async (op) => {
      const { id, redirectUri } = op.first;
      const query = new URLSearchParams({
        client_id: id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        state: 'plain',
      });
      const arrival = await op.server.browser().visit(`${op.issuer}/authorize?${query}`);
      if (arrival.kind === 'page') return assert.equal(arrival.status, 400);
      assertErrorRedirect(await answerOf(op, op.first, arrival), op.issuer, 'plain', ['invalid_request']);
    },
  },
  {
    name: 'par-without-duplicate-parameters',
    run: async (op) => {
      const asked = await par(op, op.first);
      const query = new URLSearchParams({ client_id: op.first.id, request_uri: await requestUriOf(asked) });
      const arrival = await authorize(op, op.first, query.get('request_uri') ?? '');
      const code = (await answerOf(op, op.first, arrival)).get('code') ?? '';
      const tokens = await tokensOf(await redeem(op, op.first, { asked, code }));
      await claimsOf(op, op.first, tokens);
    },
  },
  {
    name: 'par-attempt-invalid-http-method',
    run: async ({ issuer }) => {
      const response = await fetch(`${issuer}/par`, { method: 'PUT' });
      assert.equal(response.status, 405);
    },
  },
  {
    name: 'par-authorization-request-containing-request_uri-form-param',
    run: async (op) => {
      const beside = { request_uri: 'urn:ietf:params:oauth:request_uri:other' };
      const { response } = await par(op, op.first, { beside });
      await assertRefused(response, 'invalid_request', 'invalid_request_object', 'request_uri_not_supported');
    },
  },
];
