import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { UnsecuredJWT } from 'jose';
import { newId } from '../../server/platform/random.ts';
import { settle } from '../ciba/both-sides.ts';
import { assertion } from './fapi-client.ts';
import {
  asRs256,
  backchannel,
  begun,
  call,
  type CibaAnswer,
  type CibaOp,
  openCibaOp,
  poll,
  requestObject,
  wholeFlow,
} from './ciba-op.ts';
import { documentAt } from './op.ts';

const P = 'fapi-ciba-id1';
const MINUTE = 60;

function refused({ status, body }: CibaAnswer, ...codes: readonly string[]): void {
  assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(body)}`);
  assert.ok(codes.includes(String(body.error)), `${String(body.error)} is none of ${codes.join(', ')}`);
}

describe('FAPI-CIBA (fapi-ciba-id1-test-plan), poll, private_key_jwt, as far as it applies without mutual TLS', () => {
  let op: CibaOp;
  before(async () => {
    op = await openCibaOp();
  });
  after(() => op.stop());

  // A stranger: nobody can tell, and nobody decides.
  const hinted = () => ({ login_hint: `${newId()}@example.org` });
  const now = () => op.server.clock.nowSeconds();

  it(`${P}-discovery-end-point-verification`, async () => {
    const found = await documentAt(`${op.server.issuer}/.well-known/openid-configuration`);
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
  });

  it(P, async () => {
    await wholeFlow(op, op.client);
    await wholeFlow(op, op.second);
    const person = await op.person();
    const authReqId = await begun(op, op.client, { login_hint: person.account.email });
    await settle(op.server, person);
    refused(await poll(op, op.second, authReqId), 'invalid_grant');
    assert.equal((await poll(op, op.client, authReqId)).status, 200);
    refused(await poll(op, op.client, authReqId), 'invalid_grant');
  });

  it(`${P}-user-rejects-authentication`, async () => {
    const person = await op.person();
    const authReqId = await begun(op, op.client, { login_hint: person.account.email });
    await settle(op.server, person, 'deny');
    refused(await poll(op, op.client, authReqId), 'access_denied');
  });

  it(`${P}-multiple-call-to-token-endpoint`, async () => {
    const authReqId = await begun(op, op.client, hinted());
    for (let count = 0; count < 4; count += 1) {
      refused(await poll(op, op.client, authReqId), 'authorization_pending', 'slow_down');
    }
  });

  it(`${P}-auth-req-id-expired`, async () => {
    const authReqId = await begun(op, op.client, { ...hinted(), requested_expiry: 10 });
    op.server.clock.turn(11);
    refused(await poll(op, op.client, authReqId), 'expired_token');
  });

  for (const [name, claims] of [
    ['ensure-authorization-request-with-binding-message-succeeds', { binding_message: '1234' }],
    ['ensure-other-scope-order-succeeds', { scope: 'email openid' }],
    ['ensure-requested-expiry-as-string-succeeds', { requested_expiry: '300' }],
  ] as const) {
    it(`${P}-${name}`, async () => {
      await wholeFlow(op, op.client, claims);
    });
  }

  it(`${P}-ensure-authorization-request-with-potentially-bad-binding-message`, async () => {
    const long = { ...hinted(), binding_message: '1234 \u{1F44D}\u{1F3FF} 品川 '.repeat(20) };
    refused(await backchannel(op, op.client, long), 'invalid_binding_message');
    await begun(op, op.client, { ...hinted(), binding_message: '1234 \u{1F44D} 品川 ~!@#$%^&*()_+' });
  });

  for (const [name, claims] of [
    ['missing-aud', () => ({ aud: undefined })],
    ['bad-aud', () => ({ aud: 'https://other1.example.com/invalid' })],
    ['missing-iss', () => ({ iss: undefined })],
    ['bad-iss', () => ({ iss: 'nobody' })],
    ['missing-exp', () => ({ exp: undefined })],
    ['expired-exp', () => ({ exp: now() - 5 * MINUTE })],
    ['exp-is-70-minutes-in-future', () => ({ exp: now() + 70 * MINUTE })],
    ['missing-iat', () => ({ iat: undefined })],
    ['missing-nbf', () => ({ nbf: undefined })],
    ['nbf-is-10-minutes-in-future', () => ({ nbf: now() + 10 * MINUTE })],
    ['nbf-is-70-minutes-in-past', () => ({ nbf: now() - 70 * MINUTE })],
    ['missing-jti', () => ({ jti: undefined })],
  ] as const) {
    it(`${P}-ensure-request-object-${name}-fails`, async () => {
      refused(await backchannel(op, op.client, { ...hinted(), ...claims() }), 'invalid_request');
    });
  }

  it(`${P}-ensure-request-object-signature-algorithm-is-none-fails`, async () => {
    const iat = now();
    const claims = { iss: op.client.id, aud: op.server.issuer, iat, nbf: iat, exp: iat + 300, jti: 'none' };
    const request = new UnsecuredJWT({ ...claims, scope: 'openid', ...hinted() }).encode();
    refused(await call(op, '/bc-authorize', op.client, { request }), 'invalid_request');
  });

  it(`${P}-ensure-request-object-signature-algorithm-is-bad-fails`, async () => {
    const request = await requestObject(op, op.client, hinted());
    const [header, payload, signature = ''] = request.split('.');
    const broken = [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`];
    const answer = await call(op, '/bc-authorize', op.client, { request: broken.join('.') });
    refused(answer, 'invalid_request');
  });

  it(`${P}-ensure-request-object-signature-algorithm-is-RS256-fails`, async () => {
    const request = await requestObject(op, op.client, hinted(), { alg: 'RS256' }, await asRs256(op.client));
    refused(await call(op, '/bc-authorize', op.client, { request }), 'invalid_request');
  });

  it(`${P}-ensure-request-object-signed-by-other-client-fails`, async () => {
    const request = await requestObject(op, op.client, hinted(), {}, op.second.keys);
    refused(await call(op, '/bc-authorize', op.client, { request }), 'invalid_request');
  });

  it(`${P}-ensure-unsigned-backchannel-authorization-request-fails`, async () => {
    const plain = { ...hinted(), scope: 'openid' };
    refused(await call(op, '/bc-authorize', op.client, plain), 'invalid_request');
  });

  it(`${P}-ensure-authorization-request-with-multiple-hints-fails`, async () => {
    const { body } = await wholeFlow(op, op.client);
    const both = { ...hinted(), id_token_hint: body.id_token };
    refused(await backchannel(op, op.client, both), 'invalid_request');
  });

  it(`${P}-ensure-wrong-auth-req-id-in-token-endpoint-request`, async () => {
    const person = await op.person();
    const authReqId = await begun(op, op.second, { login_hint: person.account.email });
    await settle(op.server, person);
    refused(await poll(op, op.client, authReqId), 'invalid_grant');
    assert.equal((await poll(op, op.second, authReqId)).status, 200);
  });

  const nobody = { client_assertion: undefined, client_assertion_type: undefined };
  it(`${P}-ensure-without-client-assertion-in-token-endpoint-request`, async () => {
    const authReqId = await begun(op, op.client, hinted());
    const answer = await poll(op, op.client, authReqId, { ...nobody, client_id: op.client.id });
    refused(answer, 'invalid_request', 'invalid_client');
  });

  it(`${P}-ensure-without-client-assertion-in-backchannel-authorization-request`, async () => {
    const answer = await backchannel(op, op.client, hinted(), { ...nobody, client_id: op.client.id });
    refused(answer, 'access_denied', 'invalid_request', 'invalid_client');
  });

  for (const [where, path] of [
    ['backchannel-authorization-request', '/bc-authorize'],
    ['token-endpoint-request', '/token'],
  ] as const) {
    it(`${P}-ensure-client-assertion-signature-algorithm-in-${where}-is-RS256-fails`, async () => {
      const rs256 = { header: { alg: 'RS256' }, by: await asRs256(op.client) };
      const proof = await assertion(op.server.issuer, now(), op.client, rs256);
      const authReqId = await begun(op, op.client, hinted());
      const fields = { client_assertion: proof };
      const answer =
        path === '/token'
          ? await poll(op, op.client, authReqId, fields)
          : await backchannel(op, op.client, hinted(), fields);
      refused(answer, 'invalid_client', 'access_denied', 'invalid_request');
    });
  }

  it(`${P}-ensure-client-assertion-with-iss-aud-to-token-endpoint-succeeds`, async () => {
    const person = await op.person();
    const authReqId = await begun(op, op.client, { login_hint: person.account.email });
    await settle(op.server, person);
    const proof = await assertion(op.server.issuer, now(), op.client, { claims: { aud: op.server.issuer } });
    assert.equal((await poll(op, op.client, authReqId, { client_assertion: proof })).status, 200);
  });
});
