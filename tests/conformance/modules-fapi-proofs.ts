import assert from 'node:assert/strict';
import { calculateJwkThumbprint } from 'jose';
import { type Changes, type Keys, newKeys, proof } from './fapi-client.ts';
import { flow, resource, type ResourceCall } from './fapi-flow.ts';
import type { Module } from './module.ts';
import { type FapiOp, now, par } from './fapi-op.ts';

export function thumbprintOf({ publicJwk }: Keys): Promise<string> {
  return calculateJwkThumbprint(publicJwk);
}

const shifted = (name: string, seconds: number): Module<FapiOp> => ({
  name,
  run: async (op) => {
    const { tokens } = await flow(op, op.first, { asking: { proofBy: op.first.proofKeys } });
    const claims = { iat: now(op) + seconds };
    assert.equal((await resource(op, op.first, tokens.access_token, { claims })).status, 200);
  },
});

/** Proofs at a resource, good and bad. */
export const fapiProofModules: readonly Module<FapiOp>[] = [
  {
    name: 'check-dpop-proof-nbf-exp',
    run: async (op) => {
      const { tokens } = await flow(op, op.first);
      const claims = { nbf: now(op), exp: now(op) + 60 };
      assert.equal((await resource(op, op.first, tokens.access_token, { claims })).status, 200);
    },
  },
  shifted('ensure-dpopproof-with-iat-10seconds-before-succeeds', -10),
  shifted('ensure-dpopproof-with-iat-10seconds-after-succeeds', 8),
  { name: 'dpop-negative-tests', run: negatives },
];

async function negatives(op: FapiOp): Promise<void> {
  const { tokens } = await flow(op, op.first);
  const token = tokens.access_token;
  const { proofKeys } = op.first;
  const call = (changes: ResourceCall) => resource(op, op.first, token, changes);
  const url = `${op.issuer}/userinfo`;
  const one = (claims: Changes = {}, header: Changes = {}, by = proofKeys) =>
    proof(now(op), { method: 'GET', url, accessToken: token }, { claims, header, by });

  const rsa = await newKeys('PS256');
  const secret = await crypto.subtle.exportKey('jwk', proofKeys.privateKey);
  const good = await one();
  const [head = '', body = '', signature = ''] = good.split('.');
  const none = Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'none', jwk: proofKeys.publicJwk }));
  const bad: readonly [string, ResourceCall][] = [
    ['two proofs', { proofs: [await one(), await one()] }],
    ['malformed', { proofs: ['not.a.jwt'] }],
    ['no typ', { header: { typ: undefined } }],
    ['no jwk', { header: { jwk: undefined } }],
    ['no jti', { claims: { jti: undefined } }],
    ['no htm', { claims: { htm: undefined } }],
    ['no htu', { claims: { htu: undefined } }],
    ['no iat', { proofs: [await one({ iat: undefined })] }],
    ['no ath', { claims: { ath: undefined } }],
    ['bad typ', { header: { typ: 'JWT' } }],
    ['none', { proofs: [`${none.toString('base64url')}.${body}.`] }],
    ['bad signature', { proofs: [`${head}.${body}.${signature.split('').reverse().join('')}`] }],
    ['private key in jwk', { header: { jwk: { ...proofKeys.publicJwk, d: secret.d } } }],
    ['wrong htm', { claims: { htm: 'POST' } }],
    ['wrong htu', { claims: { htu: `${op.issuer}/token` } }],
    ['iat an hour ago', { proofs: [await one({ iat: now(op) - 3_600 })] }],
    ['iat in an hour', { proofs: [await one({ iat: now(op) + 3_600 })] }],
    ['wrong ath', { claims: { ath: 'a'.repeat(43) } }],
    ['another key', { by: rsa }],
    ['no proof', { proofs: [] }],
    ['no proof, as Bearer', { proofs: [], scheme: 'Bearer' }],
  ];
  for (const [what, changes] of bad) {
    const { status } = await call(changes);
    assert.ok(status === 400 || status === 401, `${what}: ${status}`);
  }

  const fine: readonly [string, ResourceCall][] = [
    ['htu with a query and a fragment', { claims: { htu: `${url}?x=1#y` } }],
    ['unknown members', { claims: { more: true }, header: { more: 'x' } }],
    [
      'upper-case host and scheme',
      { claims: { htu: url.replace(/^https?:\/\/[^:/]+/, (at) => at.toUpperCase()) } },
    ],
    ['a header in capitals', { proofs: [], headers: { DPOP: await one() } }],
  ];
  for (const [what, changes] of fine) assert.equal((await call(changes)).status, 200, what);

  const twice = await one();
  assert.equal((await call({ proofs: [twice] })).status, 200);
  assert.equal((await call({ proofs: [twice] })).status, 401, 'a proof is good once');
  assert.equal((await call({})).status, 200, 'a good proof still works at the end');
  assert.equal((await par(op, op.first, { proofBy: proofKeys })).response.status, 201);
}
