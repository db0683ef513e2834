import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { introspectRoute } from '../../server/tokens/introspect.route.ts';
import { userinfoRoute } from '../../server/tokens/userinfo.route.ts';
import { form, serve } from '../http/harness.ts';
import { type Registered, type World, isAlive, openWorld, tokensOf } from './world.ts';

const INACTIVE = '{"active":false}';

describe('a token on another instance', () => {
  let world: World;
  let storage: Storage;
  let there: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    world = await openWorld();
    // Connections and key rings of its own: nothing is shared but the database and the clock.
    storage = await openStorage(world.databaseUrl, {});
    const keyring = await openKeyring(world.keyringParts);
    const parts = { ...world.parts, keyring, clients: storage.clients, families: storage.families };
    there = await serve((router, web) => {
      userinfoRoute(router, web, parts);
      introspectRoute(router, web, parts);
    });
  });
  after(async () => {
    await there[Symbol.asyncDispose]();
    await storage.close();
    await world.close();
  });

  async function seenThere({ client, secret }: Registered, token: string) {
    const bearer = await there.fetch('/userinfo', { headers: { Authorization: `Bearer ${token}` } });
    const request = form({ token });
    const Authorization = `Basic ${btoa(`${client.id}:${secret}`)}`;
    const headers = { ...request.headers, Authorization };
    const introspected = await there.fetch('/introspect', { ...request, headers });
    return { userinfo: bearer.status, introspected: await introspected.text() };
  }

  for (const tacetAccessTokenFormat of ['jwt', 'opaque'] as const) {
    it(`IN-05 taken back here, it is dead there at once: ${tacetAccessTokenFormat}`, async () => {
      const by = await world.client({ settings: { tacetAccessTokenFormat } });
      const { tokens } = await tokensOf(world, by);
      const sibling = (await tokensOf(world, by)).tokens.access_token ?? '';
      const token = tokens.access_token ?? '';
      const alive = await seenThere(by, token);
      assert.equal(alive.userinfo, 200);
      assert.notEqual(alive.introspected, INACTIVE);

      await world.post('/revoke', { token }, by);
      assert.deepEqual(await seenThere(by, token), { userinfo: 401, introspected: INACTIVE });
      assert.equal(await isAlive(world, token), false);
      assert.equal((await seenThere(by, sibling)).userinfo, 200, 'and no other token with it');
    });
  }

  it('IN-05 what one client was told is not what another is told', async () => {
    const [by, other] = [await world.client(), await world.client()];
    const token = (await tokensOf(world, by)).tokens.access_token ?? '';
    assert.notEqual((await seenThere(by, token)).introspected, INACTIVE);
    assert.equal((await seenThere(other, token)).introspected, INACTIVE);
    assert.notEqual((await seenThere(by, token)).introspected, INACTIVE);
  });
});
