import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { interactionOf } from '../../server/commands/demo/person.ts';
import { assertErrorRedirect, tokenAnswerOf } from './assertions.ts';
import { list, verifyDiscovery } from './discovery.ts';
import { assertNotRegistered, type DynamicOp, withClient } from './dynamic-op.ts';
import type { Module, Outcome } from './module.ts';
import { codesModules, unsignedSkipped } from './modules-codes.ts';
import { flowModules } from './modules-flow.ts';
import {
  askUserinfo,
  callback,
  claimsOf,
  codeOf,
  flow,
  keysOf,
  type Op,
  redeem,
  request,
  walk,
} from './op.ts';

const CALLED = 'https://suite.example/request/1#hash';

/** What a client may register, and what comes of it. */
export const registeredModules: readonly Module<DynamicOp>[] = [
  withClient('oidcc-idtoken-rs256', { id_token_signed_response_alg: 'RS256' }, (op) => flow(op)),
  {
    name: 'oidcc-idtoken-unsigned',
    run: async (op) => {
      await assertNotRegistered(op, { id_token_signed_response_alg: 'none' }, 'invalid_client_metadata');
      const { discovery } = op;
      assert.ok(!list(discovery, 'id_token_signing_alg_values_supported').includes('none'));
      return { skipped: 'id_token_signing_alg_values_supported lacks none' };
    },
  },
  withClient('oidcc-userinfo-rs256', { userinfo_signed_response_alg: 'RS256' }, signedUserinfo),
  {
    name: 'oidcc-discovery-endpoint-verification',
    run: async (op) => {
      await verifyDiscovery(op);
      const types = list(op.discovery, 'response_types_supported');
      assert.deepEqual(types, ['code'], 'this plan wants the implicit flow as well');
      return {
        skipped: 'response_types_supported lacks id_token and id_token token, grant_types_supported implicit',
      };
    },
  },
  shared('oidcc-server', flowModules),
  shown('oidcc-registration-logo-uri', 'logo_uri', undefined),
  shown('oidcc-registration-policy-uri', 'policy_uri', 'policyUri'),
  shown('oidcc-registration-tos-uri', 'tos_uri', 'tosUri'),
  byReference('oidcc-request-uri-unsigned'),
  byReference('oidcc-request-uri-signed-rs256'),
  shared('oidcc-ensure-request-object-with-redirect-uri', codesModules),
  shared('oidcc-refresh-token', codesModules),
  withClient('oidcc-ensure-client-assertion-with-iss-aud-succeeds', {}, (op) => {
    const { client, issuer } = op;
    assert.ok(client.method === 'private_key_jwt');
    return flow(op, { client: { ...client, audience: issuer } });
  }),
];

/** A module of the Basic plan, with a client that registered itself. */
function shared(name: string, modules: readonly Module<Op>[]): Module<DynamicOp> {
  const found = modules.find((module) => module.name === name);
  assert.ok(found, name);
  return withClient(name, {}, async (op) => found.run(op, { after: () => undefined }));
}

async function signedUserinfo(op: DynamicOp): Promise<void> {
  assert.ok(list(op.discovery, 'userinfo_signing_alg_values_supported').includes('RS256'));
  const asked = request(op);
  const code = codeOf(op, await walk(op, op.server.browser(), asked), asked);
  const tokens = await tokenAnswerOf(await redeem(op, code));
  const { sub } = await claimsOf(op, tokens, op.client, asked.nonce);
  const response = await askUserinfo(op, tokens.access_token);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/jwt/);
  const { payload } = await jwtVerify(await response.text(), createLocalJWKSet(await keysOf(op)), {
    issuer: op.issuer,
    audience: op.client.id,
    algorithms: ['RS256'],
    currentDate: new Date(op.server.clock.nowSeconds() * 1000),
  });
  assert.equal(payload.sub, sub);
  assert.equal(payload.nonce, undefined);
}

/** The sign-in page leads there. A logo of somebody whom nobody looked at is kept, and not shown: it lies too well. */
function shown(name: string, member: string, card: 'policyUri' | 'tosUri' | undefined): Module<DynamicOp> {
  const uri = `https://suite.example/${member}`;
  return withClient(name, { [member]: uri }, async (op) => {
    const asked = request(op);
    const seen = await op.server.browser().visit(`${op.issuer}/authorize?${asked.parameters}`);
    const { step } = interactionOf(seen);
    assert.ok(step.kind === 'sign-in' && step.client !== undefined);
    assert.equal(step.client.unchecked, true);
    if (card !== undefined) assert.equal(step.client[card], uri);
    else assert.ok(!JSON.stringify(step).includes(uri));
    await flow(op);
  });
}

/** C17: no address of a client is ever asked for a request. */
function byReference(name: string): Module<DynamicOp> {
  return withClient(name, {}, async (op): Promise<Outcome> => {
    const asked = request(op, { request_uri: CALLED });
    const { arrival } = await walk(op, op.server.browser(), asked);
    const errors = ['request_uri_not_supported'];
    assertErrorRedirect(callback(op, arrival).fields, op.issuer, asked.state, errors);
    if (name.endsWith('unsigned')) return unsignedSkipped(op);
    assert.equal(op.discovery.request_uri_parameter_supported, false);
    return { skipped: 'request_uri_parameter_supported is false' };
  });
}
