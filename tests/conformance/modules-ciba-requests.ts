import { UnsecuredJWT } from 'jose';
import {
  asRs256,
  backchannel,
  call,
  type CibaOp,
  hinted,
  now,
  refused,
  requestObject,
  wholeFlow,
} from './ciba-op.ts';
import type { Module } from './module.ts';

const P = 'fapi-ciba-id1';
const MINUTE = 60;

/** FAPI-CIBA §5.2.2: what a request object must be. */
export const cibaRequestModules: readonly Module<CibaOp>[] = [
  ...(
    [
      ['missing-aud', () => ({ aud: undefined })],
      ['bad-aud', () => ({ aud: 'https://other1.example.com/invalid' })],
      ['missing-iss', () => ({ iss: undefined })],
      ['bad-iss', () => ({ iss: 'nobody' })],
      ['missing-exp', () => ({ exp: undefined })],
      ['expired-exp', (op: CibaOp) => ({ exp: now(op) - 5 * MINUTE })],
      ['exp-is-70-minutes-in-future', (op: CibaOp) => ({ exp: now(op) + 70 * MINUTE })],
      ['missing-iat', () => ({ iat: undefined })],
      ['missing-nbf', () => ({ nbf: undefined })],
      ['nbf-is-10-minutes-in-future', (op: CibaOp) => ({ nbf: now(op) + 10 * MINUTE })],
      ['nbf-is-70-minutes-in-past', (op: CibaOp) => ({ nbf: now(op) - 70 * MINUTE })],
      ['missing-jti', () => ({ jti: undefined })],
    ] as const
  ).map(([name, claims]): Module<CibaOp> => ({
    name: `${P}-ensure-request-object-${name}-fails`,
    run: async (op) => {
      refused(await backchannel(op, op.client, { ...hinted(), ...claims(op) }), 'invalid_request');
    },
  })),

  {
    name: `${P}-ensure-request-object-signature-algorithm-is-none-fails`,
    run: async (op) => {
      const iat = now(op);
      const claims = { iss: op.client.id, aud: op.server.issuer, iat, nbf: iat, exp: iat + 300, jti: 'none' };
      const request = new UnsecuredJWT({ ...claims, scope: 'openid', ...hinted() }).encode();
      refused(await call(op, '/bc-authorize', op.client, { request }), 'invalid_request');
    },
  },

  {
    name: `${P}-ensure-request-object-signature-algorithm-is-bad-fails`,
    run: async (op) => {
      const request = await requestObject(op, op.client, hinted());
      const [header, payload, signature = ''] = request.split('.');
      const broken = [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`];
      const answer = await call(op, '/bc-authorize', op.client, { request: broken.join('.') });
      refused(answer, 'invalid_request');
    },
  },

  {
    name: `${P}-ensure-request-object-signature-algorithm-is-RS256-fails`,
    run: async (op) => {
      const request = await requestObject(
        op,
        op.client,
        hinted(),
        { alg: 'RS256' },
        await asRs256(op.client),
      );
      refused(await call(op, '/bc-authorize', op.client, { request }), 'invalid_request');
    },
  },

  {
    name: `${P}-ensure-request-object-signed-by-other-client-fails`,
    run: async (op) => {
      const request = await requestObject(op, op.client, hinted(), {}, op.second.keys);
      refused(await call(op, '/bc-authorize', op.client, { request }), 'invalid_request');
    },
  },

  {
    name: `${P}-ensure-unsigned-backchannel-authorization-request-fails`,
    run: async (op) => {
      const plain = { ...hinted(), scope: 'openid' };
      refused(await call(op, '/bc-authorize', op.client, plain), 'invalid_request');
    },
  },

  {
    name: `${P}-ensure-authorization-request-with-multiple-hints-fails`,
    run: async (op) => {
      const { body } = await wholeFlow(op, op.client);
      const both = { ...hinted(), id_token_hint: body.id_token };
      refused(await backchannel(op, op.client, both), 'invalid_request');
    },
  },
];
