import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { authorizePath, FULL_SCOPE, VERIFIER } from './world.ts';
import {
  closedAccount,
  codeFor,
  type Instance,
  isActive,
  isSignedIn,
  openInstance,
  ownClient,
  redeem,
  refresh,
  type Registered,
  sessionOf,
  type Tokens,
  tokensFor,
  userinfo,
} from './world.ts';
import { CIBA_GRANT } from '../ciba/both-sides.ts';
import { DEVICE_GRANT } from '../device/both-sides.ts';
import type { Recipe } from './anything.ts';
import { drive } from './verdict.ts';

const CLIENT_ERRORS = ['invalid_request', 'invalid_client'];
const GRANT_ERRORS = ['invalid_grant', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'];
const TOKEN_ERRORS = ['invalid_request', 'invalid_token', 'insufficient_scope'];
const AUTHORIZE_ERRORS = [
  ...[
    'invalid_request',
    'unauthorized_client',
    'unsupported_response_type',
    'invalid_scope',
    'access_denied',
  ],
  ...['login_required', 'consent_required', 'interaction_required', 'unmet_authentication_requirements'],
  ...['invalid_request_object', 'invalid_request_uri', 'invalid_target', 'invalid_authorization_details'],
  ...['request_uri_not_supported', 'registration_not_supported'],
];

/** What asks for end-to-end keys, a public key of P-256 that anybody may have. */
const KEYS = {
  keys_jwk: Buffer.from(
    JSON.stringify({
      ...{ kty: 'EC', crv: 'P-256', use: 'enc', alg: 'ECDH-ES' },
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
    }),
  ).toString('base64url'),
  dpop_jkt: 'A'.repeat(43),
};

const BACKCHANNEL_ERRORS = ['unknown_user_id', 'invalid_binding_message', 'invalid_user_code'];

function parametersOf(path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(path.split('?')[1]));
}

