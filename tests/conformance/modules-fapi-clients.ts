import assert from 'node:assert/strict';
import { assertRefused, codeFor, redeem } from './fapi-flow.ts';
import type { Module } from './module.ts';
import { type Changes } from './fapi-client.ts';
import { type FapiOp, now, par } from './fapi-op.ts';

const refusedAssertion = (name: string, claims: (op: FapiOp) => Changes): Module<FapiOp> => ({
  name,
  run: async (op) => {
    const { response } = await par(op, op.first, { assertion: { claims: claims(op) } });
    await assertRefused(response, 'invalid_client', 'invalid_request');
    const found = await codeFor(op, op.first);
    const refused = await redeem(op, op.first, found, { assertion: { claims: claims(op) } });
    await assertRefused(refused, 'invalid_client', 'invalid_request');
    // A failed client authentication spends nothing.
    assert.equal((await redeem(op, op.first, found)).status, 200);
  },
});

/** Who is asking: assertions that must not do. */
export const fapiClientModules: readonly Module<FapiOp>[] = [
  refusedAssertion('ensure-client-assertion-with-exp-is-5-minutes-in-past-fails', (op) => ({
    exp: now(op) - 300,
    iat: now(op) - 360,
    nbf: now(op) - 360,
  })),
  refusedAssertion('ensure-client-assertion-with-wrong-aud-fails', () => ({ aud: 'https://other.example' })),
  refusedAssertion('ensure-client-assertion-with-no-sub-fails', () => ({ sub: undefined })),
  refusedAssertion('par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails', (op) => ({
    iat: now(op) + 62,
    nbf: now(op) + 62,
    exp: now(op) + 122,
  })),
  refusedAssertion('par-test-array-as-audience-fails', ({ issuer }) => ({
    aud: [issuer, 'https://other.example'],
  })),
  refusedAssertion('par-test-par-endpoint-url-as-audience-fails', ({ issuer }) => ({ aud: `${issuer}/par` })),
  refusedAssertion('par-test-token-endpoint-url-as-audience-fails', ({ issuer }) => ({
    aud: `${issuer}/token`,
  })),
  {
    name: 'par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted',
    run: async (op) => {
      const claims = { iat: now(op) + 8, nbf: now(op) + 8, exp: now(op) + 68 };
      assert.equal((await par(op, op.first, { assertion: { claims } })).response.status, 201);
    },
  },
  {
    name: 'ensure-signed-client-assertion-with-RS256-fails',
    run: async (op) => {
      const by = { ...op.first.keys, privateKey: await asRs256(op.first.keys.privateKey) };
      const { response } = await par(op, op.first, { assertion: { header: { alg: 'RS256' }, by } });
      await assertRefused(response, 'invalid_client');
    },
  },
  {
    name: 'ensure-client-assertion-in-token-endpoint',
    run: async (op) => {
      const { asked, code } = await codeFor(op, op.first);
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: op.first.id,
        redirect_uri: op.first.redirectUri,
        code_verifier: asked.verifier,
        code,
      });
      const response = await fetch(`${op.issuer}/token`, { method: 'POST', body });
      await assertRefused(response, 'invalid_client', 'invalid_request');
    },
  },
  {
    name: 'ensure-client-id-in-token-endpoint',
    run: async (op) => {
      const found = await codeFor(op, op.first);
      const response = await redeem(op, op.first, found, { fields: { client_id: op.second.id } });
      const { error } = await response.json();
      assert.ok(['invalid_client', 'invalid_grant', 'invalid_request'].includes(error), error);
      assert.ok([400, 401].includes(response.status));
    },
  },
];

/** The same RSA key, for the older padding. */
async function asRs256(key: CryptoKey): Promise<CryptoKey> {
  const jwk = await crypto.subtle.exportKey('jwk', key);
  const { alg: _, ...bare } = jwk;
  return crypto.subtle.importKey('jwk', bare, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, [
    'sign',
  ]);
}
