import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StorageUnavailable } from '../../server/platform/unavailable.ts';
import { inTurn } from '../../server/storage/sql/in-turn.ts';

describe('works in turn', () => {
  it('of one key run one after the other, those of others beside them', async () => {
    const turn = inTurn();
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = turn('a', async () => {
      await gate.promise;
      seen.push('a1');
    });
    const second = turn('a', async () => void seen.push('a2'));
    await turn('b', async () => void seen.push('b'));
    gate.resolve();
    await Promise.all([first, second]);
    assert.deepEqual(seen, ['b', 'a1', 'a2']);
  });

  it('go on after one that failed', async () => {
    const turn = inTurn();
    const failed = turn('a', () => Promise.reject(new TypeError('one')));
    const next = turn('a', () => Promise.resolve('next'));
    await assert.rejects(failed, TypeError);
    assert.equal(await next, 'next');
  });

  it('are refused when too many wait, and taken again when they are through', async () => {
    const turn = inTurn();
    const gate = Promise.withResolvers<void>();
    const waiting = Array.from({ length: 64 }, () => turn('a', () => gate.promise));
    await assert.rejects(
      turn('a', () => gate.promise),
      StorageUnavailable,
    );
    gate.resolve();
    await Promise.all(waiting);
    assert.equal(await turn('a', () => Promise.resolve(1)), 1);
  });
});
