import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openStorage } from '../../server/storage/open.ts';
import { aLetter, NOW, openWorld, type World } from './world.ts';

describe('the outbox', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  it('keeps a letter byte for byte, and lists the newest first', async () => {
    const [older, newer] = [
      aLetter({ sealed: Buffer.alloc(100_000, 7) }),
      aLetter({ createdAtSeconds: NOW + 1 }),
    ];
    await world.storage.outbox.insert(older);
    await world.storage.outbox.insert(newer);
    assert.deepEqual(await world.storage.outbox.recent(5), [newer, older]);
    assert.deepEqual(await world.storage.outbox.recent(1), [newer]);
  });

  it('leases each letter to one worker, of two processes with many hands each', async () => {
    const letters = Array.from({ length: 60 }, () => aLetter());
    for (const letter of letters) await world.storage.outbox.insert(letter);
    const other = await openStorage(world.url);
    const leases = await Promise.all(
      Array.from({ length: 12 }, (_, hand) => (hand % 2 ? other : world.storage).outbox.lease(NOW, 60, 10)),
    );
    const leased = leases.flat().map(({ id }) => id);
    assert.equal(new Set(leased).size, leased.length, 'no letter twice');
    const rest = (await world.storage.outbox.lease(NOW, 60, 100)).map(({ id }) => id);
    assert.deepEqual([...leased, ...rest].sort(), letters.map(({ id }) => id).sort());
    await other.close();
  });

  it('gives a letter back when its lease is over, with one more attempt', async () => {
    const letter = aLetter();
    await world.storage.outbox.insert(letter);
    const { outbox } = world.storage;
    const lease = async (passed: number) =>
      (await outbox.lease(NOW + passed, 60, 5)).map(({ attempts }) => attempts);
    assert.deepEqual([await lease(0), await lease(59), await lease(60)], [[1], [], [2]]);
  });

  it('does not lease a letter before its time, nor one that was sent or given up', async () => {
    const [later, sent, failed, retried] = [
      aLetter({ nextAttemptAtSeconds: NOW + 10 }),
      aLetter(),
      aLetter(),
      aLetter(),
    ];
    const { outbox } = world.storage;
    for (const letter of [later, sent, failed, retried]) await outbox.insert(letter);
    assert.equal((await outbox.lease(NOW, 5, 10)).length, 3);
    await outbox.markSent(sent.id);
    await outbox.markFailed(failed.id, undefined);
    await outbox.markFailed(retried.id, NOW + 100);
    assert.deepEqual(
      (await outbox.lease(NOW + 99, 5, 10)).map(({ id }) => id),
      [later.id],
    );
    assert.deepEqual((await outbox.lease(NOW + 100, 5, 10)).map(({ id }) => id).includes(retried.id), true);
    const kept = new Map((await outbox.recent(10)).map((row) => [row.id, row]));
    assert.deepEqual([kept.get(sent.id)?.state, kept.get(sent.id)?.sealed], ['sent', null]);
    assert.deepEqual([kept.get(failed.id)?.state, kept.get(failed.id)?.sealed], ['failed', null]);
  });

  it('counts what waits, leased or not, and nothing that was sent or given up', async () => {
    const letters = [aLetter(), aLetter({ nextAttemptAtSeconds: NOW + 10 }), aLetter(), aLetter()] as const;
    const { outbox } = world.storage;
    for (const letter of letters) await outbox.insert(letter);
    assert.equal(await outbox.countWaiting(), 4);
    await outbox.lease(NOW, 60, 10);
    assert.equal(await outbox.countWaiting(), 4);
    await outbox.markSent(letters[2].id);
    await outbox.markFailed(letters[3].id, undefined);
    assert.equal(await outbox.countWaiting(), 2);
  });

  it('does not let a late failure undo a letter that was sent', async () => {
    const letter = aLetter();
    const { outbox } = world.storage;
    await outbox.insert(letter);
    await outbox.lease(NOW, 5, 10);
    await outbox.markSent(letter.id);
    await outbox.markFailed(letter.id, NOW + 1);
    assert.deepEqual(await outbox.lease(NOW + 100, 5, 10), []);
  });
});
