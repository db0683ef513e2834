import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { accountCalls } from '../../contract/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must, refused } from '../interaction/proofs.ts';
import { aKeyApp, bundle, type KeyApp, NOTES, openKeys, redeemKeys, send } from './key-app.ts';
import { anOwner, codeWithKeys, type Owner, toKeys } from './key-trip.ts';

const SCOPE = `openid offline_access ${NOTES}`;

describe('CF-38 the keys of an app that lost them', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const rotate = (browser: Browser, clientId: string) =>
    browser.call('/account/keys/rotate', accountCalls['/account/keys/rotate'], { clientId });
  const signIn = async (owner: Owner, app: KeyApp) => {
    const { body } = await redeemKeys(server, app, await codeWithKeys(server, owner, app, SCOPE));
    const { keys } = bundle.parse((await openKeys(app.sealedTo, body.keys_jwe)).bundle);
    return { key: keys[NOTES] ?? assert.fail(), refreshToken: String(body.refresh_token) };
  };
  const refreshed = async ({ client, dpop }: KeyApp, refreshToken: string) => {
    const fields = { grant_type: 'refresh_token', client_id: client.id, refresh_token: refreshToken };
    return (await send(server, '/token', fields, dpop)).body;
  };

  it('are others from the next sign-in on, named later, and its tokens end; its consent stays', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    const apart = await aKeyApp(server);
    const before = await signIn(owner, app);
    const untouched = await signIn(owner, apart);
    const { clients } = must(await rotate(owner.browser, app.client.id));
    const told = clients.map(({ clientId, hasKeys, lastUsedAtSeconds }) => [
      clientId === app.client.id ? 'app' : 'apart',
      hasKeys,
      lastUsedAtSeconds !== undefined,
    ]);
    assert.deepEqual(told.toSorted(), [
      ['apart', true, true],
      ['app', true, false],
    ]);
    assert.equal((await refreshed(app, before.refreshToken)).error, 'invalid_grant');
    assert.ok((await refreshed(apart, untouched.refreshToken)).access_token);

    const after = await signIn(owner, app);
    assert.notEqual(after.key.k, before.key.k);
    assert.ok(after.key.kid > before.key.kid, 'apps refuse what sorts lower');
    assert.equal((await signIn(owner, apart)).key.k, untouched.key.k);

    const [event] = await server.parts.storage.audit
      .list({ accountId: owner.account.id, limit: 50 })
      .then((events) => events.filter(({ kind }) => kind === 'keys.rotated'));
    assert.equal(event?.clientId, app.client.id);
  });

  it('are named later each time, be it in one second', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    await signIn(owner, app);
    const names: number[] = [];
    const salts = new Set<string>();
    for (let time = 0; time < 3; time += 1) {
      must(await rotate(owner.browser, app.client.id));
      const { order } = await toKeys(server, owner, app);
      const [{ rotatedAtSeconds, rotationSalt } = assert.fail()] = order.scopes;
      names.push(rotatedAtSeconds);
      salts.add(rotationSalt);
    }
    const [first = 0] = names;
    assert.deepEqual(names, [first, first + 1, first + 2]);
    assert.equal(salts.size, 3);
  });

  it('are those of the whole group, so all its clients must fetch them', async () => {
    const owner = await anOwner(server);
    const group = { tacetKeyGroup: 'notes-of-all' };
    const [web, desktop] = [await aKeyApp(server, {}, group), await aKeyApp(server, {}, group)];
    const [one, two] = [await signIn(owner, web), await signIn(owner, desktop)];
    assert.equal(one.key.k, two.key.k, 'one product, one key');
    must(await rotate(owner.browser, web.client.id));
    assert.equal((await refreshed(desktop, two.refreshToken)).error, 'invalid_grant');
    assert.equal((await signIn(owner, desktop)).key.k, (await signIn(owner, web)).key.k);
  });

  it('are another matter for each account, and for nobody who allowed no keys', async () => {
    const [ada, grace] = [await anOwner(server), await anOwner(server)];
    const app = await aKeyApp(server);
    const [, hers] = [await signIn(ada, app), await signIn(grace, app)];
    must(await rotate(ada.browser, app.client.id));
    assert.ok((await refreshed(app, hers.refreshToken)).access_token);
    assert.equal((await toKeys(server, grace, app)).order.scopes[0]?.rotatedAtSeconds, 0);

    const stranger = await anOwner(server);
    assert.equal(refused(await rotate(stranger.browser, app.client.id)), 'not_found');
    assert.equal(refused(await rotate(stranger.browser, 'nobody')), 'not_found');
    assert.equal(refused(await rotate(server.browser(), app.client.id)), 'sign_in_first');
  });

  it('of an account key that is younger than the clock are named after it', async () => {
    const owner = await anOwner(server);
    const app = await aKeyApp(server);
    await signIn(owner, app);
    const { storage, clock } = server.parts;
    const holder = { accountId: owner.account.id, keyGroup: app.client.id };
    const atSeconds = clock.nowSeconds();
    const database = new Client({ connectionString: server.databaseUrl });
    await database.connect();
    const made = [owner.account.id, 'd'.repeat(43), atSeconds + 100];
    await database.query(
      `insert into account_key (account_id, generation, state, proof_digest, created_at_seconds)
       values ($1, 1, 'current', $2, $3)`,
      made,
    );
    await database.end();
    const event = { kind: 'keys.rotated', atSeconds, accountId: owner.account.id } as const;
    const salt = { scope: NOTES, rotationSalt: 'A'.repeat(43) };
    assert.ok(await storage.scopedKeys.rotate(holder, [salt], event));
    assert.equal(await storage.scopedKeys.rotate({ ...holder, accountId: 'nobody' }, [salt], event), false);
    const [found] = await storage.scopedKeys.rotations(holder, [NOTES, 'key:other']);
    assert.deepEqual(found, { ...salt, rotatedAtSeconds: atSeconds + 101 });
  });
});
