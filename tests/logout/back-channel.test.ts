import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { openWorld, tokensOf, type World } from '../tokens/world.ts';
import { egressTo, signedOut, worker } from './channel.ts';
import { relyingParty } from './party.ts';

const HOUR = 3_600;
const LEASE_SECONDS = 60;

describe('the back channel of sign-outs', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('LO-06 tells a client that was down, once, when it is up again and its time has come', async (t) => {
    const party = await relyingParty(t);
    await party.down();
    await signedOut(world, party);
    const { runOnce, lines } = worker(world);
    const delays = [5, 60, 300, 1_800, 2 * HOUR, 2 * HOUR];
    assert.equal(await runOnce(), 1);
    for (const delay of delays.slice(0, 4)) {
      world.clock.turn(delay - 1);
      assert.equal(await runOnce(), 0, `not before ${delay} s`);
      world.clock.turn(1);
      assert.equal(await runOnce(), 1, `after ${delay} s`);
    }
    await party.up();
    world.clock.turn(2 * HOUR);
    assert.equal(await runOnce(), 1);
    world.clock.turn(30 * HOUR);
    assert.equal(await runOnce(), 0);
    assert.equal(party.told.length, 1);
    assert.equal(party.told[0]?.claims.iat, world.clock.nowSeconds() - 30 * HOUR, 'fresh at every attempt');
    assert.equal(lines.filter(([message]) => message === 'a client was told of a sign-out').length, 1);
    assert.equal(JSON.stringify(lines).includes('eyJ'), false, 'no token in a log');
  });

  it('gives up after a day', async (t) => {
    const party = await relyingParty(t);
    party.answer(503);
    await signedOut(world, party);
    const { runOnce, lines } = worker(world);
    let attempts = 0;
    for (let hour = 0; hour < 40; hour += 1) {
      attempts += await runOnce();
      world.clock.turn(HOUR);
    }
    assert.equal(attempts, party.told.length);
    assert.ok(attempts >= 12 && attempts <= 16, `${attempts}`);
    assert.equal(lines.at(-1)?.[0], 'a client was not told of a sign-out');
    assert.equal(new Set(party.told.map(({ claims }) => claims.jti)).size, attempts, 'a jti of its own each');
  });

  for (const [status, again] of [
    [200, 0],
    [204, 0],
    [400, 0],
    [401, 1],
    [404, 1],
    [500, 1],
    [501, 1],
  ] as const) {
    it(`Back-Channel Logout §2.8: ${status} is ${again ? 'tried again' : 'an answer'}`, async (t) => {
      const party = await relyingParty(t);
      party.answer(status);
      await signedOut(world, party);
      const { runOnce } = worker(world);
      await runOnce();
      world.clock.turn(30 * HOUR);
      assert.equal(await runOnce(), again);
      // What may still wait is none of the next test's.
      if (again) await runOnce();
    });
  }

  it('LO-06 SS-02 follows no redirect, and calls no address that only an operator may allow', async (t) => {
    const [party, inner] = [await relyingParty(t), await relyingParty(t)];
    party.answer(307, { Location: inner.uri });
    await signedOut(world, party);
    await worker(world).runOnce();
    world.clock.turn(5);
    await worker(world, world.storage, egressTo()).runOnce();
    assert.deepEqual([party.told.length, inner.told.length], [1, 0]);
    party.answer(200);
    world.clock.turn(60);
    assert.equal(await worker(world).runOnce(), 1);
  });

  it('does not let a client that never answers keep another waiting', async (t) => {
    const [silent, party] = [await relyingParty(t), await relyingParty(t)];
    silent.answer(0);
    await signedOut(world, silent);
    await signedOut(world, party);
    const working = worker(world).runOnce();
    await party.untilTold(1);
    assert.equal(await working, 2);
    silent.answer(200);
    world.clock.turn(5);
    assert.equal(await worker(world).runOnce(), 1);
  });

  it('lets what is due for a client wait while the client is down', async (t) => {
    const party = await relyingParty(t);
    await party.down();
    const { by } = await signedOut(world, party);
    const ends = Array.from({ length: 12 }, async () => {
      const { account, session } = await tokensOf(world, by);
      const about = { kind: 'account.signed_out', atSeconds: world.clock.nowSeconds() } as const;
      await world.storage.sessions.end(account.id, session.id, about);
    });
    await Promise.all(ends);
    const { runOnce } = worker(world);
    assert.equal(await runOnce(), 10, 'a batch');
    assert.equal(await runOnce(), 0, 'the rest waits with it');
    await party.up();
    world.clock.turn(5);
    assert.deepEqual([await runOnce(), await runOnce(), await runOnce()], [10, 3, 0]);
    assert.equal(party.told.length, 13);
  });

  it('sends once, of two instances; and again when the one that sent died before it wrote so down', async (t) => {
    const party = await relyingParty(t);
    await signedOut(world, party);
    const other = await openStorage(world.databaseUrl);
    const counts = await Promise.all([worker(world).runOnce(), worker(world, other).runOnce()]);
    assert.deepEqual(counts.sort(), [0, 1]);
    assert.equal(party.told.length, 1);
    await signedOut(world, party);
    const { logoutNotices } = other;
    const dying: Storage = {
      ...other,
      logoutNotices: { ...logoutNotices, settle: () => Promise.reject(new Error('killed')) },
    };
    await assert.rejects(worker(world, dying).runOnce());
    assert.equal(await worker(world).runOnce(), 0, 'the lease of the dead one');
    world.clock.turn(LEASE_SECONDS);
    assert.equal(await worker(world).runOnce(), 1);
    assert.equal(party.told.length, 3);
    await other.close();
  });

  it('drops what is left for a client that is gone, disabled or wants to know no more', async (t) => {
    const party = await relyingParty(t);
    const event = { kind: 'client.updated', atSeconds: world.clock.nowSeconds() } as const;
    const { clients } = world.storage;
    await clients.delete((await signedOut(world, party)).by.client.id, event);
    await clients.update({ ...(await signedOut(world, party)).by.client, enabled: false }, event);
    await clients.update({ ...(await signedOut(world, party)).by.client, settings: {} }, event);
    const { runOnce } = worker(world);
    assert.equal(await runOnce(), 3);
    world.clock.turn(HOUR);
    assert.equal(await runOnce(), 0);
    assert.deepEqual(party.told, []);
  });
});
