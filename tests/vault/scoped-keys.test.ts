import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Client } from '../../server/clients/client.ts';
import { decide } from '../../server/commands/demo/person.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { REDIRECT_URI, startServer, type TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { answered, enter, leave, openTrip, VERIFIER } from '../interaction/trip.ts';
import { aKey, aKeyApp, bundle, keysUrl, NOTES, openKeys, pushKeys, redeemKeys, send } from './key-app.ts';
import { anOpenKey, apvOf, deliver, derived, orderOf, sealed, tryToDeliver } from './key-page.ts';

describe('CF-38 end-to-end keys of an app', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  let people = 0;
  const somebody = async () => {
    people += 1;
    const account = await server.account(`person-${people}@example.org`);
    return { account, open: anOpenKey(server.issuer, account.id), browser: server.browser() };
  };

  it('come with the first tokens: the app asks, the page seals, only the app opens', async () => {
    const { account, open, browser } = await somebody();
    const app = await aKeyApp(server);
    const { id } = await openTrip(
      browser,
      await keysUrl(server, app, { scope: `openid offline_access ${NOTES}` }),
    );
    const asked = await enter(browser, id, account.email);
    assert.equal(asked.kind, 'consent');
    if (asked.kind === 'consent')
      assert.deepEqual(asked.scopes.at(-1), { name: NOTES, remembered: false, key: true });
    const step = await decide(browser, id, 'allow');
    const order = orderOf(step);
    assert.deepEqual(order, {
      clientId: app.client.id,
      subject: account.id,
      keyGroup: app.client.id,
      scopes: [{ scope: NOTES, rotationSalt: Buffer.alloc(32).toString('base64url'), rotatedAtSeconds: 0 }],
      jwk: { ...app.sealedTo.jwk, kid: app.sealedTo.thumbprint },
      thumbprint: app.sealedTo.thumbprint,
      apv: apvOf(app.client.id, REDIRECT_URI, codeChallengeOf(VERIFIER), app.sealedTo.thumbprint),
      format: 'tacet',
    });
    const told = await leave(browser, await deliver(browser, id, step, open));
    assert.deepEqual([...told.keys()].sort(), ['code', 'iss', 'state']);

    const { status, body } = await redeemKeys(server, app, told.get('code') ?? '');
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.scope, `openid offline_access ${NOTES}`);
    const opened = await openKeys(app.sealedTo, body.keys_jwe);
    assert.equal(opened.header.apv, order.apv);
    const keys = bundle.parse(opened.bundle);
    assert.deepEqual([keys.iss, keys.sub, keys.aud], [server.issuer, account.id, app.client.id]);
    assert.deepEqual(keys.keys[NOTES], derived(open, order, orderOf(step).scopes[0] ?? assert.fail()));

    const refreshed = await send(
      server,
      '/token',
      { grant_type: 'refresh_token', client_id: app.client.id, refresh_token: body.refresh_token },
      app.dpop,
    );
    assert.equal(refreshed.status, 200);
    assert.equal(refreshed.body.keys_jwe, undefined, 'never on a refresh');
    assert.ok(!String(body.id_token).includes(String(body.keys_jwe).slice(0, 40)));
  });

  it('are consented to once by the operator’s own client too, and delivered at every sign-in', async () => {
    const { account, open, browser } = await somebody();
    const app = await aKeyApp(server, { firstParty: true });
    const first = await openTrip(browser, await keysUrl(server, app));
    assert.equal((await enter(browser, first.id, account.email)).kind, 'consent');
    const step = await decide(browser, first.id, 'allow');
    await leave(browser, await deliver(browser, first.id, step, open));

    const again = await openTrip(browser, await keysUrl(server, app));
    assert.equal(again.step.kind, 'keys', 'remembered: asked no more');
    const told = await leave(browser, await deliver(browser, again.id, again.step, open));
    const { body } = await redeemKeys(server, app, told.get('code') ?? '');
    assert.ok(body.keys_jwe);
  });

  it('have no consent of a client’s own for what was allowed without them', async () => {
    const { account, browser } = await somebody();
    const app = await aKeyApp(server);
    const plain = await openTrip(
      browser,
      await keysUrl(server, app, { scope: 'openid', keys_jwk: undefined }),
    );
    await enter(browser, plain.id, account.email);
    const told = await leave(browser, await decide(browser, plain.id, 'allow'));
    const { body } = await redeemKeys(server, app, told.get('code') ?? '');
    assert.equal(body.keys_jwe, undefined);
    const { step } = await openTrip(browser, await keysUrl(server, app));
    assert.equal(step.kind, 'consent');
  });

  it('OIDC Core §3.1.2.6 are not given in silence: login_required, consent_required, interaction_required', async () => {
    const { account, open, browser } = await somebody();
    const app = await aKeyApp(server);
    const silent = async () =>
      answered(await browser.visit(await keysUrl(server, app, { prompt: 'none' }))).get('error');
    assert.equal(await silent(), 'login_required');
    const { id } = await openTrip(browser, await keysUrl(server, app));
    await enter(browser, id, account.email);
    assert.equal(await silent(), 'consent_required');
    const step = await decide(browser, id, 'allow');
    assert.equal(await silent(), 'interaction_required');
    await leave(browser, await deliver(browser, id, step, open));
    assert.equal(await silent(), 'interaction_required');
  });

  it('name the account as the client knows it, and are sealed to X25519 as well', async () => {
    const { account, open, browser } = await somebody();
    const app = {
      ...(await aKeyApp(server, {}, { subjectType: 'pairwise' })),
      sealedTo: await aKey('X25519'),
    };
    const { id } = await openTrip(browser, await keysUrl(server, app));
    await enter(browser, id, account.email);
    const step = await decide(browser, id, 'allow');
    assert.notEqual(orderOf(step).subject, account.id);
    const told = await leave(browser, await deliver(browser, id, step, open));
    const { body } = await redeemKeys(server, app, told.get('code') ?? '');
    const { sub } = bundle.parse((await openKeys(app.sealedTo, body.keys_jwe)).bundle);
    const [, claims = ''] = String(body.id_token).split('.');
    assert.equal(sub, JSON.parse(Buffer.from(claims, 'base64url').toString()).sub);
  });

  it('come bare to clients of Mozilla’s format, under the kid that they chose', async () => {
    const { account, open, browser } = await somebody();
    const scope = 'https://identity.example/apps/notes';
    const settings: Client['settings'] = {
      tacetKeyScopes: [scope],
      tacetKeyGroup: 'notes',
      tacetKeysFormat: 'mozilla',
    };
    const app = await aKeyApp(server, {}, settings);
    const keys_jwk = Buffer.from(JSON.stringify({ ...app.sealedTo.jwk, kid: 'of-this-hour' })).toString(
      'base64url',
    );
    const { id } = await openTrip(
      browser,
      await keysUrl(server, app, { keys_jwk, scope: `openid ${scope}` }),
    );
    await enter(browser, id, account.email);
    const step = await decide(browser, id, 'allow');
    assert.equal(orderOf(step).keyGroup, 'notes');
    const told = await leave(browser, await deliver(browser, id, step, open));
    const { body } = await redeemKeys(server, app, told.get('code') ?? '');
    const opened = await openKeys(app.sealedTo, body.keys_jwe);
    assert.deepEqual(Object.keys(opened.header).sort(), ['alg', 'enc', 'epk', 'kid']);
    assert.equal(opened.header.kid, 'of-this-hour');
    assert.deepEqual(Object.keys(Object(opened.bundle)), [scope]);
  });

  it('are delivered in their step alone, and a denial or another trip has none', async () => {
    const { account, open, browser } = await somebody();
    const app = await aKeyApp(server);
    const { id } = await openTrip(browser, await keysUrl(server, app));
    const any = 'a'.repeat(64);
    assert.equal(must(await tryToDeliver(browser, id, any)).step.kind, 'sign-in');
    await enter(browser, id, account.email);
    assert.equal(must(await tryToDeliver(browser, id, any)).step.kind, 'consent');
    const told = await leave(browser, await decide(browser, id, 'deny'));
    assert.equal(told.get('error'), 'access_denied');

    const next = await openTrip(browser, await keysUrl(server, app));
    const step = await decide(browser, next.id, 'allow');
    const refused = await tryToDeliver(browser, next.id, any);
    assert.ok(!refused.ok && refused.problem.problem === 'invalid_input');
    const jwe = await sealed(open, orderOf(step));
    assert.equal(must(await tryToDeliver(browser, next.id, jwe, 'grace@example.org')).step.kind, 'keys');
    assert.equal(must(await tryToDeliver(browser, next.id, jwe, account.email)).step.kind, 'finish');
  });

  it('are denied in their step too, by whoever cannot open them', async () => {
    const { account, browser } = await somebody();
    const app = await aKeyApp(server);
    const { id } = await openTrip(browser, await keysUrl(server, app));
    await enter(browser, id, account.email);
    assert.equal((await decide(browser, id, 'allow')).kind, 'keys');
    assert.equal((await decide(browser, id, 'allow')).kind, 'keys', 'to allow once more delivers nothing');
    const told = await leave(browser, await decide(browser, id, 'deny'));
    assert.deepEqual([told.get('error'), told.get('code')], ['access_denied', null]);
  });

  it('end with the registration: a client that lost the scope meanwhile gets none', async () => {
    const { account, open, browser } = await somebody();
    const app = await aKeyApp(server);
    const { id } = await openTrip(browser, await keysUrl(server, app));
    await enter(browser, id, account.email);
    const step = await decide(browser, id, 'allow');
    const told = await leave(browser, await deliver(browser, id, step, open));
    const event = {
      kind: 'client.updated',
      atSeconds: server.clock.nowSeconds(),
      clientId: app.client.id,
    } as const;
    await server.parts.storage.clients.update({ ...app.client, settings: {} }, event);
    server.clock.turn(20);
    const { status, body } = await redeemKeys(server, app, told.get('code') ?? '');
    assert.equal(status, 200);
    assert.deepEqual([body.keys_jwe, body.scope], [undefined, 'openid']);
    assert.equal((await pushKeys(server, app)).body.error, 'invalid_scope');
  });
});
