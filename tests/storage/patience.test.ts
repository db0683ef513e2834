import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { event, openWorld, type World } from './world.ts';

/** As many as the pool for slow work has connections. */
const SLOW_CONNECTIONS = 3;
const ANSWER_MILLISECONDS_MAX = 2_000;

describe('what somebody waits for', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('F-33 signing out and withdrawing do not wait for work that may take its time', async () => {
    const { storage } = world;
    const [one, other] = [await world.family(), await world.family()];
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    const slow = Array.from({ length: SLOW_CONNECTIONS }, () =>
      storage.keys.change(() => done.then(() => ({ write: [], events: [] }))),
    );
    const started = performance.now();
    const { sessions, consents } = storage;
    try {
      assert.ok(await sessions.end(one.account.id, one.session.id, event('session.ended')));
      assert.ok(await consents.withdraw(other.account.id, other.client.id, event('consent.withdrawn')));
      assert.ok(performance.now() - started < ANSWER_MILLISECONDS_MAX);
    } finally {
      finish();
      await Promise.all(slow);
    }
  });
});
