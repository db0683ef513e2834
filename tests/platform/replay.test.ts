import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginReplayMemory, replayGuard } from '../../server/platform/replay.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { testClock } from '../harness/clock.ts';

async function open({ begun = true } = {}) {
  const clock = testClock();
  let ephemera = memoryEphemera(clock);
  if (begun) await beginReplayMemory({ ephemera, clock });
  const guard = replayGuard({
    clock,
    ephemera: { claimOnce: (key, made) => ephemera.claimOnce(key, made) },
  });
  const use = (id: string, { ageSeconds = 0, purpose = 'assertion', livesSeconds = 60 } = {}) => {
    const issuedAtSeconds = clock.nowSeconds() - ageSeconds;
    return { purpose, id, issuedAtSeconds, expiresAtSeconds: clock.nowSeconds() + livesSeconds };
  };
  const empty = () => {
    ephemera = memoryEphemera(clock);
  };
  return { clock, guard, use, empty };
}

describe('replayGuard', () => {
  it('CA-06 DP-06 takes one use of 200 at once, and none later', async () => {
    const { clock, guard, use } = await open();
    const made = use('one');
    const uses = await Promise.all(Array.from({ length: 200 }, () => guard.firstUse(made)));
    assert.equal(uses.filter(Boolean).length, 1);
    clock.turn(60);
    assert.equal(await guard.firstUse(made), false, 'in its last second');
  });

  it('tells purposes and ids apart', async () => {
    const { guard, use } = await open();
    assert.equal(await guard.firstUse(use('one')), true);
    assert.equal(await guard.firstUse(use('other')), true);
    assert.equal(await guard.firstUse(use('one', { purpose: 'proof' })), true);
  });

  it('CA-06 takes nothing that may have been used before the memory was lost', async () => {
    const { clock, guard, use, empty } = await open();
    const used = use('used', { livesSeconds: 300 });
    // RFC 7523 lets a clock be ahead: such an assertion looks younger than the loss.
    const usedAhead = use('ahead', { ageSeconds: -10, livesSeconds: 300 });
    assert.equal(await guard.firstUse(used), true);
    assert.equal(await guard.firstUse(usedAhead), true);
    empty();
    assert.equal(await guard.firstUse(used), false);
    clock.turn(30);
    assert.equal(await guard.firstUse(usedAhead), false);
    assert.equal(await guard.firstUse(use('made after the loss')), true);
  });

  it('takes what is made from the start of a server on, and nothing older', async () => {
    const { guard, use } = await open();
    assert.equal(await guard.firstUse(use('old', { ageSeconds: 1 })), false);
    assert.equal(await guard.firstUse(use('new')), true);
  });

  it('never takes what says that it was made far in the future', async () => {
    const { guard, use } = await open();
    assert.equal(await guard.firstUse(use('far', { ageSeconds: -11 })), false);
  });
});
