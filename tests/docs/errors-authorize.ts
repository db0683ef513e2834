import assert from 'node:assert/strict';
import { decide, interactionOf } from '../../server/commands/demo/person.ts';
import { aRequest, pushedUrl, requestObject } from '../authorization/pushing.ts';
import { signedIn } from '../device/both-sides.ts';
import { authorizeUrl, get } from '../interaction/trip.ts';
import { aKeyApp, keysUrl, NOTES } from '../vault/key-app.ts';
import {
  ask,
  authorize,
  type ErrorWorld,
  type Met,
  onAPage,
  onTheWayBack,
  type Ways,
} from './errors-world.ts';

const WAY_BACK = 'the way back from `/authorize`';
const UNSIGNED = { alg: 'none', kid: undefined };
const UNKNOWN_TYPE = { authorization_details: '[{"type":"unknown"}]' };

/** What is met at the authorization endpoint, and at the one for pushed requests. */
export const authorizeErrors: Ways = {
  invalid_request: [['anywhere', 303, (at) => authorize(at, { code_challenge: undefined })]],
  unauthorized_client: [
    [
      WAY_BACK,
      303,
      async (at) => authorize(at, {}, { by: await at.server.client({ grantTypes: ['client_credentials'] }) }),
    ],
  ],
  unsupported_response_type: [[WAY_BACK, 303, (at) => authorize(at, { response_type: 'token' })]],
  invalid_scope: [[WAY_BACK, 303, (at) => authorize(at, { scope: 'openid everything' })]],
  access_denied: [[WAY_BACK, 303, denied]],
  login_required: [[WAY_BACK, 303, (at) => authorize(at, { prompt: 'none' })]],
  consent_required: [
    [
      WAY_BACK,
      303,
      async (at) => {
        const by = await at.server.client();
        return authorize(at, { prompt: 'none' }, { by, browser: at.browser });
      },
    ],
  ],
  interaction_required: [[WAY_BACK, 303, silentKeys]],
  request_uri_not_supported: [
    [WAY_BACK, 303, (at) => authorize(at, { request_uri: 'https://app.example/request' })],
  ],
  registration_not_supported: [[WAY_BACK, 303, (at) => authorize(at, { registration: '{}' })]],
  invalid_target: [[WAY_BACK, 303, (at) => authorize(at, { resource: 'https://unknown.example/api' })]],
  invalid_request_uri: [['a page of ours at `/authorize`', 400, usedTwice]],
  invalid_request_object: [
    [WAY_BACK, 303, (at) => authorize(at, { request: requestObject(at.server, at.app, {}, UNSIGNED) })],
    [
      '`/par`',
      400,
      (at) => {
        const request = requestObject(at.server, at.app, { aud: 'https://another.example' });
        return ask(at, '/par', { client_id: at.app.client.id, request });
      },
    ],
  ],
  invalid_authorization_details: [
    [WAY_BACK, 303, (at) => authorize(at, UNKNOWN_TYPE)],
    ['`/par`', 400, (at) => ask(at, '/par', aRequest(at.app.client, UNKNOWN_TYPE))],
  ],
  unmet_authentication_requirements: [
    [
      WAY_BACK,
      303,
      (at) => {
        const acr = { essential: true, values: ['urn:example:retina'] };
        return authorize(at, { claims: JSON.stringify({ id_token: { acr } }) });
      },
    ],
  ],
};

async function denied({ server, account }: ErrorWorld): Promise<Met> {
  const { client } = await server.client();
  const browser = await signedIn(server, account);
  const { id } = interactionOf(await browser.visit(authorizeUrl(server, client.id)));
  const step = await decide(browser, id, 'deny');
  return onTheWayBack(await get(browser, step.kind === 'finish' ? step.url : server.issuer));
}

/** The first time somebody is sent back with a code. */
async function usedTwice(at: ErrorWorld): Promise<Met> {
  const url = await pushedUrl(at.server, at.app, aRequest(at.app.client));
  assert.equal((await at.browser.visit(url)).kind, 'left');
  const query = Object.fromEntries(new URL(url).searchParams);
  return onAPage(at, query);
}

/** Keys are asked for by a client that was allowed them, and only a page could open them. */
async function silentKeys({ server, account, browser }: ErrorWorld): Promise<Met> {
  const app = await aKeyApp(server);
  const atSeconds = server.clock.nowSeconds();
  const who = { accountId: account.id, clientId: app.client.id };
  await server.parts.storage.consents.save(
    { ...who, scopes: ['openid', NOTES], hosts: ['app.example'], grantedAtSeconds: atSeconds },
    { kind: 'consent.given', atSeconds, ...who },
  );
  return onTheWayBack(await get(browser, await keysUrl(server, app, { prompt: 'none' })));
}
