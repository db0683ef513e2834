import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { askToken, boundTokens, tokenProof } from '../dpop/holder.ts';
import { prover } from '../dpop/prover.ts';
import { isAlive, refresh, type Registered, tokensOf, type World } from '../tokens/world.ts';
import { aMachine, claimsIn, introspected, MAPS, NOTES, worldOfResources } from './machines.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:ietf:params:oauth:token-type:';
const ACCESS = `${TYPE}access_token`;

describe('the token exchange grant', () => {
  let world: World;
  before(async () => void (world = await worldOfResources()));
  after(() => world.close());

  /** An app with an API behind it: the person's token is for NOTES, and NOTES may ask on at MAPS. */
  async function appAndService(resources = [NOTES]) {
    const app = await world.client({
      scopes: ['openid', 'profile', 'email', 'offline_access', 'notes.read', 'maps.read'],
      grantTypes: ['authorization_code', 'refresh_token', GRANT],
    });
    const scopes = ['openid', 'email', 'offline_access', 'notes.read', 'maps.read'];
    const held = await tokensOf(world, app, { scopes, terms: { resources } });
    const service = await aMachine(world, {
      grantTypes: [GRANT, 'client_credentials'],
      scopes: ['notes.read', 'notes.write', 'maps.read'],
      settings: { tacetResources: [NOTES, MAPS] },
    });
    return { ...held, app, service };
  }

  const exchange = (by: Registered, token: string | undefined, more: Record<string, string> = {}) =>
    world.post(
      '/token',
      { grant_type: GRANT, subject_token: token ?? '', subject_token_type: ACCESS, ...more },
      by,
    );

  it('RFC 8693 §2.2.1 gives a service a token of the same person for the next one', async () => {
    const { service, account, tokens } = await appAndService([NOTES, MAPS]);
    const { status, body } = await exchange(service, tokens.access_token, { resource: MAPS });
    assert.deepEqual([status, body.scope], [200, 'maps.read']);
    assert.deepEqual(Object.keys(body).sort(), [
      ...['access_token', 'expires_in', 'issued_token_type', 'scope', 'token_type'],
    ]);
    assert.deepEqual([body.issued_token_type, body.token_type], [ACCESS, 'Bearer']);
    const claims = claimsIn(body.access_token);
    assert.deepEqual(
      [claims.sub, claims.client_id, claims.aud, claims.act],
      [account.id, service.client.id, MAPS, undefined],
    );
    const told = await introspected(world, service, body.access_token);
    assert.deepEqual([told.active, told.sub], [true, account.id]);
  });

  it('RFC 8693 §2.1 takes audience by identifier and by client id, and jwt as a type', async () => {
    const { service, tokens } = await appAndService();
    const maps = await aMachine(world, { settings: { tacetResources: [MAPS] } });
    for (const audience of [MAPS, maps.client.id]) {
      const { body } = await exchange(service, tokens.access_token, { audience });
      assert.equal(claimsIn(body.access_token).aud, MAPS, audience);
    }
    const { body } = await exchange(service, tokens.access_token, {
      ...{ subject_token_type: `${TYPE}jwt`, requested_token_type: `${TYPE}jwt` },
    });
    assert.equal(body.issued_token_type, `${TYPE}jwt`);
    assert.equal(claimsIn(body.access_token).aud, NOTES, 'as the subject token, when nothing is said');
  });

  it('RFC 8693 §3 says jwt of JWTs alone, whether they come or go', async () => {
    const { service, tokens } = await appAndService();
    const sealing = await aMachine(world, {
      ...{ grantTypes: [GRANT], scopes: ['notes.read'] },
      settings: { tacetResources: [NOTES], tacetAccessTokenFormat: 'opaque' },
    });
    const { body } = await exchange(sealing, tokens.access_token);
    assert.match(body.access_token ?? '', /^at_/);
    assert.equal(body.issued_token_type, ACCESS);
    assert.equal((await exchange(service, body.access_token)).status, 200);

    const asJwt = { subject_token_type: `${TYPE}jwt` };
    const wanted = { requested_token_type: `${TYPE}jwt` };
    for (const refused of [
      await exchange(service, body.access_token, asJwt),
      await exchange(sealing, tokens.access_token, wanted),
    ])
      assert.deepEqual([refused.status, refused.body.error], [400, 'invalid_request']);
  });

  it('narrows, and never widens: scopes, resources and life', async () => {
    const { app, service, tokens } = await appAndService();
    const own = await exchange(app, tokens.access_token, { scope: 'notes.read' });
    assert.equal(own.body.scope, 'notes.read');
    const all = await exchange(service, tokens.access_token, { resource: NOTES });
    assert.equal(all.body.scope, 'notes.read', 'nothing about the person, nothing for elsewhere');
    for (const [by, fields, error] of [
      [service, { scope: 'notes.write' }, 'invalid_scope'],
      [service, { scope: 'openid' }, 'invalid_scope'],
      [app, { scope: 'notes.write' }, 'invalid_scope'],
      [app, { scope: 'offline_access' }, 'invalid_scope'],
      [app, { resource: MAPS }, 'invalid_target'],
      [app, { audience: MAPS }, 'invalid_target'],
      [service, { resource: world.issuer }, 'invalid_target'],
      [service, { audience: 'https://elsewhere.example' }, 'invalid_target'],
      [service, { audience: app.client.id }, 'invalid_target'],
    ] as const) {
      const answer = await exchange(by, tokens.access_token, fields);
      assert.deepEqual([answer.status, answer.body.error], [400, error], JSON.stringify(fields));
    }
    world.clock.turn(world.config.lifetimes.accessTokenSeconds - 60);
    const late = await exchange(service, tokens.access_token);
    assert.equal(Number(late.body.expires_in), 60);
    const again = await exchange(service, late.body.access_token);
    assert.ok(Number(again.body.expires_in) <= 60, 'nor by exchanging again');
  });

  it('RFC 8693 §4.1 says who acts, and who acted before', async () => {
    const { service, account, tokens } = await appAndService();
    const own = await world.post('/token', { grant_type: 'client_credentials' }, service);
    const actor = { actor_token: own.body.access_token ?? '', actor_token_type: ACCESS };
    const first = await exchange(service, tokens.access_token, actor);
    const act = { sub: service.client.id, client_id: service.client.id };
    assert.deepEqual(claimsIn(first.body.access_token).act, act);
    assert.equal(claimsIn(first.body.access_token).sub, account.id);
    const second = await exchange(service, first.body.access_token, actor);
    assert.deepEqual(claimsIn(second.body.access_token).act, { ...act, act });
    const kept = await exchange(service, second.body.access_token);
    assert.deepEqual(claimsIn(kept.body.access_token).act, { ...act, act }, 'impersonation hides nobody');

    let { body } = second;
    for (let length = 3; length <= 4; length += 1)
      ({ body } = await exchange(service, body.access_token, actor));
    const fifth = await exchange(service, body.access_token, actor);
    assert.equal(fifth.body.error, 'invalid_request', 'the chain has an end');
  });

  it('RFC 8693 §2.2.2 refuses tokens that are not good, not ours, or none of its business', async () => {
    const { app, service, tokens } = await appAndService();
    const stranger = await aMachine(world, { grantTypes: [GRANT, 'client_credentials'] });
    const strangers = await world.post('/token', { grant_type: 'client_credentials' }, stranger);
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT({ ...claimsIn(tokens.access_token) })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
    const type = (name: string) => ({ subject_token_type: TYPE + name });
    const cases: readonly [Registered, string | undefined, Record<string, string>][] = [
      [stranger, tokens.access_token, {}],
      [service, 'nothing', {}],
      [service, forged, {}],
      [service, `${tokens.access_token}A`, {}],
      [service, strangers.body.access_token, {}],
      [service, tokens.refresh_token, type('refresh_token')],
      [app, tokens.refresh_token, {}],
      [app, tokens.id_token, {}],
      [app, tokens.access_token, type('id_token')],
      [service, tokens.id_token, type('id_token')],
      [app, tokens.access_token, type('saml2')],
      [app, tokens.access_token, { requested_token_type: `${TYPE}refresh_token` }],
      [app, tokens.access_token, { actor_token: strangers.body.access_token ?? '' }],
      [app, tokens.access_token, { actor_token_type: ACCESS }],
      [app, tokens.access_token, { actor_token: 'nothing', actor_token_type: ACCESS }],
      [
        app,
        tokens.access_token,
        { actor_token: strangers.body.access_token ?? '', actor_token_type: ACCESS },
      ],
    ];
    for (const [by, token, more] of cases) {
      const answer = await exchange(by, token, more);
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_request'], JSON.stringify(more));
    }
    assert.equal((await exchange(app, tokens.access_token)).status, 200);
  });

  it('takes an ID token of the client itself, for what was granted in that session', async () => {
    const { app, tokens } = await appAndService();
    const idToken = { subject_token_type: `${TYPE}id_token` };
    const { status, body } = await exchange(app, tokens.id_token, { ...idToken, scope: 'notes.read' });
    assert.deepEqual([status, body.scope], [200, 'notes.read']);
    await world.post('/revoke', { token: tokens.refresh_token ?? '' }, app);
    assert.equal((await exchange(app, tokens.id_token, idToken)).body.error, 'invalid_request');
    assert.equal((await introspected(world, app, body.access_token)).active, false);
  });

  it('class 3: an exchanged token dies with the family of its subject, and so does every next one', async () => {
    const { app, service, tokens } = await appAndService();
    const first = await exchange(service, tokens.access_token);
    const second = await exchange(service, first.body.access_token);
    await refresh(world, app, tokens.refresh_token);
    assert.equal((await introspected(world, service, second.body.access_token)).active, true);
    await world.post('/revoke', { token: tokens.access_token ?? '' }, app);
    for (const { body } of [first, second]) {
      assert.equal((await introspected(world, service, body.access_token)).active, false);
      assert.equal((await exchange(service, body.access_token)).body.error, 'invalid_request');
    }
  });

  it('a client narrows its own token, for userinfo too, and takes it back alone', async () => {
    const { app, tokens } = await appAndService();
    const plain = await tokensOf(world, app, { scopes: ['openid', 'email'] });
    const narrow = await exchange(app, plain.tokens.access_token, { scope: 'openid' });
    assert.equal(await isAlive(world, narrow.body.access_token), true);
    await world.post('/revoke', { token: narrow.body.access_token ?? '' }, app);
    assert.equal(await isAlive(world, narrow.body.access_token), false);
    assert.equal(await isAlive(world, plain.tokens.access_token), true);
    assert.equal(await isAlive(world, tokens.access_token), false, 'that one is for NOTES');
  });

  it('RFC 9449 §7 a token that is bound to a key is exchanged with that key, and stays bound', async () => {
    const key = prover();
    const app = await world.client({ grantTypes: ['authorization_code', GRANT] });
    const { tokens } = await boundTokens(world, app, key);
    const fields = {
      grant_type: GRANT,
      subject_token: tokens.access_token ?? '',
      subject_token_type: ACCESS,
    };
    for (const proofs of [[], [tokenProof(world, prover('EdDSA'))]]) {
      const answer = await askToken(world, app, fields, proofs);
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_request']);
    }
    const { body } = await askToken(world, app, fields, [tokenProof(world, key)]);
    assert.equal(body.token_type, 'DPoP');
    assert.deepEqual(claimsIn(body.access_token).cnf, { jkt: key.jkt });
    const idToken = {
      ...fields,
      subject_token: tokens.id_token ?? '',
      subject_token_type: `${TYPE}id_token`,
    };
    assert.equal((await askToken(world, app, idToken, [])).body.error, 'invalid_request');
  });

  it('DV-07 CA-05 is for clients that have it and authenticate', async () => {
    const { app, tokens } = await appAndService();
    const without = await world.client();
    assert.equal((await exchange(without, tokens.access_token)).body.error, 'unauthorized_client');
    const silent = await exchange({ ...app, secret: 'wrong' }, tokens.access_token);
    assert.deepEqual([silent.status, silent.body.error], [401, 'invalid_client']);
    const page = await world.client({
      ...{ type: 'spa', authMethod: 'none', secretDigests: [] },
      grantTypes: ['authorization_code', GRANT],
    });
    const answer = await exchange(page, tokens.access_token, { client_id: page.client.id });
    assert.equal(answer.body.error, 'unauthorized_client');
  });
});
