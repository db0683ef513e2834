import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { beginTrip, cookieIn, finishLogin, type Trip } from '../attacks/trips.ts';
import { openWire } from '../attacks/wire.ts';
import {
  codeFor,
  type Instance,
  redeem,
  refresh,
  type Registered,
  type Tokens,
  tokensIn,
} from '../attacks/world.ts';
import { PASSWORD } from '../harness/server.ts';

export const RECORD_SCOPE = 'openid profile email offline_access records:read records:write records:reveal';
const REFRESHES = 4;
const PAUSE_MILLISECONDS = 250;
/** What a connection says that a killed instance leaves behind. */
const CUT = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'];

/** What all of them did, and what went wrong. */
export interface Tally {
  signedIn: number;
  refreshed: number;
  read: number;
  /** Cut off by the death of the instance that had the request. */
  cut: number;
  /** Everything else that did not go as it should, in words. */
  readonly failed: string[];
}

export interface Person {
  readonly email: string;
  readonly value: string;
}

type Here = Pick<Instance, 'wire'>;

/** Signs in, refreshes, reads what they keep, and begins anew, until told to stop. */
export async function live(
  place: { readonly port: number; readonly origin: string; readonly app: Registered },
  person: Person,
  tally: Tally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const wire = openWire(place.port, place.origin);
    try {
      await day({ wire }, place.app, person, { tally, goesOn });
    } catch (error) {
      if (wasCut(error)) tally.cut += 1;
      else tally.failed.push(`${person.email}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      wire.close();
    }
  }
}

async function day(
  here: Here,
  app: Registered,
  { email, value }: Person,
  { tally, goesOn }: { readonly tally: Tally; readonly goesOn: () => boolean },
): Promise<void> {
  const trip = await beginTrip(here, app);
  const proved = await finishLogin(here, trip, await quickLogin(here, trip, email));
  assert.equal(proved.status, 200, `sign-in: ${proved.text}`);
  tally.signedIn += 1;
  const cookie = cookieIn(proved.headers['set-cookie'], 'tacet_session');
  let tokens = tokensIn(await redeem(here, app, await codeFor(here, app, cookie, { scope: RECORD_SCOPE })));
  const id = await recordOf(here, tokens, value);
  for (let turn = 0; turn < REFRESHES && goesOn(); turn += 1) {
    await pause(PAUSE_MILLISECONDS * Math.random() * 2);
    await publishedKeys(here, tokens);
    await readBack(here, tokens, id, value);
    tally.read += 1;
    tokens = tokensIn(await refresh(here, app, tokens.refresh_token));
    tally.refreshed += 1;
  }
}

/** One sign-in with the password, by an account of `quickAccount`; answers how long the server took for it, in ms. */
export async function signInOnce(here: Here, app: Registered, email: string): Promise<number> {
  const trip = await beginTrip(here, app);
  const begun = performance.now();
  const proved = await finishLogin(here, trip, await quickLogin(here, trip, email));
  assert.equal(proved.status, 200, `sign-in: ${proved.text}`);
  return performance.now() - begun;
}

/** The one they keep already, or a new one. */
async function recordOf({ wire }: Here, { access_token: token }: Tokens, value: string): Promise<string> {
  const headers = { Authorization: `Bearer ${token}` };
  const list = await wire.get('/records', headers);
  assert.equal(list.status, 200, `records: ${list.status} ${list.text}`);
  const [first] = JSON.parse(list.text).records;
  if (first !== undefined) return first.id;
  const made = await wire.call('/records', { type: 'free-text', value }, headers);
  assert.equal(made.status, 201, `a record: ${made.status} ${made.text}`);
  return JSON.parse(made.text).id;
}

async function readBack({ wire }: Here, tokens: Tokens, id: string, value: string): Promise<void> {
  const headers = { Authorization: `Bearer ${tokens.access_token}` };
  const { status, text } = await wire.call(`/records/${id}/reveal`, {}, headers);
  assert.equal(status, 200, `reveal: ${status} ${text}`);
  assert.equal(JSON.parse(text).value, value, 'the record reads as it was written');
}

/** KY-01: whoever verifies finds the key of every token that lives. */
async function publishedKeys({ wire }: Here, { access_token, id_token }: Tokens): Promise<void> {
  const { status, text } = await wire.get('/jwks');
  assert.equal(status, 200, `jwks: ${status}`);
  const published = new Set(JSON.parse(text).keys.map(({ kid }: { kid: string }) => kid));
  for (const token of [access_token, id_token]) {
    const { kid } = decodeProtectedHeader(token);
    assert.ok(published.has(kid), `the JWKS lacks ${kid}`);
  }
}

async function quickLogin({ wire }: Here, { id, browser }: Trip, email: string) {
  const { clientLoginState, startLoginRequest } = unstretchedClient.startLogin(PASSWORD);
  const input = { email, startLoginRequest };
  const { status, text } = await wire.call(`/interaction/${id}/login/start`, input, { Cookie: browser });
  assert.equal(status, 200, `login: ${status} ${text}`);
  const { attemptId, ...started } = JSON.parse(text);
  const finished = unstretchedClient.finishLogin({ ...started, password: PASSWORD, clientLoginState });
  assert.ok(finished, 'the password opened the account');
  return { attemptId, finishLoginRequest: finished.finishLoginRequest };
}

function wasCut(error: unknown): boolean {
  return (
    error instanceof Error &&
    (('code' in error && typeof error.code === 'string' && CUT.includes(error.code)) ||
      error.message === 'socket hang up')
  );
}
