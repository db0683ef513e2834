import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { form } from '../http/harness.ts';
import { answerOf, isAlive, type World } from '../tokens/world.ts';
import { aMachine, claimsIn, introspected, MAPS, NOTES, worldOfResources } from './machines.ts';

const grant_type = 'client_credentials';

describe('the client credentials grant', () => {
  let world: World;
  before(async () => void (world = await worldOfResources()));
  after(() => world.close());

  it('RFC 6749 §4.4.3 answers with an access token of the client, and with nothing of a person', async () => {
    const by = await aMachine(world);
    const { status, body, headers } = await world.post('/token', { grant_type, scope: 'notes.read' }, by);
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'scope', 'token_type']);
    const claims = claimsIn(body.access_token);
    assert.deepEqual([claims.sub, claims.client_id, claims.aud], [by.client.id, by.client.id, NOTES]);
    assert.equal(claims.scope, 'notes.read');
    for (const about of ['auth_time', 'acr', 'amr', 'sid', 'email']) assert.equal(about in claims, false);
    const told = await introspected(world, by, body.access_token);
    assert.deepEqual([told.active, told.sub, told.client_id], [true, by.client.id, by.client.id]);
    assert.equal(await isAlive(world, body.access_token), false, 'it opens no userinfo');
  });

  it('RFC 6749 §3.3 gives without scope all that the client is registered for', async () => {
    const by = await aMachine(world);
    const { body } = await world.post('/token', { grant_type }, by);
    assert.equal(body.scope, 'notes.read notes.write maps.read');
    assert.deepEqual(claimsIn(body.access_token).aud, [NOTES, MAPS]);
  });

  it('RFC 8707 §2.2 aims at the resource that is named, with the scopes that mean something there', async () => {
    const by = await aMachine(world);
    const { body } = await world.post('/token', { grant_type, resource: MAPS }, by);
    assert.deepEqual([claimsIn(body.access_token).aud, body.scope], [MAPS, 'maps.read']);
    const twice = new URLSearchParams([
      ['grant_type', grant_type],
      ['resource', NOTES],
      ['resource', MAPS],
    ]);
    const basic = Buffer.from(`${by.client.id}:${by.secret}`).toString('base64');
    const request = form(twice.toString());
    const headers = { ...request.headers, Authorization: `Basic ${basic}` };
    const both = await answerOf(await world.fetch('/token', { ...request, headers }));
    assert.deepEqual(claimsIn(both.body.access_token).aud, [NOTES, MAPS]);
  });

  it('refuses what a client in its own name may not have', async () => {
    const by = await aMachine(world, { scopes: ['notes.read'] });
    const bound = await aMachine(world, { settings: { tacetResources: [NOTES] } });
    const web = await world.client({ grantTypes: ['authorization_code', 'client_credentials'] });
    const plain = await world.client();
    const refusals = [
      [by, { scope: 'notes.write' }, 'invalid_scope'],
      [by, { scope: 'notes.read  notes.read' }, 'invalid_scope'],
      [by, { scope: 'nothing' }, 'invalid_scope'],
      [by, { scope: 'openid' }, 'invalid_scope'],
      [by, { scope: 'notes.read', resource: MAPS }, 'invalid_scope'],
      [by, { resource: 'https://elsewhere.example' }, 'invalid_target'],
      [bound, { resource: MAPS }, 'invalid_target'],
      [web, { scope: 'openid' }, 'invalid_scope'],
      [web, { scope: 'offline_access' }, 'invalid_scope'],
      [plain, {}, 'unauthorized_client'],
    ] as const;
    for (const [who, fields, error] of refusals) {
      const answer = await world.post('/token', { grant_type, ...fields }, who);
      assert.deepEqual([answer.status, answer.body.error], [400, error], JSON.stringify(fields));
      assert.equal(answer.body.access_token, undefined);
    }
  });

  it('CA-05 DV-07 RFC 6749 §4.4 is for clients that authenticate', async () => {
    const by = await aMachine(world);
    const silent = await world.post('/token', { grant_type, client_id: by.client.id });
    assert.deepEqual([silent.status, silent.body.error], [401, 'invalid_client']);
    // As it could lie in the registry by hand: registration refuses it.
    const page = await aMachine(world, { authMethod: 'none', secretDigests: [] });
    const answer = await world.post('/token', { grant_type, client_id: page.client.id });
    assert.deepEqual([answer.status, answer.body.error], [400, 'unauthorized_client']);
  });

  it('RFC 7009 §2.1 its token is taken back by its client, and dies with it', async () => {
    const by = await aMachine(world);
    const ask = async () => (await world.post('/token', { grant_type }, by)).body.access_token ?? '';
    const [first, second] = [await ask(), await ask()];
    await world.post('/revoke', { token: first }, by);
    assert.equal((await introspected(world, by, first)).active, false);
    assert.equal((await introspected(world, by, second)).active, true);

    const watcher = await aMachine(world, { settings: { tacetResources: [NOTES, MAPS] } });
    assert.equal((await introspected(world, watcher, second)).active, true);
    const event = { kind: 'client.updated', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.clients.update({ ...by.client, enabled: false }, event);
    assert.equal((await introspected(world, watcher, second)).active, false);
  });

  it('lives as long as any access token, and no longer', async () => {
    const by = await aMachine(world);
    const { body } = await world.post('/token', { grant_type }, by);
    assert.equal(Number(body.expires_in), world.config.lifetimes.accessTokenSeconds);
    world.clock.turn(world.config.lifetimes.accessTokenSeconds + 60);
    assert.equal((await introspected(world, by, body.access_token)).active, false);
  });
});
