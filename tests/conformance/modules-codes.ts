import assert from 'node:assert/strict';
import { problemOf } from '../interaction/trip.ts';
import {
  assertErrorRedirect,
  assertTokenError,
  assertUnguessable,
  type TokenAnswer,
  tokenAnswerOf,
} from './assertions.ts';
import type { Module } from './module.ts';
import {
  askUserinfo,
  CALLBACK,
  callback,
  claimsOf,
  type Flow,
  flow,
  type Op,
  redeem,
  request,
  supports,
  walk,
} from './op.ts';
import { callToken, type SuiteClient } from './suite-client.ts';

const SCOPE = 'openid offline_access';

/** Codes and refresh tokens, where they may go, and requests that come wrapped up. */
export const codesModules: readonly Module<Op>[] = [
  {
    name: 'oidcc-codereuse',
    run: async (op) => assertTokenError(await redeem(op, (await flow(op)).code), 'invalid_grant'),
  },
  {
    name: 'oidcc-codereuse-30seconds',
    run: async (op) => {
      const { code, tokens } = await flow(op);
      op.server.clock.turn(30);
      await assertTokenError(await redeem(op, code), 'invalid_grant');
      assert.equal((await askUserinfo(op, tokens.access_token)).status, 401);
    },
  },
  {
    name: 'oidcc-ensure-registered-redirect-uri',
    run: async (op) => {
      const elsewhere = CALLBACK.replace('/callback', '/callback/x8Tq');
      const { arrival } = await walk(op, op.server.browser(), request(op, { redirect_uri: elsewhere }));
      assert.equal(problemOf(arrival), 'bad_client_request');
    },
  },
  {
    name: 'oidcc-idtoken-signature',
    // By dynamic registration in the suite; a client that registered no algorithm is all it needs.
    run: async (op) => void (await flow(op)),
  },
  {
    name: 'oidcc-idtoken-unsigned',
    run: async (op) => {
      assert.ok(!supports(op, 'id_token_signing_alg_values_supported', 'none'));
      return { skipped: 'id_token_signing_alg_values_supported lacks none' };
    },
  },
  unsignedModule('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', {
    with: { request_uri: 'https://suite.example/request/1' },
    error: 'request_uri_not_supported',
  }),
  unsignedModule('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', {
    with: { request: unsigned({ scope: 'openid' }) },
    error: 'invalid_request_object',
  }),
  {
    name: 'oidcc-ensure-request-object-with-redirect-uri',
    run: async (op) => {
      const bad = {
        redirect_uri: 'https://suite.example/nowhere',
        request: unsigned({ redirect_uri: CALLBACK }),
      };
      const { arrival } = await walk(op, op.server.browser(), request(op, bad));
      assert.equal(problemOf(arrival), 'bad_client_request');
      return unsignedSkipped(op);
    },
  },
  {
    name: 'oidcc-refresh-token',
    run: async (op) => {
      assert.ok(supports(op, 'scopes_supported', 'offline_access'));
      await refreshed(op, op.client, await offline(op, op.client), { scope: SCOPE });
      const nonce = 'n'.repeat(43);
      const second = await refreshed(op, op.second, await offline(op, op.second, nonce));
      const stolen = { grant_type: 'refresh_token', refresh_token: second.refresh_token ?? '' };
      await assertTokenError(await callToken(op, op.client, stolen), 'invalid_grant');
      await tokenAnswerOf(await callToken(op, op.second, stolen));
    },
  },
];

/** C17: unsigned requests are not offered; what comes all the same is neither ignored nor followed. */
function unsignedModule(
  name: string,
  { with: wrapped, error }: { readonly with: Readonly<Record<string, string>>; readonly error: string },
): Module<Op> {
  return {
    name,
    run: async (op) => {
      const asked = request(op, wrapped);
      const { arrival } = await walk(op, op.server.browser(), asked);
      assertErrorRedirect(callback(op, arrival).fields, op.issuer, asked.state, [error]);
      return unsignedSkipped(op);
    },
  };
}

export function unsignedSkipped(op: Pick<Op, 'discovery'>): { readonly skipped: string } {
  assert.ok(!supports(op, 'request_object_signing_alg_values_supported', 'none'));
  return { skipped: 'request_object_signing_alg_values_supported lacks none' };
}

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

async function offline(op: Op, client: SuiteClient, nonce?: string): Promise<Flow> {
  const wish = {
    client_id: client.id,
    scope: SCOPE,
    prompt: 'consent',
    ...(nonce !== undefined && { nonce }),
  };
  const made = await flow(op, { client, asked: request(op, wish) });
  assert.ok(made.shown.includes('consent'));
  return made;
}

/** [RT] */
async function refreshed(
  op: Op,
  client: SuiteClient,
  { tokens, claims }: Flow,
  more: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const { refresh_token: refreshToken = '' } = tokens;
  assertUnguessable(refreshToken);
  op.server.clock.turn(1);
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken, ...more };
  const next = await tokenAnswerOf(await callToken(op, client, fields));
  assertUnguessable(next.refresh_token ?? '');
  // No nonce: nobody asked for one with this token (OIDC Core §12.2).
  const again = await claimsOf(op, next, client, undefined);
  for (const name of ['iss', 'sub', 'aud', 'auth_time', 'azp'])
    assert.deepEqual(again[name], claims[name], name);
  assert.notEqual(again.iat, claims.iat);
  return next;
}
