import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { reading } from '../../server/health/reading.ts';
import { testClock } from '../harness/clock.ts';
import { silentLog } from '../keyring/parts.ts';

const REST_SECONDS = 15;
const REST_SECONDS_MAX = 300;

describe('what costs something to know', () => {
  it('is asked once for all who want to hear it, and again after a rest', async () => {
    const clock = testClock();
    let asked = 0;
    const { read } = reading('keys', () => Promise.resolve((asked += 1)), { clock, log: silentLog });
    assert.deepEqual(await Promise.all([read(), read(), read()]), [1, 1, 1]);
    clock.turn(REST_SECONDS - 1);
    assert.equal(await read(), 1);
    clock.turn(1);
    assert.deepEqual(await Promise.all([read(), read()]), [2, 2]);
  });

  it('is not known when asking fails, and is asked again at once', async () => {
    const clock = testClock();
    const kinds: unknown[] = [];
    const log = { ...silentLog, warn: (_: string, fields?: object) => void kinds.push(fields) };
    const error = new Error('down');
    const answers = [Promise.reject(error), Promise.resolve(7)];
    for (const answer of answers) answer.catch(() => undefined);
    const { read } = reading('keys', () => answers.shift() ?? Promise.resolve(0), { clock, log });
    assert.equal(await read(), undefined);
    assert.deepEqual(kinds, [{ kind: 'keys', error }]);
    assert.equal(await read(), 7);
  });

  it('is waited for within a limit, never asked twice at a time, and told when it comes late', async () => {
    const clock = testClock();
    const late = Promise.withResolvers<number>();
    let asked = 0;
    const work = () => {
      asked += 1;
      return late.promise;
    };
    const { read } = reading('keys', work, { clock, log: silentLog });
    const startedAt = performance.now();
    assert.deepEqual(await Promise.all([read(), read()]), [undefined, undefined]);
    assert.ok(performance.now() - startedAt < 4_000);
    const third = read();
    late.resolve(3);
    assert.deepEqual([await third, await read(), asked], [3, 3, 1]);
  });

  it('is asked more seldom when it takes long', async () => {
    const clock = testClock();
    let asked = 0;
    const work = async () => {
      await pause(200);
      return (asked += 1);
    };
    const { read } = reading('keys', work, { clock, log: silentLog });
    assert.equal(await read(), 1);
    clock.turn(REST_SECONDS + 3);
    assert.equal(await read(), 1);
    clock.turn(REST_SECONDS_MAX);
    assert.equal(await read(), 2);
  });
});
