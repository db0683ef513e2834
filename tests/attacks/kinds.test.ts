import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { type Holder, type Kind, NEWCOMER, openHolder } from './holder.ts';
import { is, type Place, says } from './place.ts';
import { joinDevice, placesOfGrants } from './places-of-grants.ts';
import { finishLogin } from './trips.ts';
import { authorizePath, isActive, isSignedIn, redeem, refresh, userinfo, VERIFIER } from './world.ts';

const KINDS = {
  code: /^ac_/,
  'refresh token': /^rt_/,
  'access token': /^ey/,
  'opaque access token': /^at_/,
  'ID token': /^ey/,
  'session cookie': /^se_/,
  'browser cookie': /^br_/,
  'device mark': /^[\w-]{40,}$/,
  'interaction id': /^ia_/,
  'login attempt id': /^la_/,
  'sign-up ticket': /^ti_/,
  'logout ticket': /^ti_/,
  'carried logout': /^ti_/,
  'client secret': /^cs_/,
  'device secret': /^ds_/,
  'exchanged token': /^ey/,
  'token of a machine': /^ey/,
} as const satisfies Readonly<Record<Kind, RegExp>>;

const { registrationRequest } = opaqueClient.startRegistration('some password');

/** Every place that takes an artefact, and how it refuses one of another kind. */
const PLACES: Readonly<Record<string, Place>> = {
  'a code': {
    takes: ['code'],
    present: ({ at, app }, artefact) => redeem(at, app, artefact),
    refused: says('invalid_grant'),
  },
  'the verifier of a code': {
    takes: [],
    present: ({ at, app, artefacts }, artefact) => redeem(at, app, artefacts.code, artefact),
    refused: says('invalid_grant'),
  },
  'a refresh token': {
    takes: ['refresh token'],
    present: ({ at, app }, artefact) => refresh(at, app, artefact),
    refused: says('invalid_grant'),
  },
  'the secret of a client': {
    takes: ['client secret'],
    present: ({ at, app }, artefact) =>
      at.wire.post('/token', {
        client_id: app.client.id,
        client_secret: artefact,
        grant_type: 'refresh_token',
      }),
    refused: says('invalid_client'),
  },
  'a token at userinfo': {
    takes: ['access token', 'opaque access token', 'exchanged token'],
    present: ({ at }, artefact) => userinfo(at, artefact),
    refused: is(401, 403),
  },
  'a token to introspect': {
    takes: ['access token', 'opaque access token', 'refresh token', 'exchanged token', 'token of a machine'],
    present: ({ at, app }, artefact) => at.wire.post('/introspect', { token: artefact }, app.basic),
    refused: ({ text }) => assert.equal(text, '{"active":false}'),
  },
  'a token to revoke': {
    takes: ['access token', 'opaque access token', 'refresh token', 'exchanged token', 'token of a machine'],
    present: ({ at, app }, artefact) => at.wire.post('/revoke', { token: artefact }, app.basic),
    refused: is(200),
  },
  'a hint to an authorization': {
    takes: ['ID token'],
    present: ({ at, app, sessionCookie }, artefact) =>
      at.wire.get(authorizePath(app.client, { prompt: 'none', id_token_hint: artefact }), {
        Cookie: sessionCookie,
      }),
    refused: ({ headers }) => assert.match(headers.location ?? '', /[?&]error=/),
  },
  'a hint to a logout': {
    takes: ['ID token'],
    present: ({ at, sessionCookie }, artefact) =>
      at.wire.get(`/logout?id_token_hint=${artefact}`, { Cookie: sessionCookie }),
    // Without a hint to believe, the person is asked.
    refused: ({ text }) => assert.match(text, /"view":"sign-out"/),
  },
  'a request_uri': {
    takes: [],
    present: ({ at, app, sessionCookie }, artefact) =>
      at.wire.get(
        authorizePath(app.client, { request_uri: `urn:ietf:params:oauth:request_uri:${artefact}` }),
        {
          Cookie: sessionCookie,
        },
      ),
    refused: is(400),
  },
  'a session cookie': {
    takes: ['session cookie'],
    present: ({ at }, artefact) => at.wire.get('/account', { Cookie: `tacet_session=${artefact}` }),
    refused: is(303),
  },
  'a browser cookie': {
    takes: ['browser cookie'],
    present: ({ at, trip }, artefact) =>
      at.wire.get(`/interaction/${trip.id}`, { Cookie: `tacet_browser=${artefact}` }),
    refused: is(403),
  },
  'an interaction': {
    takes: ['interaction id'],
    present: ({ at, trip }, artefact) => at.wire.get(`/interaction/${artefact}`, { Cookie: trip.browser }),
    refused: is(410),
  },
  'a login attempt': {
    takes: ['login attempt id'],
    present: ({ at, trip, proof }, attemptId) => finishLogin(at, trip, { ...proof, attemptId }),
    refused: is(400, 403),
  },
  'a sign-up ticket to open': {
    takes: ['sign-up ticket'],
    present: ({ at }, ticket) => at.wire.call('/sign-up/open', { ticket }),
    refused: is(400, 410),
  },
  'a sign-up ticket to start': {
    takes: ['sign-up ticket'],
    present: ({ at }, ticket) => at.wire.call('/sign-up/start', { ticket, registrationRequest }),
    refused: is(400, 410),
  },
  'a sign-up ticket to finish': {
    takes: ['sign-up ticket'],
    present: ({ at }, ticket) =>
      at.wire.call('/sign-up/finish', {
        ticket,
        name: 'Eve',
        ksfId: 'a2id-64m-3-4',
        registrationRecord: 'A'.repeat(256),
      }),
    refused: is(400, 410),
  },
  'a logout ticket': {
    takes: ['logout ticket'],
    present: ({ at, sessionCookie }, ticket) =>
      at.wire.call('/logout/confirm', { ticket }, { Cookie: sessionCookie }),
    refused: is(400, 410),
  },
  'a carried logout': {
    takes: ['carried logout'],
    present: ({ at, sessionCookie }, ticket) =>
      at.wire.get(`/logout/continue/${ticket}`, { Cookie: sessionCookie }),
    refused: ({ text }) => assert.match(text, /"view":"sign-out"/),
  },
  ...placesOfGrants,
};

