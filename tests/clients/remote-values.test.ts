import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { remoteValues } from '../../server/clients/remote-values.ts';
import { standingClock } from './parts.ts';

function open() {
  const clock = standingClock();
  const reads: string[] = [];
  const values = remoteValues<string>({
    clock,
    read: (uri) => {
      reads.push(uri);
      if (uri.includes('broken')) return Promise.reject(new RangeError('a fault of ours'));
      return Promise.resolve(uri.includes('silent') ? undefined : `at ${uri}`);
    },
    cooldownSeconds: 60,
    addressesMax: 3,
  });
  return { clock, reads, values };
}

describe('what lies behind addresses of clients', () => {
  it('SS-05 is asked for no more than once in a cool-down, also where nothing came', async () => {
    const { clock, reads, values } = open();
    for (const uri of ['a', 'silent']) {
      await Promise.all(Array.from({ length: 9 }, () => values.ask(uri)));
      clock.turn(59);
      await values.ask(uri);
    }
    assert.deepEqual(reads, ['a', 'silent']);
    assert.deepEqual([values.notOlder('a', 119), values.notOlder('a', 118)], ['at a', undefined]);
    clock.turn(1);
    await values.ask('silent');
    assert.equal(reads.length, 3);
  });

  it('is no more than there is room for: what was asked for first goes', async () => {
    const { clock, values } = open();
    for (const uri of ['a', 'b', 'c', 'd']) await values.ask(uri);
    assert.deepEqual([...values.uris()], ['b', 'c', 'd']);
    clock.turn(60);
    await values.ask('b');
    await values.ask('e');
    assert.deepEqual([...values.uris()], ['d', 'b', 'e']);
  });

  it('is asked for again at once when the fault was ours', async () => {
    const { reads, values } = open();
    for (let count = 0; count < 2; count += 1) await assert.rejects(values.ask('broken'), RangeError);
    assert.equal(reads.length, 2);
  });
});
