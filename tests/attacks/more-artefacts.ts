import assert from 'node:assert/strict';
import { lettersTo } from '../ciba/both-sides.ts';
import { giveOut, register } from '../clients/registering.ts';
import { EMAIL, type Holder } from './holder.ts';
import { cookieIn } from './trips.ts';
import type { WireAnswer } from './wire.ts';
import { artefactsOfProofs } from './proof-artefacts.ts';
import { authorizePath } from './world.ts';

/** What the requests without a browser, registration and the companions of a session are held by. */
export type MoreKind =
  | 'request_uri'
  | 'device code'
  | 'user code'
  | 'auth_req_id'
  | 'link of an app'
  | 'initial access token'
  | 'registration access token'
  | 'FedCM cookie'
  | 'watch cookie'
  | 'reset ticket'
  | 'e-mail change ticket'
  | 'ceremony id'
  | 'choice attempt id'
  | 'remembered mark';

/** One living artefact of each of these, of the same person and client; `registered` is the client that registered itself. */
export async function moreArtefacts({ at, app, sessionCookie, trip }: Holder) {
  const { server, wire } = at;
  const scope = 'openid';
  const pushed = new URLSearchParams(authorizePath(app.client).split('?')[1]);
  const par = told(await wire.post('/par', Object.fromEntries(pushed), app.basic), 201);
  const device = told(await wire.post('/device_authorization', { scope }, app.basic));
  const asked = told(await wire.post('/bc-authorize', { scope, login_hint: EMAIL }, app.basic));
  const [letter = ''] = await lettersTo(server, EMAIL);
  const initial = await giveOut(server, { uses: 1_000 });
  const { status, told: itself } = await register(
    server,
    { redirect_uris: ['https://a.test/cb'] },
    { token: initial },
  );
  assert.equal(status, 201);
  const { headers } = await wire.get('/account', { Cookie: sessionCookie });
  const artefacts: Readonly<Record<MoreKind, string>> = {
    request_uri: String(par.request_uri),
    'device code': String(device.device_code),
    'user code': String(device.user_code),
    auth_req_id: String(asked.auth_req_id),
    'link of an app': /\/ciba\/(wa_[\w-]+)/.exec(letter)?.[1] ?? '',
    'initial access token': initial,
    'registration access token': itself.registration_access_token,
    'FedCM cookie': valueOf(cookieIn(headers['set-cookie'], 'tacet_fedcm')),
    'watch cookie': valueOf(cookieIn(headers['set-cookie'], 'tacet_watch')),
    ...(await artefactsOfProofs({ at, trip })),
  };
  return { artefacts, registered: itself.client_id };
}

function told(answer: WireAnswer, status = 200): Readonly<Record<string, unknown>> {
  assert.equal(answer.status, status, answer.text);
  return JSON.parse(answer.text);
}

function valueOf(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}
