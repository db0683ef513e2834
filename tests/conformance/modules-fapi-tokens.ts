import assert from 'node:assert/strict';
import { newKeys } from './fapi-client.ts';
import { assertRefused, codeFor, flow, redeem, resource, tokensOf } from './fapi-flow.ts';
import type { Module } from './module.ts';
import { answerOf, authorize, type FapiOp, now, par, post, requestUriOf } from './fapi-op.ts';
import { thumbprintOf } from './modules-fapi-proofs.ts';

const KEY_ERRORS = ['invalid_request', 'invalid_grant', 'invalid_dpop_proof'];
const CODE_DEAD_SECONDS = 62;

/** What is redeemed, and with which key. */
export const fapiTokenModules: readonly Module<FapiOp>[] = [
  {
    name: 'access-token-type-header-case-sensitivity',
    run: async (op) => {
      const { tokens } = await flow(op, op.first);
      const response = await resource(op, op.first, tokens.access_token, { scheme: 'dPOp' });
      assert.equal(response.status, 200);
    },
  },
  {
    name: 'ensure-mismatched-dpop-jkt-fails',
    run: async (op) => {
      const other = await thumbprintOf(op.second.proofKeys);
      const asking = { parameters: { dpop_jkt: other }, proofBy: op.first.proofKeys };
      await assertRefused(
        (await par(op, op.first, asking)).response,
        'invalid_request',
        'invalid_dpop_proof',
      );
    },
  },
  {
    name: 'ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt',
    run: async (op) => {
      const found = await codeFor(op, op.first, { asking: { proofBy: op.first.proofKeys } });
      const proofBy = op.second.proofKeys;
      await assertRefused(await redeem(op, op.first, found, { proofBy }), ...KEY_ERRORS);
    },
  },
  {
    name: 'ensure-token-endpoint-fails-with-mismatched-dpop-jkt',
    run: async (op) => {
      const parameters = { dpop_jkt: await thumbprintOf(op.first.proofKeys) };
      const found = await codeFor(op, op.first, { asking: { parameters } });
      const proofBy = op.second.proofKeys;
      await assertRefused(await redeem(op, op.first, found, { proofBy }), ...KEY_ERRORS);
    },
  },
  {
    name: 'ensure-dpopproof-at-par-endpoint-binding-success',
    run: async (op) => {
      await flow(op, op.first, { asking: { proofBy: op.first.proofKeys } });
    },
  },
  {
    name: 'ensure-dpop-auth-code-binding-success',
    run: async (op) => {
      const parameters = { dpop_jkt: await thumbprintOf(op.first.proofKeys) };
      await flow(op, op.first, { asking: { parameters, proofBy: op.first.proofKeys } });
    },
  },
  {
    name: 'ensure-holder-of-key-required',
    run: async (op) => {
      const found = await codeFor(op, op.first);
      await assertRefused(await redeem(op, op.first, found, { proofBy: null }), ...KEY_ERRORS);
    },
  },
  {
    name: 'ensure-authorization-code-is-bound-to-client',
    run: async (op) => {
      const found = await codeFor(op, op.first);
      const fields = { redirect_uri: op.first.redirectUri };
      await assertRefused(await redeem(op, op.second, found, { fields }), 'invalid_grant');
    },
  },
  {
    name: 'attempt-reuse-authorization-code-after-one-second',
    run: async (op) => {
      const { asked, code, tokens } = await flow(op, op.first);
      op.server.clock.turn(1);
      await assertRefused(await redeem(op, op.first, { asked, code }), 'invalid_grant');
      assert.equal((await resource(op, op.first, tokens.access_token)).status, 401);
    },
  },
  {
    name: 'ensure-token-endpoint-fails-with-expired-auth-code',
    run: async (op) => {
      const found = await codeFor(op, op.first);
      op.server.clock.turn(CODE_DEAD_SECONDS);
      await assertRefused(await redeem(op, op.first, found), 'invalid_grant');
    },
  },
  {
    name: 'ensure-pkce-code-verifier-required',
    run: async (op) => {
      const found = await codeFor(op, op.first);
      const fields = { code_verifier: undefined };
      await assertRefused(await redeem(op, op.first, found, { fields }), 'invalid_grant');
    },
  },
  {
    name: 'incorrect-pkce-code-verifier-rejected',
    run: async (op) => {
      const found = await codeFor(op, op.first);
      const fields = { code_verifier: 'w'.repeat(64) };
      await assertRefused(await redeem(op, op.first, found, { fields }), 'invalid_grant');
    },
  },
  { name: 'refresh-token', run: refreshes },
  {
    name: 'par-ensure-reused-request-uri-prior-to-auth-completion-succeeds',
    run: async (op) => {
      const asked = await par(op, op.first);
      const requestUri = await requestUriOf(asked);
      const query = new URLSearchParams({ client_id: op.first.id, request_uri: requestUri });
      const browser = op.server.browser();
      const seen = await browser.visit(`${op.issuer}/authorize?${query}`);
      assert.equal(seen.kind, 'page');
      const arrival = await authorize(op, op.first, requestUri, { browser });
      assert.ok((await answerOf(op, op.first, arrival)).has('code'));
    },
  },
  {
    name: 'par-attempt-reuse-request_uri',
    run: async (op) => {
      const requestUri = await requestUriOf(await par(op, op.first));
      const browser = op.server.browser();
      const first = await authorize(op, op.first, requestUri, { browser });
      assert.ok((await answerOf(op, op.first, first)).has('code'));
      await assertNoRequest(op, await authorize(op, op.first, requestUri, { browser }));
    },
  },
  {
    name: 'par-attempt-to-use-expired-request_uri',
    run: async (op) => {
      const asked = await par(op, op.first);
      const { expires_in: seconds } = await asked.response.clone().json();
      const requestUri = await requestUriOf(asked);
      op.server.clock.turn(seconds + 1);
      await assertNoRequest(op, await authorize(op, op.first, requestUri));
    },
  },
  {
    name: 'par-attempt-to-use-request_uri-for-different-client',
    run: async (op) => {
      const requestUri = await requestUriOf(await par(op, op.first));
      await assertNoRequest(op, await authorize(op, op.second, requestUri), op.second);
    },
  },
];

