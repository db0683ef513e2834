import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { CIBA_GRANT } from '../ciba/both-sides.ts';
import { DEVICE_GRANT } from '../device/both-sides.ts';
import { sealAccessToken } from '../../server/tokens/opaque-token.ts';
import {
  beginTrip,
  cookieIn,
  dataOf,
  finishLogin,
  type HalfLogin,
  startLogin,
  ticketFor,
  type Trip,
} from './trips.ts';
import { ASSERTION, exchange, EXCHANGE } from './places-of-grants.ts';
import {
  codeFor,
  FULL_SCOPE,
  type Instance,
  openInstance,
  ownClient,
  redeem,
  type Registered,
  type Tokens,
  tokensIn,
} from './world.ts';

export const EMAIL = 'ada@example.org';
const SHARED_SCOPE = `${FULL_SCOPE} device_sso`;
const ACCESS = 'urn:ietf:params:oauth:token-type:access_token';
export const NEWCOMER = 'grace@example.org';

/** Everything that opens something, by what it is. */
export type Kind =
  | 'code'
  | 'refresh token'
  | 'access token'
  | 'opaque access token'
  | 'ID token'
  | 'session cookie'
  | 'browser cookie'
  | 'device mark'
  | 'interaction id'
  | 'login attempt id'
  | 'sign-up ticket'
  | 'logout ticket'
  | 'carried logout'
  | 'client secret'
  | 'device secret'
  | 'exchanged token'
  | 'token of a machine';

/** Somebody who holds one living artefact of every kind, all of one person. */
export interface Holder {
  readonly at: Instance;
  readonly app: Registered;
  /** Waits for a password; `proof` is the second half of its login. */
  readonly trip: Trip;
  readonly proof: HalfLogin;
  readonly sessionCookie: string;
  readonly artefacts: Readonly<Record<Kind, string>>;
}

export async function openHolder(env: Readonly<Record<string, string>> = {}): Promise<Holder> {
  const at = await openInstance({ env });
  const app = await ownClient(at, {
    grantTypes: ['authorization_code', 'refresh_token', EXCHANGE, ASSERTION, DEVICE_GRANT, CIBA_GRANT],
    settings: { backchannelTokenDeliveryMode: 'poll' },
    scopes: SHARED_SCOPE.split(' '),
  });
  await at.server.account(EMAIL);

  const done = await beginTrip(at, app);
  const proved = await finishLogin(at, done, await startLogin(at, done, EMAIL));
  assert.equal(proved.status, 200);
  const sessionCookie = cookieIn(proved.headers['set-cookie'], 'tacet_session');
  const device = cookieIn(proved.headers['set-cookie'], 'tacet_device');
  const code = await codeFor(at, app, sessionCookie, { scope: SHARED_SCOPE });
  const tokens = tokensIn(await redeem(at, app, code));
  const subject = { subject_token: tokens.access_token, subject_token_type: ACCESS };
  const exchanged = tokensIn(await exchange({ at, app }, { ...subject, scope: 'openid' }));

  const trip = await beginTrip(at, app);
  const proof = await startLogin(at, trip, EMAIL);
  const question = dataOf(await at.wire.get('/logout', { Cookie: sessionCookie }));
  assert.ok(question.view === 'sign-out');
  // As a page of the client posts it: SameSite=Lax cookies stay at home.
  const carried = await at.wire.post('/logout', { id_token_hint: tokens.id_token });
  return {
    ...{ at, app, trip, proof, sessionCookie },
    artefacts: {
      code: await codeFor(at, app, sessionCookie),
      'refresh token': tokens.refresh_token,
      'access token': tokens.access_token,
      'opaque access token': sealed(at, tokens),
      'ID token': tokens.id_token,
      'session cookie': valueOf(sessionCookie),
      'browser cookie': valueOf(trip.browser),
      'device mark': valueOf(device),
      'interaction id': trip.id,
      'login attempt id': proof.attemptId,
      'sign-up ticket': await ticketFor(at, trip, NEWCOMER),
      'logout ticket': question.ticket,
      'carried logout': carried.headers.location?.split('/').at(-1) ?? '',
      'client secret': app.secret,
      'device secret': tokens.device_secret ?? '',
      'exchanged token': exchanged.access_token,
      'token of a machine': (await machineToken(at)).access_token,
    },
  };
}

/** The same token as a client gets it that registered for opaque ones. */
function sealed(at: Instance, { access_token: token }: Tokens): string {
  return sealAccessToken(at.server.parts.keyring.sealer('access-token'), decodeJwt(token));
}

async function machineToken(at: Instance): Promise<Tokens> {
  const grantTypes = ['client_credentials'];
  const { basic } = await ownClient(at, { type: 'machine', grantTypes, redirectUris: [], scopes: [] });
  return tokensIn(await at.wire.post('/token', { grant_type: 'client_credentials' }, basic));
}

function valueOf(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}