/** A stranger with a client and an account of their own, who holds secrets of somebody else, drives every endpoint. */
describe('DOD-N11 DOD-S11 1,000 requests of any kind to', () => {
  let at: Instance;
  let victim: { app: Registered; cookie: string; tokens: Tokens; code: string };
  let stranger: { app: Registered; cookie: string; tokens: Tokens; code: string };
  let seeds: readonly string[];

  before(async () => {
    at = await openInstance();
    const person = async () => {
      const app = await ownClient(at, {
        grantTypes: ['authorization_code', 'refresh_token', DEVICE_GRANT, CIBA_GRANT],
        settings: { backchannelTokenDeliveryMode: 'poll' },
      });
      const cookie = await sessionOf(at, await closedAccount(at));
      return { app, cookie, tokens: await tokensFor(at, app, cookie), code: await codeFor(at, app, cookie) };
    };
    victim = await person();
    stranger = await person();
    seeds = [victim, stranger].flatMap(({ app, cookie, tokens, code }) => [
      ...[tokens.access_token, tokens.refresh_token, tokens.id_token, code],
      ...[app.client.id, cookie.slice('tacet_session='.length), 'authorization_code', 'refresh_token'],
    ]);
  });
  after(() => at.stop());

  const recipe = (change: Partial<Recipe> & Pick<Recipe, 'paths'>): Recipe => ({
    ...{ method: 'POST', kind: 'form', good: [{}], seeds, headers: stranger.app.basic },
    otherHeaders: [
      { Cookie: stranger.cookie },
      { Authorization: `Bearer ${stranger.tokens.access_token}` },
      { Authorization: `Basic ${btoa(`${victim.app.client.id}:wrong`)}` },
      { Authorization: '' },
    ],
    ...change,
  });
  /** Nothing of what was sent with somebody else's secrets cost that somebody anything. */
  const isUnharmed = async () => {
    const { app, cookie, tokens } = victim;
    assert.equal(await isActive(at, app, tokens.access_token), true);
    assert.equal(await isActive(at, app, tokens.refresh_token), true);
    assert.equal((await userinfo(at, tokens.access_token)).status, 200);
    assert.equal(await isSignedIn(at, cookie), true);
  };

  it('POST /token', async () => {
    const { code, tokens } = stranger;
    const good = [
      { grant_type: 'authorization_code', code, code_verifier: VERIFIER },
      { grant_type: 'authorization_code', code: victim.code, code_verifier: VERIFIER },
      { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, scope: FULL_SCOPE },
      { grant_type: 'refresh_token', refresh_token: victim.tokens.refresh_token },
    ];
    const manner = { shape: 'oauth', errors: [...CLIENT_ERRORS, ...GRANT_ERRORS] } as const;
    await drive(at.wire, at.server.issuer, {
      // Every code is redeemed once: of the good ones only the refreshes and the first of each succeed.
      recipe: { ...recipe({ paths: ['/token'], good }), insideMin: 40 },
      methods: ['POST'],
      manner,
    });
    await isUnharmed();
    assert.equal((await redeem(at, victim.app, victim.code)).status, 200);
    const refreshed = await refresh(at, victim.app, victim.tokens.refresh_token);
    assert.equal(refreshed.status, 200);
    victim.tokens = JSON.parse(refreshed.text);
  });

  for (const [path, fields] of [
    ['/par', () => parametersOf(authorizePath(stranger.app.client))],
    ['/device_authorization', () => ({ scope: 'openid offline_access' })],
    ['/bc-authorize', () => ({ scope: 'openid', id_token_hint: stranger.tokens.id_token, user_code: '1' })],
  ] as const) {
    it(`POST ${path}`, async () => {
      const good = [
        fields(),
        { ...fields(), acr_values: 'a b', ui_locales: 'nl', nonce: 'n', state: 's' },
        { ...fields(), ...KEYS },
      ];
      const manner = {
        shape: 'oauth',
        errors: [...CLIENT_ERRORS, ...AUTHORIZE_ERRORS, ...BACKCHANNEL_ERRORS],
      } as const;
      await drive(at.wire, at.server.issuer, {
        // Nobody is asked more than a few things at once.
        recipe: recipe({ paths: [path], good, ...(path === '/bc-authorize' && { insideMin: 1 }) }),
        methods: ['POST'],
        manner,
      });
      await isUnharmed();
    });
  }

  for (const path of ['/revoke', '/introspect']) {
    it(`POST ${path}`, async () => {
      const good = [victim.tokens.refresh_token, victim.tokens.access_token, victim.tokens.id_token].map(
        (token) => ({
          token,
          token_type_hint: 'access_token',
        }),
      );
      const manner = { shape: 'oauth', errors: CLIENT_ERRORS } as const;
      await drive(at.wire, at.server.issuer, {
        recipe: recipe({ paths: [path], good }),
        methods: ['POST'],
        manner,
      });
      await isUnharmed();
    });
  }

  for (const method of ['GET', 'POST'] as const) {
    it(`${method} /userinfo`, async () => {
      const access_token = victim.tokens.access_token;
      const kind = method === 'GET' ? 'query' : 'form';
      const headers = method === 'GET' ? { Authorization: `Bearer ${access_token}` } : {};
      const good = method === 'GET' ? [{}] : [{ access_token }];
      const manner = { shape: 'oauth', errors: TOKEN_ERRORS } as const;
      const sent = recipe({ paths: ['/userinfo'], method, kind, good, headers });
      await drive(at.wire, at.server.issuer, { recipe: sent, methods: ['GET', 'POST'], manner });
      await isUnharmed();
    });
  }

  for (const method of ['GET', 'POST'] as const) {
    it(`${method} /authorize`, async () => {
      const usual = parametersOf(authorizePath(stranger.app.client));
      const good = [
        usual,
        { ...usual, prompt: 'none', state: 's', nonce: 'n', ui_locales: 'nl en', max_age: '10' },
        { ...usual, response_mode: 'form_post', display: 'popup', login_hint: 'ada@example.org' },
        { ...usual, prompt: 'login consent', id_token_hint: victim.tokens.id_token, acr_values: 'a b' },
      ];
      const kind = method === 'GET' ? 'query' : 'form';
      const headers = { Cookie: stranger.cookie };
      await drive(at.wire, at.server.issuer, {
        recipe: recipe({ paths: ['/authorize'], method, kind, good, headers }),
        methods: ['GET', 'POST'],
        manner: { shape: 'page', elsewhere: 'https://app.example/callback?', errors: AUTHORIZE_ERRORS },
      });
      await isUnharmed();
      await codeFor(at, stranger.app, stranger.cookie);
    });
  }

  for (const method of ['GET', 'POST'] as const) {
    it(`${method} /logout`, async () => {
      const { client } = victim.app;
      const id_token_hint = victim.tokens.id_token;
      const post_logout_redirect_uri = client.postLogoutRedirectUris[0];
      const good = [
        {},
        { id_token_hint, post_logout_redirect_uri, state: 's', client_id: client.id },
        { id_token_hint: 'a.b.c', post_logout_redirect_uri: 'https://evil.example/' },
        { client_id: client.id, post_logout_redirect_uri },
      ];
      await drive(at.wire, at.server.issuer, {
        recipe: recipe({
          ...{
            paths: ['/logout'],
            method,
            good,
            headers: { Cookie: stranger.cookie },
          },
          kind: method === 'GET' ? 'query' : 'form',
        }),
        methods: ['GET', 'POST'],
        manner: { shape: 'page', elsewhere: `${post_logout_redirect_uri}` },
      });
      await isUnharmed();
    });
  }
});
