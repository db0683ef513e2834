import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { keyCalls } from '../../contract/keys.ts';
import { ownVaultCalls } from '../../contract/vault.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { authenticator } from '../factors/authenticator.ts';
import { callIn, givePassword, sessionIn, tripFrom } from './person-trips.ts';
import { cookieIn, type Trip } from './trips.ts';
import { aPerson, appCode, type Person } from './walk-people.ts';
import type { WireAnswer } from './wire.ts';
import {
  authorizePath,
  type Instance,
  isSignedIn,
  openInstance,
  ownClient,
  type Registered,
} from './world.ts';

const PROFILE = {
  ...{ name: 'Ada', givenName: '', familyName: '', nickname: '', website: '', locale: '', zoneinfo: '' },
};
const JWE = 'e30..AA.AA.AA';
const PROVED = { generation: 1, proof: 'A'.repeat(43) };
const SHOWN = { lookup: 'A'.repeat(22), proof: 'A'.repeat(43) };
const RECOVERY = { ...SHOWN, jwe: JWE };
const PASSKEY = { credentialId: 'x', jwe: JWE, privateJwe: JWE, publicJwe: JWE };
const OPAQUE_BYTES = 'A'.repeat(128);
/** Well-formed, each of them. */
const KEY_INPUTS = {
  '/account/keys/make': { proof: PROVED.proof, opaque: JWE },
  '/account/keys/password': { ...PROVED, jwe: JWE },
  '/account/keys/passkey': { ...PROVED, passkey: PASSKEY },
  '/account/keys/passkey/remove': { ...PROVED, credentialId: 'x' },
  '/account/keys/recovery': { ...PROVED, recovery: RECOVERY },
  '/account/keys/recovery/open': SHOWN,
  '/account/keys/login/start': { startLoginRequest: OPAQUE_BYTES },
  '/account/keys/login/finish': { attemptId: 'A'.repeat(43), finishLoginRequest: 'A'.repeat(86) },
  '/account/keys/reopen': { ...PROVED, successor: JWE },
  '/account/keys/device': { ...PROVED, deviceId: SHOWN.lookup, share: PROVED.proof, jwe: JWE },
  '/account/keys/device/open': { deviceId: SHOWN.lookup },
  '/account/keys/replace': {
    ...PROVED,
    newProof: PROVED.proof,
    passkeys: [],
    recovery: RECOVERY,
    successor: JWE,
  },
};
const KEY = { origin: 'http://localhost:4242', rpId: 'localhost' };

