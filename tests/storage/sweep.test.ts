import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aFamily, aLetter, aTicket, event, NOW, openWorld, type World } from './world.ts';

const DAY_SECONDS = 86_400;

describe('sweeping', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('deletes what has expired and nothing else', async () => {
    const { storage } = world;
    const standing = await world.family();
    const { account, session, family } = standing;
    await world.session(account, { expiresAtSeconds: NOW });
    const idle = await world.session(account, { idleSeconds: 10 });
    const old = aFamily(standing, { expiresAtSeconds: NOW });
    await storage.families.create(old, { consentNeeded: false, nowSeconds: NOW }, event('tokens.issued'));
    const [dead, open] = [aTicket({ expiresAtSeconds: NOW }), aTicket()];
    await storage.signUps.request(dead, aLetter({ createdAtSeconds: NOW - 8 * DAY_SECONDS }));
    await storage.signUps.request(open, aLetter());

    assert.equal(await storage.sweep(NOW), 4);
    assert.ok(await storage.sessions.find(session.secretDigest, NOW));
    assert.ok(await storage.sessions.find(idle.secretDigest, NOW));
    assert.ok(await storage.families.findLive(account.id, family.id, NOW));
    assert.ok(await storage.signUps.open(open.ticketDigest, NOW));
    assert.equal((await storage.outbox.recent(10)).length, 1);
    assert.equal(await storage.sweep(NOW + 10), 1, 'the idle session');
    assert.equal(await storage.sweep(NOW + 10), 0);
  });

  it('keeps events of sign-ins for 90 days and all others for a year', async () => {
    const { audit, sweep } = world.storage;
    await sweep(NOW + 400 * DAY_SECONDS);
    await audit.append(event('account.signed_in'));
    await audit.append(event('refresh.replayed'));
    const kinds = async () => (await audit.list({ limit: 10 })).map(({ kind }) => kind);
    await sweep(NOW + 89 * DAY_SECONDS);
    assert.deepEqual(await kinds(), ['refresh.replayed', 'account.signed_in']);
    await sweep(NOW + 90 * DAY_SECONDS);
    assert.deepEqual(await kinds(), ['refresh.replayed']);
    await sweep(NOW + 365 * DAY_SECONDS);
    assert.deepEqual(await kinds(), []);
  });

  it('F-42 goes in batches, and two sweeps at once share the work', async () => {
    const { storage } = world;
    for (let batch = 0; batch < 25; batch += 1) {
      await Promise.all(
        Array.from({ length: 100 }, () =>
          storage.outbox.insert(aLetter({ createdAtSeconds: NOW - 30 * DAY_SECONDS })),
        ),
      );
    }
    const [one, other] = await Promise.all([storage.sweep(NOW), storage.sweep(NOW)]);
    assert.equal(one + other, 2_500);
  });
});