async function refreshes(op: FapiOp): Promise<void> {
  const asking = { parameters: { scope: 'openid offline_access', prompt: 'consent' } };
  const { tokens, claims } = await flow(op, op.first, { asking });
  const first = tokens.refresh_token ?? '';
  const refresh = (client: FapiOp['first'], token: string, proofBy = client.proofKeys) =>
    post(op, client, '/token', { grant_type: 'refresh_token', refresh_token: token }, { proofBy });

  op.server.clock.turn(1);
  const renewed = await newKeys('ES256');
  const next = await tokensOf(await refresh(op.first, first, renewed));
  assert.equal((await resource(op, op.first, next.access_token, { by: renewed })).status, 200);
  op.server.clock.turn(31);
  await tokensOf(await refresh(op.first, first));

  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: first });
  const bare = await fetch(`${op.issuer}/token`, { method: 'POST', body });
  await assertRefused(bare, 'invalid_client', 'invalid_grant', 'invalid_request');
  const unproven = await post(op, op.first, '/token', Object.fromEntries(body));
  await assertRefused(unproven, ...KEY_ERRORS);
  await assertRefused(await refresh(op.second, first), 'invalid_grant');
  assert.ok(now(op) > Number(claims.iat));
}

async function assertNoRequest(
  op: FapiOp,
  arrival: Awaited<ReturnType<typeof authorize>>,
  client = op.first,
): Promise<void> {
  if (arrival.kind === 'page') return assert.equal(arrival.status, 400);
  const fields = await answerOf(op, client, arrival);
  assert.ok(
    ['invalid_request_uri', 'invalid_request', 'invalid_request_object'].includes(fields.get('error') ?? ''),
  );
}