describe('what the proofs of a person hold against', () => {
  let at: Instance;
  let app: Registered;

  before(async () => {
    at = await openInstance({ env: { ISSUER: KEY.origin } });
    app = await ownClient(at);
  });
  after(() => at.stop());

  const code = (whose: Person, offset = 0) => ({
    answer: { kind: 'totp', code: appCode(whose, at.server.clock.nowSeconds(), offset).code },
  });
  /** The same browser, with the session that an answer gave it. */
  const withSession = (trip: Trip, answer: WireAnswer): Trip => ({
    id: trip.id,
    browser: `${trip.browser}; ${sessionIn(answer) ?? assert.fail(answer.text)}`,
  });
  const sessionOf = ({ browser }: Trip) => browser.split('; ').at(-1) ?? '';

  async function signedIn(whose: Person): Promise<Trip> {
    const trip = await tripFrom(at, '/account');
    const given = await givePassword(at, trip, whose);
    return withSession(trip, whose.totp ? await callIn(at, trip, 'factor/answer', code(whose)) : given);
  }

  async function beginAct({ browser }: Trip, purpose: string, target?: string): Promise<Trip> {
    const input = { purpose, ...(target !== undefined && { target }) };
    const { status, text } = await at.wire.call('/account/acts/begin', input, { Cookie: browser });
    assert.equal(status, 200, text);
    return { id: new URL(JSON.parse(text).url).pathname.split('/')[2] ?? '', browser };
  }

  it('★SE-01 gives another session at the factor and at each step-up, and the one before is dead', async () => {
    const whose = await aPerson(at.server, 'totp');
    const fixed = { id: '', browser: `tacet_session=se_${'A'.repeat(43)}` };
    const trip = await tripFrom(at, '/account');
    const planted = { ...trip, browser: `${trip.browser}; ${fixed.browser}` };
    assert.equal(
      sessionIn(await givePassword(at, planted, whose)),
      undefined,
      'a password alone is no session',
    );
    const first = withSession(trip, await callIn(at, planted, 'factor/answer', code(whose)));
    assert.notEqual(sessionOf(first), fixed.browser);

    at.server.clock.turn(60);
    const act = await beginAct(first, 'delete-account');
    assert.equal((await givePassword(at, act, whose)).status, 200);
    assert.equal(await isSignedIn(at, first.browser), true, 'half a proof changes nothing');
    const answered = await callIn(at, act, 'factor/answer', code(whose));
    const second = withSession(trip, answered);
    assert.notEqual(sessionOf(second), sessionOf(first));
    assert.deepEqual(
      [await isSignedIn(at, first.browser), await isSignedIn(at, second.browser)],
      [false, true],
    );
  });

  it('★SE-10 is nobody to every call of the account, after the password and before the factor', async () => {
    const whose = await aPerson(at.server, 'totp');
    const trip = await tripFrom(at, '/account');
    const { text, headers } = await givePassword(at, trip, whose);
    assert.equal(JSON.parse(text).step.kind, 'factor');
    const cookies = [trip.browser, ...(headers['set-cookie'] ?? []).map((line) => line.split(';')[0])].join(
      '; ',
    );
    const inputs: Readonly<Record<string, object>> = {
      '/account/acts/begin': { purpose: 'add-factor', target: 'passkey' },
      '/account/profile/save': PROFILE,
      '/account/picture/save': { png: 'A'.repeat(64) },
      '/account/factors/rename': { factorId: 'x', label: 'x' },
      '/account/events': { before: 'x' },
      '/account/clients/withdraw': { clientId: 'x' },
      '/account/sessions/end': { sessionId: 'x' },
      '/account/records': { before: 'x' },
      '/account/records/delete': { recordId: 'x' },
      '/account/vault/put': { id: 'x', body: '', ifMatch: 0 },
      '/account/vault/delete': { id: 'x', ifMatch: 0 },
      '/account/keys/rotate': { clientId: 'x' },
      ...KEY_INPUTS,
    };
    const calls = Object.keys({ ...accountCalls, ...ownVaultCalls, ...keyCalls });
    for (const path of calls.filter((call) => call.startsWith('/account/'))) {
      const answer = await at.wire.call(path, inputs[path] ?? {}, { Cookie: cookies });
      const { problem } = JSON.parse(answer.text);
      if (path !== '/account/sign-out') assert.equal(problem, 'sign_in_first', path);
    }
    for (const path of ['set-up/offer', 'keep-account'])
      assert.equal((await callIn(at, { ...trip, browser: cookies }, path, {})).status, 410, path);
    const silent = await at.wire.get(authorizePath(app.client, { prompt: 'none' }), { Cookie: cookies });
    assert.match(silent.headers.location ?? '', /error=login_required/);
  });

  it('★WA-05 sets a factor up once, in the browser and the trip that it was asked for in', async () => {
    const whose = await aPerson(at.server, 'plain');
    const trip = await beginAct(await signedIn(whose), 'add-factor', 'passkey');
    const key = authenticator(KEY);
    const offer = async (where: Trip) => JSON.parse((await callIn(at, where, 'set-up/offer', {})).text).offer;
    const made = await offer(trip);
    const proof = { kind: 'passkey', response: key.create(made.options) };
    const stranger = await tripFrom(at, '/account');
    const elsewhere = await callIn(at, { ...trip, browser: stranger.browser }, 'set-up/confirm', { proof });
    assert.equal(JSON.parse(elsewhere.text).problem, 'interaction_foreign');
    const another = await beginAct(trip, 'add-factor', 'passkey');
    await offer(another);
    assert.equal(
      JSON.parse((await callIn(at, another, 'set-up/confirm', { proof })).text).problem,
      'wrong_factor',
    );

    // One may be asked to wait for a fresh offer, but never gets two out of one.
    const fresh = { kind: 'passkey', response: key.create((await offer(trip)).options) };
    const both = await Promise.all([1, 2].map(() => callIn(at, trip, 'set-up/confirm', { proof: fresh })));
    assert.equal(both.filter(({ status }) => status === 200).length, 1);
    const again = { kind: 'passkey', response: authenticator(KEY).create(made.options) };
    assert.equal(
      JSON.parse((await callIn(at, trip, 'set-up/confirm', { proof: again })).text).problem,
      'interaction_expired',
    );
    const held = await at.server.parts.storage.factors.list(whose.id);
    assert.deepEqual(held.map(({ kind }) => kind).toSorted(), ['backup-codes', 'passkey']);
  });

  it('★UI-01 ★UI-03 takes no call from another site, nor one that a form could send', async () => {
    const whose = await aPerson(at.server, 'plain');
    const trip = await signedIn(whose);
    const before = await at.server.parts.storage.accounts.details(whose.id);
    const foreign: readonly Readonly<Record<string, string>>[] = [
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
      { Origin: KEY.origin, 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const call of Object.keys({ ...interactionCalls, ...accountCalls })) {
      const path = call.replace(':id', trip.id);
      for (const headers of foreign) {
        const { status, text } = await at.wire.call(path, {}, { Cookie: trip.browser, ...headers });
        assert.deepEqual([status, JSON.parse(text).problem], [403, 'cross_site'], path);
      }
      const form = await at.wire.call(path, {}, { Cookie: trip.browser, 'Content-Type': 'text/plain' });
      assert.equal(form.status, 415, path);
    }
    assert.deepEqual(await at.server.parts.storage.accounts.details(whose.id), before);
    assert.equal(await isSignedIn(at, trip.browser), true);
    assert.equal(cookieIn([`${sessionOf(trip)}; Path=/`], 'tacet_session'), sessionOf(trip));
  });
});
