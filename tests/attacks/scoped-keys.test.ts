import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { signedIn } from '../device/both-sides.ts';
import { prover } from '../dpop/prover.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { answered, authorizeUrl, leave, openTrip } from '../interaction/trip.ts';
import { aKey, aKeyApp, keysUrl, NOTES, openKeys, pushKeys, redeemKeys, send } from '../vault/key-app.ts';
import { deliver, derived, sealed, tryToDeliver } from '../vault/key-page.ts';
import { anOwner, codeWithKeys, toKeys } from '../vault/key-trip.ts';

describe('CF-38 attacks on end-to-end keys', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer({ env: { TACET_DYNAMIC_REGISTRATION: 'open' } });
  });
  after(() => server.stop());

  it('a malicious client asks for another app’s key: its own registration says whose keys it gets', async () => {
    const owner = await anOwner(server);
    const good = await aKeyApp(server);
    const evil = await aKeyApp(server);
    const none = await aKeyApp(server, {}, { tacetKeyScopes: ['key:other'] });
    assert.equal((await pushKeys(server, none)).body.error, 'invalid_scope', 'a scope that it does not have');

    const wish = { key_group: good.client.id, tacet_key_group: good.client.id };
    const [{ order: ours }, { order: theirs }] = [
      await toKeys(server, owner, good),
      await toKeys(server, owner, evil, wish),
    ];
    assert.equal(theirs.keyGroup, evil.client.id);
    const keyOf = (order: typeof ours) => derived(owner.open, order, order.scopes[0] ?? assert.fail()).k;
    assert.notEqual(keyOf(ours), keyOf(theirs), 'the same scope, the same person, another key');
  });

  it('a client that registers itself chooses no key scope and no key group', async () => {
    const metadata = {
      ...{ redirect_uris: ['https://evil.example/callback'], client_name: 'Evil' },
      ...{ tacet_key_scopes: [NOTES], tacet_key_group: 'notes', tacet_keys_format: 'mozilla' },
    };
    const response = await fetch(`${server.issuer}/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(metadata),
    });
    assert.equal(response.status, 201);
    const told = Object.keys(await response.json());
    assert.deepEqual(
      told.filter((name) => name.includes('key')),
      [],
    );
  });

  it('a crafted link: what did not come by the client itself counts for nothing', async () => {
    const { browser } = await anOwner(server);
    const app = await aKeyApp(server);
    const evil = await aKey();
    const asked = { scope: `openid ${NOTES}`, keys_jwk: evil.parameter, dpop_jkt: app.dpop.jkt };
    const told = answered(await browser.visit(authorizeUrl(server, app.client.id, asked)));
    assert.deepEqual(
      [told.get('error'), told.get('error_description')],
      ['invalid_request', 'a request for keys must be pushed'],
    );
    // Beside a pushed request it is not even read.
    const { id, order } = await toKeys(server, { browser }, app, {});
    assert.ok(id);
    assert.equal(order.thumbprint, app.sealedTo.thumbprint);
    const url = `${await keysUrl(server, app)}&keys_jwk=${evil.parameter}`;
    const { step } = await openTrip(browser, url);
    assert.ok(step.kind === 'keys' && step.order.thumbprint === app.sealedTo.thumbprint);
  });

  it('a code leaks: another DPoP key, none, or another verifier gets no keys and spends nothing', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    const code = await codeWithKeys(server, owner, app);
    const thieves = [
      await redeemKeys(server, app, code, {}, prover()),
      await send(
        server,
        '/token',
        { grant_type: 'authorization_code', client_id: app.client.id, code, code_verifier: 'v'.repeat(43) },
        undefined,
      ),
      await redeemKeys(server, app, code, { code_verifier: 'w'.repeat(43) }),
      await redeemKeys(server, await aKeyApp(server), code),
    ];
    for (const { status, body } of thieves) {
      assert.deepEqual([status, body.error, body.keys_jwe], [400, 'invalid_grant', undefined]);
    }
    const { status, body } = await redeemKeys(server, app, code);
    assert.equal(status, 200);
    await openKeys(app.sealedTo, body.keys_jwe);
    await assert.rejects(async () => openKeys(await aKey(), body.keys_jwe), 'the JWE alone opens nothing');
  });

  it('a code is replayed: nothing comes, and what came before ends', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    const code = await codeWithKeys(server, owner, app, `openid offline_access ${NOTES}`);
    const first = await redeemKeys(server, app, code);
    assert.equal(first.status, 200);
    const again = await redeemKeys(server, app, code);
    assert.deepEqual(
      [again.status, again.body.error, again.body.keys_jwe],
      [400, 'invalid_grant', undefined],
    );
    const refreshed = await send(
      server,
      '/token',
      {
        grant_type: 'refresh_token',
        client_id: app.client.id,
        refresh_token: first.body.refresh_token,
      },
      app.dpop,
    );
    assert.equal(refreshed.body.error, 'invalid_grant');
  });

  it('twenty redeem one code at once: one gets the keys', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    const code = await codeWithKeys(server, owner, app);
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeemKeys(server, app, code)));
    assert.equal(answers.filter(({ body }) => body.keys_jwe !== undefined).length, 1);
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('a page is switched to another account: what was sealed for the one is not given for the other', async () => {
    const ada = await anOwner(server);
    const grace = await anOwner(server);
    const app = await aKeyApp(server);
    // Both allowed the app before, so that no consent stands between.
    for (const owner of [ada, grace]) await codeWithKeys(server, owner, app);
    const trip = await toKeys(server, ada, app);
    const step = await deliver(ada.browser, trip.id, trip.step, ada.open);
    assert.equal(step.kind, 'finish');

    const session = [...(await signedIn(server, grace.account)).cookies].find(([name]) =>
      name.endsWith('session'),
    );
    ada.browser.cookies.set(...(session ?? assert.fail()));
    const arrived = await ada.browser.visit(`${server.issuer}/interaction/${trip.id}/finish`);
    assert.ok(arrived.kind === 'page' && arrived.data.view === 'interaction');
    const next = arrived.data.step;
    assert.ok(next.kind === 'keys' && next.order.subject === grace.account.id);
    // Nor does a page that still shows the one deliver for the other.
    const stale = await sealed(ada.open, trip.order);
    const told = must(await tryToDeliver(ada.browser, trip.id, stale, ada.account.email));
    assert.equal(told.step.kind, 'keys');
    const done = await deliver(ada.browser, trip.id, next, grace.open);
    const { body } = await redeemKeys(server, app, (await leave(ada.browser, done)).get('code') ?? '');
    const { bundle } = await openKeys(app.sealedTo, body.keys_jwe);
    assert.equal(Object(bundle).sub, grace.account.id);
  });

  it('a second answer to one pushed request has no keys either', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    await codeWithKeys(server, owner, app);
    const url = await keysUrl(server, app);
    const [one, two] = [await openTrip(owner.browser, url), await openTrip(owner.browser, url)];
    const [first, second] = [
      await deliver(owner.browser, one.id, one.step, owner.open),
      await deliver(owner.browser, two.id, two.step, owner.open),
    ];
    assert.ok((await leave(owner.browser, first)).get('code'));
    const late = await owner.browser.visit(second.kind === 'finish' ? second.url : '');
    assert.equal(late.kind, 'page');
  });
});
