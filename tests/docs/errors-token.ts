import { aBank, CIBA_GRANT } from '../ciba/both-sides.ts';
import {
  ask as askDevice,
  aTelevision,
  DEVICE_GRANT,
  type Registered,
  settle,
  somebody,
} from '../device/both-sides.ts';
import { prover } from '../dpop/prover.ts';
import { ask, codeFields, type ErrorWorld, type Met, tokensOf, type Ways } from './errors-world.ts';

const TOKEN = '`/token`';
const DEVICE = '`/device_authorization`';
const BACKCHANNEL = '`/bc-authorize`';
const UNKNOWN = 'https://unknown.example/api';

/** What is met at the token endpoint, and at those that begin a sign-in elsewhere. */
export const tokenErrors: Ways = {
  invalid_request: [['anywhere', 400, (at) => ask(at, '/token', {})]],
  invalid_client: [
    [
      'every endpoint that clients call',
      401,
      (at) => ask(at, '/token', {}, { by: { ...at.app, secret: 'wrong' } }),
      'challenged',
    ],
    [
      'every endpoint that clients call',
      401,
      (at) => ask(at, '/revoke', {}, { by: { ...at.app, secret: 'wrong' } }),
      'challenged',
    ],
  ],
  invalid_grant: [
    [
      TOKEN,
      400,
      async (at) => {
        const fields = await codeFields(at);
        return ask(at, '/token', { ...fields, code_verifier: 'w'.repeat(43) });
      },
    ],
  ],
  unauthorized_client: [
    [TOKEN, 400, (at) => ask(at, '/token', { grant_type: 'client_credentials' })],
    [DEVICE, 400, (at) => ask(at, '/device_authorization', {})],
    [BACKCHANNEL, 400, (at) => ask(at, '/bc-authorize', {})],
  ],
  unsupported_grant_type: [[TOKEN, 400, (at) => ask(at, '/token', { grant_type: 'password' })]],
  invalid_scope: [
    [TOKEN, 400, (at) => refreshed(at, { scope: 'openid profile' })],
    [DEVICE, 400, (at) => askedByTelevision(at, { scope: 'everything' })],
    [BACKCHANNEL, 400, (at) => askedByBank(at, { scope: 'email' })],
  ],
  invalid_target: [
    [TOKEN, 400, (at) => refreshed(at, { resource: UNKNOWN })],
    [DEVICE, 400, (at) => askedByTelevision(at, { scope: 'openid', resource: UNKNOWN })],
    [BACKCHANNEL, 400, (at) => askedByBank(at, { scope: 'openid', resource: UNKNOWN })],
  ],
  invalid_authorization_details: [
    [TOKEN, 400, (at) => refreshed(at, { authorization_details: '[{"type":"unknown"}]' })],
  ],
  invalid_client_metadata: [[TOKEN, 400, withoutKeyToEncryptTo]],
  access_denied: [
    [
      TOKEN,
      400,
      async (at) => {
        const television = await aTelevision(at.server);
        const { deviceCode, userCode } = await askDevice(at.server, television);
        await settle(at.server, at, userCode, 'deny');
        return pollBy(at, television, deviceCode);
      },
    ],
  ],
  authorization_pending: [[TOKEN, 400, (at) => polled(at, 1)]],
  slow_down: [[TOKEN, 400, (at) => polled(at, 2)]],
  expired_token: [
    [
      TOKEN,
      400,
      async (at) => {
        const television = await aTelevision(at.server);
        const { deviceCode } = await askDevice(at.server, television);
        at.server.clock.turn(600);
        return pollBy(at, television, deviceCode);
      },
    ],
  ],
  unknown_user_id: [[BACKCHANNEL, 400, aboutSomebodyGone]],
  invalid_binding_message: [
    [BACKCHANNEL, 400, (at) => askedByBank(at, { scope: 'openid', binding_message: '\u202etxet' })],
  ],
};

async function askedByTelevision(at: ErrorWorld, wish: Readonly<Record<string, string>>): Promise<Met> {
  return ask(at, '/device_authorization', wish, { by: await aTelevision(at.server) });
}

async function askedByBank(at: ErrorWorld, wish: Readonly<Record<string, string>>): Promise<Met> {
  return ask(at, '/bc-authorize', { login_hint: 'ada@example.org', ...wish }, { by: await aBank(at.server) });
}

function pollBy(at: ErrorWorld, by: Registered, deviceCode: string): Promise<Met> {
  return ask(at, '/token', { grant_type: DEVICE_GRANT, device_code: deviceCode }, { by });
}

/** The last of so many polls in one second. */
async function polled(at: ErrorWorld, times: number): Promise<Met> {
  const television = await aTelevision(at.server);
  const { deviceCode } = await askDevice(at.server, television);
  for (let before = 1; before < times; before += 1) await pollBy(at, television, deviceCode);
  return pollBy(at, television, deviceCode);
}

/** A refresh that wants more than was granted. */
async function refreshed(at: ErrorWorld, more: Readonly<Record<string, string>>): Promise<Met> {
  const { refresh_token = '' } = await tokensOf(at, { scope: 'openid offline_access' });
  return ask(at, '/token', { grant_type: 'refresh_token', refresh_token, ...more });
}

/** Its key signs, and can do nothing else. */
async function withoutKeyToEncryptTo(at: ErrorWorld): Promise<Met> {
  const jwks = { keys: [{ ...prover('ES256').jwk, kty: 'EC' as const, use: 'sig' as const }] };
  const settings = { jwks, idTokenEncryptedResponseAlg: 'ECDH-ES' as const };
  const by = await at.server.client({ firstParty: true, settings });
  return ask(at, '/token', await codeFields(at, {}, by), { by });
}

/** The client holds an ID token of an account that was deleted since. */
async function aboutSomebodyGone(at: ErrorWorld): Promise<Met> {
  const { account, browser } = await somebody(at.server);
  const { redirectUris } = at.app.client;
  const grantTypes = [CIBA_GRANT, 'authorization_code'];
  const by = await aBank(at.server, { firstParty: true, redirectUris, grantTypes });
  const { id_token = '' } = await tokensOf({ ...at, browser }, {}, { by });
  const event = { kind: 'account.deleted', atSeconds: 0, accountId: account.id } as const;
  await at.server.parts.storage.accounts.delete(account.id, event);
  return ask(at, '/bc-authorize', { scope: 'openid', id_token_hint: id_token }, { by });
}
