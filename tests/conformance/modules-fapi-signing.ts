import assert from 'node:assert/strict';
import { UnsecuredJWT } from 'jose';
import { assertRefused, flow } from './fapi-flow.ts';
import type { Module } from './module.ts';
import { type Asking, type FapiOp, now, par, post } from './fapi-op.ts';

const refusedObject = (
  name: string,
  object: (op: FapiOp) => Asking['object'],
  ...also: readonly string[]
): Module<FapiOp> => ({
  name,
  run: async (op) => {
    const asking = object(op);
    const { response } = await par(op, op.first, asking === undefined ? {} : { object: asking });
    await assertRefused(response, 'invalid_request_object', ...also);
  },
});

/** FAPI 2.0 Message Signing: what a request object must be. */
export const fapiSigningModules: readonly Module<FapiOp>[] = [
  {
    name: 'ensure-request-object-with-multiple-aud-succeeds',
    run: async (op) => {
      const claims = { aud: [op.issuer, 'https://other.example', 'invalid'] };
      await flow(op, op.first, { asking: { object: { claims } } });
    },
  },
  {
    name: 'ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted',
    run: async (op) => {
      const object = { claims: { nbf: now(op) + 8 } };
      assert.equal((await par(op, op.first, { object })).response.status, 201);
    },
  },
  refusedObject('ensure-request-object-without-exp-fails', () => ({ claims: { exp: undefined } })),
  refusedObject('ensure-request-object-without-nbf-fails', () => ({ claims: { nbf: undefined } })),
  refusedObject('ensure-expired-request-object-fails', (op) => ({ claims: { exp: now(op) - 3_600 } })),
  refusedObject('ensure-request-object-with-bad-aud-fails', () => ({
    claims: { aud: 'https://other.example' },
  })),
  refusedObject('ensure-request-object-with-exp-over-60-fails', (op) => ({
    claims: { exp: now(op) + 70 * 60 },
  })),
  refusedObject('ensure-request-object-with-nbf-over-60-fails', (op) => ({
    claims: { nbf: now(op) - 70 * 60 },
  })),
  {
    name: 'ensure-signed-request-object-with-RS256-fails',
    run: async (op) => {
      const { alg: _, ...jwk } = await crypto.subtle.exportKey('jwk', op.first.keys.privateKey);
      const padding = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
      const privateKey = await crypto.subtle.importKey('jwk', jwk, padding, false, ['sign']);
      const object = { header: { alg: 'RS256' }, by: { ...op.first.keys, privateKey } };
      await assertRefused((await par(op, op.first, { object })).response, 'invalid_request_object');
    },
  },
  {
    name: 'ensure-request-object-signature-algorithm-is-not-none',
    run: async (op) => {
      const { id, redirectUri } = op.first;
      const request = new UnsecuredJWT({
        client_id: id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
      })
        .setIssuer(id)
        .setAudience(op.issuer)
        .setNotBefore(now(op))
        .setExpirationTime(now(op) + 300)
        .encode();
      const response = await post(op, op.first, '/par', { client_id: id, request });
      await assertRefused(response, 'invalid_request_object');
    },
  },
  refusedObject('ensure-request-object-with-invalid-signature-fails', ({ first, second }) => ({
    by: { ...second.keys, publicJwk: first.keys.publicJwk },
  })),
  refusedObject(
    'ensure-matching-key-in-authorization-request',
    ({ second }) => ({ by: second.keys }),
    'invalid_request',
  ),
  {
    name: 'ensure-unsigned-request-at-par-endpoint-fails',
    run: async (op) => {
      const { response } = await par({ ...op, signing: false }, op.first);
      await assertRefused(response, 'invalid_request');
    },
  },
  refusedObject('par-authorization-request-containing-request_uri', () => ({
    claims: { request_uri: 'urn:ietf:params:oauth:request_uri:other' },
  })),
];
