import { dpopProofs } from '../../server/dpop/proof.ts';
import { bearerEndpoint } from '../../server/http/bearer-endpoint.ts';
import { replayGuard } from '../../server/platform/replay.ts';
import { acceptAccessToken } from '../../server/tokens/accept-access-token.ts';
import { aTelevision } from '../device/both-sides.ts';
import { type Change, prover } from '../dpop/prover.ts';
import { serve } from '../http/harness.ts';
import { ask, type ErrorWorld, inJson, type Met, tokensOf, userinfo, type Ways } from './errors-world.ts';

const DEVICE = '`/device_authorization`';
const RESOURCE = 'an endpoint behind an access token (`/userinfo`)';

/** What is met by who brings an access token, or the proof of a key. */
export const resourceErrors: Ways = {
  invalid_token: [[RESOURCE, 401, (at) => userinfo(at, { Authorization: 'Bearer none' }), 'challenged']],
  insufficient_scope: [
    [
      RESOURCE,
      403,
      async (at) => {
        const { access_token } = await tokensOf(at, { scope: 'email' });
        return userinfo(at, { Authorization: `Bearer ${access_token}` });
      },
      'challenged',
    ],
  ],
  insufficient_user_authentication: [
    ['an API that asks how and when the person signed in', 401, tooLongAgo, 'challenged'],
  ],
  invalid_dpop_proof: [
    ['`/token`', 400, (at) => provedAt(at, '/token', { claims: { htm: 'GET' } })],
    ['`/par`', 400, (at) => provedAt(at, '/par', { claims: { htm: 'GET' } })],
    [DEVICE, 400, (at) => provedByTelevision(at, { claims: { htm: 'GET' } })],
    [RESOURCE, 401, (at) => provedAtUserinfo(at, { claims: { ath: 'x' } }), 'challenged'],
  ],
  use_dpop_nonce: [
    ['`/token`', 400, (at) => provedAt(at, '/token', { claims: { nonce: 'x' } })],
    ['`/par`', 400, (at) => provedAt(at, '/par', { claims: { nonce: 'x' } })],
    [DEVICE, 400, (at) => provedByTelevision(at, { claims: { nonce: 'x' } })],
    [RESOURCE, 401, (at) => provedAtUserinfo(at, { claims: { nonce: 'x' } }), 'challenged'],
  ],
};

function provedAt(at: ErrorWorld, path: string, change: Change): Promise<Met> {
  const headers = proofFor(at, path, change);
  return ask(at, path, { grant_type: 'authorization_code', code: 'x' }, { headers });
}

async function provedByTelevision(at: ErrorWorld, change: Change): Promise<Met> {
  const path = '/device_authorization';
  const headers = proofFor(at, path, change);
  return ask(at, path, { scope: 'openid' }, { by: await aTelevision(at.server), headers });
}

function proofFor({ server }: ErrorWorld, path: string, change: Change): { readonly DPoP: string } {
  const now = { htm: 'POST', htu: server.issuer + path, iat: server.clock.nowSeconds() };
  return { DPoP: prover().proof(now, change) };
}

async function provedAtUserinfo(at: ErrorWorld, change: Change): Promise<Met> {
  const { issuer, clock } = at.server;
  const key = prover();
  const iat = clock.nowSeconds();
  const DPoP = key.proof({ htm: 'POST', htu: `${issuer}/token`, iat });
  const { access_token: accessToken } = await tokensOf(at, {}, { headers: { DPoP } });
  const proof = key.proof({ htm: 'GET', htu: `${issuer}/userinfo`, iat, accessToken }, change);
  return userinfo(at, { Authorization: `DPoP ${accessToken}`, DPoP: proof });
}

/** None of the endpoints asks for a fresh sign-in, so one that does is put before the parts of this very server. */
async function tooLongAgo(at: ErrorWorld): Promise<Met> {
  const { parts, issuer, clock } = at.server;
  const proofs = dpopProofs({ ...parts, replay: replayGuard(parts) });
  const known = { ...parts, ...parts.storage, proofs };
  const { access_token } = await tokensOf(at);
  clock.turn(61);
  await using api = await serve(
    (router, web) =>
      bearerEndpoint(router, web, '/safe', async (request) => {
        await acceptAccessToken(known, request, { maxAgeSeconds: 60 });
        return {};
      }),
    { env: { PORT: new URL(issuer).port } },
  );
  return inJson(await api.fetch('/safe', { headers: { Authorization: `Bearer ${access_token}` } }));
}