describe('AC-09 DOD-N02 RT-12 an artefact of one kind where another is due', () => {
  let holder: Holder;
  before(async () => {
    holder = await openHolder();
  });
  after(() => holder.at.stop());

  it('is of the kind it says', () => {
    for (const [kind, shape] of Object.entries(KINDS)) {
      assert.match(Object.entries(holder.artefacts).find(([name]) => name === kind)?.[1] ?? '', shape, kind);
    }
  });

  for (const [name, { takes, present, refused }] of Object.entries(PLACES)) {
    it(`is refused as ${name}`, async () => {
      for (const [kind, artefact] of Object.entries(holder.artefacts)) {
        if (takes.some((taken) => taken === kind)) continue;
        try {
          refused(await present(holder, artefact));
        } catch (error) {
          throw new Error(`a ${kind} as ${name}`, { cause: error });
        }
      }
    });
  }

  it('is not consumed by that: each still opens what it is for', async () => {
    const { at, app, trip, proof, sessionCookie, artefacts } = holder;
    is(200)(await at.wire.get(`/interaction/${artefacts['interaction id']}`, { Cookie: trip.browser }));
    is(200)(await redeem(at, app, artefacts.code, VERIFIER));
    is(200)(await userinfo(at, artefacts['access token']));
    for (const kind of ['access token', 'opaque access token'] as const)
      assert.equal(await isActive(at, app, artefacts[kind]), true);
    assert.equal(await isActive(at, app, artefacts['refresh token']), true);
    is(200)(await refresh(at, app, artefacts['refresh token']));
    for (const kind of ['exchanged token', 'token of a machine'] as const)
      assert.equal(await isActive(at, app, artefacts[kind]), true);
    const device = { subject_token: artefacts['ID token'], actor_token: artefacts['device secret'] };
    is(200)(await joinDevice(holder, device));
    is(200)(await finishLogin(at, trip, proof));
    const hinted = { prompt: 'none', id_token_hint: artefacts['ID token'] };
    const again = await at.wire.get(authorizePath(app.client, hinted), { Cookie: sessionCookie });
    assert.match(again.headers.location ?? '', /[?&]code=ac_/);
    await signUpWith(artefacts['sign-up ticket']);
    assert.equal(await isSignedIn(at, sessionCookie), true);
    const carried = await at.wire.get(`/logout/continue/${artefacts['carried logout']}`, {
      Cookie: sessionCookie,
    });
    assert.match(carried.headers.location ?? '', /\/signed-out$/);
    assert.equal(await isSignedIn(at, sessionCookie), false);
    is(200)(await at.wire.call('/logout/confirm', { ticket: artefacts['logout ticket'] }));
  });

  async function signUpWith(ticket: string): Promise<void> {
    const { wire } = holder.at;
    const opened = await wire.call('/sign-up/open', { ticket });
    assert.equal(JSON.parse(opened.text).email, NEWCOMER);
    const password = 'another quiet password';
    const begun = opaqueClient.startRegistration(password);
    const input = { ticket, registrationRequest: begun.registrationRequest };
    const started = await wire.call('/sign-up/start', input);
    is(200)(started);
    const { ksfId, registrationResponse } = JSON.parse(started.text);
    const { registrationRecord } = opaqueClient.finishRegistration({
      ...begun,
      password,
      ksfId,
      registrationResponse,
    });
    is(200)(await wire.call('/sign-up/finish', { ticket, name: 'Grace', ksfId, registrationRecord }));
  }
});
