import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { callIn, CODE, givePassword, inLetter, sessionIn, tripFrom } from './person-trips.ts';
import { cookieIn, type Trip } from './trips.ts';
import { aPerson, appCode, type Person } from './walk-people.ts';
import type { WireAnswer } from './wire.ts';
import {
  authorizePath,
  claimsIn,
  type Instance,
  openInstance,
  ownClient,
  redeem,
  type Registered,
  tokensIn,
} from './world.ts';

const MFA = 'urn:tacet:acr:mfa';

describe('★SE-11 what a client is told of a sign-in', () => {
  let at: Instance;
  let app: Registered;

  before(async () => {
    at = await openInstance({ env: { ISSUER: 'http://localhost:4242' } });
    app = await ownClient(at);
  });
  after(() => at.stop());

  const begin = (differs: Readonly<Record<string, string>> = {}) =>
    tripFrom(at, authorizePath(app.client, { prompt: 'login', ...differs }));
  const now = () => at.server.clock.nowSeconds();
  const totp = (whose: Person) => ({ answer: { kind: 'totp', code: appCode(whose, now(), 0).code } });

  /** The claims of the ID token that a trip ends with, whose last proof was answered so. */
  async function told({ id, browser }: Trip, answer: WireAnswer) {
    const session = sessionIn(answer) ?? assert.fail(answer.text);
    const { headers } = await at.wire.get(`/interaction/${id}/finish`, { Cookie: `${browser}; ${session}` });
    const code = new URL(headers.location ?? '').searchParams.get('code');
    assert.ok(code, headers.location);
    const { amr, acr, auth_time } = claimsIn(tokensIn(await redeem(at, app, code)).id_token);
    assert.ok(Array.isArray(amr));
    return { amr: amr.toSorted(), acr, auth_time };
  }

  const says = (acr: string, ...amr: readonly string[]) => ({ amr: amr.toSorted(), acr, auth_time: now() });

  it('a password', async () => {
    const trip = await begin();
    const whose = await aPerson(at.server, 'plain');
    assert.deepEqual(await told(trip, await givePassword(at, trip, whose)), says('urn:tacet:acr:pwd', 'pwd'));
  });

  it('a password and an authenticator app, or a backup code in its place', async () => {
    const whose = await aPerson(at.server, 'codes');
    const [backup = ''] = whose.codes;
    for (const answer of [totp(whose), { answer: { kind: 'backup-codes', code: backup } }]) {
      at.server.clock.turn(60);
      const trip = await begin();
      await givePassword(at, trip, whose);
      const proved = await callIn(
        at,
        trip,
        'factor/answer',
        answer.answer.kind === 'totp' ? totp(whose) : answer,
      );
      assert.deepEqual(await told(trip, proved), says(MFA, 'pwd', 'otp', 'mfa'));
    }
  });

  it('a password and a mailed code, which is less than what was wished for', async () => {
    const whose = await aPerson(at.server, 'plain');
    const trip = await begin({ acr_values: MFA });
    await givePassword(at, trip, whose);
    await callIn(at, trip, 'factor/challenge', { kind: 'email-code' });
    const code = await inLetter(at, { kind: 'email-code', to: whose.email, find: CODE });
    const proved = await callIn(at, trip, 'factor/answer', { answer: { kind: 'email-code', code } });
    const { acr, amr } = await told(trip, proved);
    assert.equal(acr, 'urn:tacet:acr:mfa-email');
    assert.ok(amr.includes('pwd') && amr.includes('otp'), amr.join());
  });

  it('a passkey alone, and after a password', async () => {
    const whose = await aPerson(at.server, 'passkey');
    const alone = await begin();
    const { ceremonyId, options } = JSON.parse((await callIn(at, alone, 'passkey/start', {})).text);
    const answer = { kind: 'passkey', ceremonyId, response: whose.key?.get(options) };
    const proved = await callIn(at, alone, 'passkey/finish', { answer });
    const acr = 'urn:tacet:acr:passkey';
    assert.deepEqual(await told(alone, proved), says(acr, 'hwk', 'user', 'pop', 'mfa'));

    const trip = await begin();
    await givePassword(at, trip, whose);
    const asked = JSON.parse(
      (await callIn(at, trip, 'factor/challenge', { kind: 'passkey' })).text,
    ).challenge;
    const response = whose.key?.get(asked.options);
    const second = { kind: 'passkey', ceremonyId: asked.ceremonyId, response };
    const both = await callIn(at, trip, 'factor/answer', { answer: second });
    assert.deepEqual(await told(trip, both), says(acr, 'pwd', 'hwk', 'user', 'pop', 'mfa'));
  });

  it('a password in a remembered browser, which proves no factor', async () => {
    const whose = await aPerson(at.server, 'totp');
    const first = await begin();
    await givePassword(at, first, whose);
    const proved = await callIn(at, first, 'factor/answer', { ...totp(whose), remember: true });
    const mark = cookieIn(proved.headers['set-cookie'], 'tacet_remembered');
    assert.match(mark, /=[\w-]{40,}$/);

    at.server.clock.turn(60);
    const trip = await begin();
    const back = { ...trip, browser: `${trip.browser}; ${mark}` };
    assert.deepEqual(await told(back, await givePassword(at, back, whose)), says('urn:tacet:acr:pwd', 'pwd'));
    // Who demands a factor gets one, remembered or not.
    const asked = await begin({ acr_values: MFA });
    const { text } = await givePassword(at, { ...asked, browser: `${asked.browser}; ${mark}` }, whose);
    assert.equal(JSON.parse(text).step.kind, 'factor');
  });

  it('the time of the last full proof, which max_age and prompt=login ask for anew', async () => {
    const whose = await aPerson(at.server, 'totp');
    const first = await begin();
    await givePassword(at, first, whose);
    const proved = await callIn(at, first, 'factor/answer', totp(whose));
    const session = sessionIn(proved) ?? '';
    const { auth_time: before } = await told(first, proved);
    at.server.clock.turn(60);
    const silent = await at.wire.get(authorizePath(app.client, { prompt: 'none', max_age: '1' }), {
      Cookie: session,
    });
    assert.match(silent.headers.location ?? '', /error=login_required/);
    const { headers } = await at.wire.get(authorizePath(app.client, { max_age: '1' }), { Cookie: session });
    const id = new URL(headers.location ?? '').pathname.split('/')[2] ?? '';
    const trip = { id, browser: `${cookieIn(headers['set-cookie'], 'tacet_browser')}; ${session}` };
    // Half of a proof is none: the old session still stands, and is as old as it was.
    assert.equal(JSON.parse((await givePassword(at, trip, whose)).text).step.kind, 'factor');
    const early = await at.wire.get(`/interaction/${id}/finish`, { Cookie: trip.browser });
    assert.match(early.headers.location ?? '', new RegExp(`/interaction/${id}$`));
    const again = await callIn(at, trip, 'factor/answer', totp(whose));
    const { auth_time: later } = await told({ id, browser: trip.browser.split('; ')[0] ?? '' }, again);
    assert.deepEqual([later, before], [now(), now() - 60]);
  });
});
