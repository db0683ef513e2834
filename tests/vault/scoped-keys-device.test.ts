import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { approvalCalls } from '../../contract/approval.ts';
import type { KeysOrder } from '../../contract/step.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { aTelevision, DEVICE_GRANT, open } from '../device/both-sides.ts';
import { type Prover, prover } from '../dpop/prover.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { aKey, bundle, type KeyApp, NOTES, openKeys, send } from './key-app.ts';
import { apvOf, sealed } from './key-page.ts';
import { anOwner, type Owner } from './key-trip.ts';

describe('CF-38 end-to-end keys of a device', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const aKeyTelevision = async (): Promise<KeyApp> => {
    const { client } = await aTelevision(server, { settings: { tacetKeyScopes: [NOTES] } });
    return { client, dpop: prover(), sealedTo: await aKey() };
  };
  const ask = (
    { client, sealedTo }: KeyApp,
    by: Prover | undefined,
    differs: Record<string, string | undefined> = {},
  ) => {
    const usual = { client_id: client.id, scope: `openid ${NOTES}`, keys_jwk: sealedTo.parameter };
    return send(server, '/device_authorization', { ...usual, ...differs }, by);
  };
  const codes = async (app: KeyApp) => {
    const { status, body } = await ask(app, app.dpop);
    assert.equal(status, 200, JSON.stringify(body));
    return { deviceCode: String(body.device_code), userCode: String(body.user_code) };
  };
  const poll = ({ client }: KeyApp, deviceCode: string, by: Prover | undefined) =>
    send(server, '/token', { grant_type: DEVICE_GRANT, client_id: client.id, device_code: deviceCode }, by);
  const decide = (
    { account, browser }: Owner,
    requestId: string,
    input: { readonly decision: 'allow' | 'deny'; readonly keysJwe?: string },
  ) =>
    browser.call('/device/decide', approvalCalls['/device/decide'], {
      ...{ requestId, email: account.email },
      ...input,
    });
  const ordered = (order: KeysOrder | undefined) => order ?? assert.fail('no keys are asked for');

  it('come with its tokens, once: who allows it delivers, bound to its code', async () => {
    const owner = await anOwner(server);
    const app = await aKeyTelevision();
    const { deviceCode, userCode } = await codes(app);
    const asks = must(await open(server, owner.browser, userCode));
    const order = ordered(asks.order);
    assert.deepEqual(asks.scopes.at(-1), { name: NOTES, remembered: false, key: true });
    const { thumbprint } = app.sealedTo;
    assert.equal(order.apv, apvOf(app.client.id, DEVICE_GRANT, fingerprint(deviceCode), thumbprint));

    assert.equal(refused(await decide(owner, asks.requestId, { decision: 'allow' })), 'keys_missing');
    const other = await sealed(owner.open, { ...order, apv: apvOf('another code') });
    const wrong = { decision: 'allow', keysJwe: other } as const;
    assert.equal(refused(await decide(owner, asks.requestId, wrong)), 'invalid_input');
    assert.equal((await poll(app, deviceCode, app.dpop)).body.error, 'authorization_pending');

    const keysJwe = await sealed(owner.open, order);
    must(await decide(owner, asks.requestId, { decision: 'allow', keysJwe }));
    for (const thief of [prover(), undefined]) {
      const { status, body } = await poll(app, deviceCode, thief);
      assert.deepEqual([status, body.error, body.keys_jwe], [400, 'invalid_grant', undefined]);
    }
    server.clock.turn(10);
    const { status, body } = await poll(app, deviceCode, app.dpop);
    assert.equal(status, 200, JSON.stringify(body));
    const { sub } = bundle.parse((await openKeys(app.sealedTo, body.keys_jwe)).bundle);
    assert.equal(sub, owner.account.id);
    server.clock.turn(10);
    const again = await poll(app, deviceCode, app.dpop);
    assert.deepEqual([again.body.error, again.body.keys_jwe], ['invalid_grant', undefined]);
  });

  it('are denied without any, and no delivery is taken where none was asked for', async () => {
    const owner = await anOwner(server);
    const app = await aKeyTelevision();
    const { deviceCode, userCode } = await codes(app);
    const { requestId } = must(await open(server, owner.browser, userCode));
    must(await decide(owner, requestId, { decision: 'deny' }));
    assert.equal((await poll(app, deviceCode, app.dpop)).body.error, 'access_denied');

    const plain = await ask(app, undefined, { keys_jwk: undefined, scope: 'openid' });
    const asks = must(await open(server, owner.browser, String(plain.body.user_code)));
    assert.equal(asks.order, undefined);
    must(await decide(owner, asks.requestId, { decision: 'allow', keysJwe: 'a'.repeat(100) }));
    const { body } = await poll(app, String(plain.body.device_code), undefined);
    assert.ok(body.access_token);
    assert.equal(body.keys_jwe, undefined);
  });

  it('are asked for with a proof, keys_jwk and a key scope, or not at all', async () => {
    const app = await aKeyTelevision();
    const { parameter } = await aKey();
    for (const [by, differs, description] of [
      [undefined, {}, /needs a DPoP proof/],
      [app.dpop, { keys_jwk: undefined }, /needs keys_jwk/],
      [app.dpop, { scope: 'openid', keys_jwk: parameter }, /needs a key scope/],
      [app.dpop, { keys_jwk: 'e30' }, /keys_jwk must be/],
    ] as const) {
      const { status, body } = await ask(app, by, differs);
      assert.deepEqual([status, body.error], [400, 'invalid_request']);
      assert.match(body.error_description ?? '', description);
    }
  });

  it('are not given where there is no page that can open them: CIBA', async () => {
    const { client, secret } = await server.client({
      type: 'web',
      grantTypes: ['urn:openid:params:grant-type:ciba'],
      redirectUris: [],
      settings: { tacetKeyScopes: [NOTES], backchannelTokenDeliveryMode: 'poll' },
    });
    const response = await fetch(`${server.issuer}/bc-authorize`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${client.id}:${secret}`)}` },
      body: new URLSearchParams({ scope: `openid ${NOTES}`, login_hint: 'ada@example.org' }),
    });
    assert.deepEqual([response.status, (await response.json()).error], [400, 'invalid_scope']);
  });
});
