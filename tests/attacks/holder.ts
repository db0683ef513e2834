import assert from 'node:assert/strict';
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
import { codeFor, type Instance, openInstance, ownClient, type Registered, tokensFor } from './world.ts';

export const EMAIL = 'ada@example.org';
export const NEWCOMER = 'grace@example.org';

/** Everything that opens something, by what it is. */
export type Kind =
  | 'code'
  | 'refresh token'
  | 'access token'
  | 'ID token'
  | 'session cookie'
  | 'browser cookie'
  | 'device mark'
  | 'interaction id'
  | 'login attempt id'
  | 'sign-up ticket'
  | 'logout ticket'
  | 'carried logout'
  | 'client secret';

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

export async function openHolder(): Promise<Holder> {
  const at = await openInstance();
  const app = await ownClient(at);
  await at.server.account(EMAIL);

  const done = await beginTrip(at, app);
  const proved = await finishLogin(at, done, await startLogin(at, done, EMAIL));
  assert.equal(proved.status, 200);
  const sessionCookie = cookieIn(proved.headers['set-cookie'], 'tacet_session');
  const device = cookieIn(proved.headers['set-cookie'], 'tacet_device');
  const tokens = await tokensFor(at, app, sessionCookie);

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
    },
  };
}

function valueOf(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}
