import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { collection } from '../../server/platform/collection.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { testClock } from '../harness/clock.ts';

const TTL = 60;

describe('a collection of ephemera', () => {
  it('F-12 holds nothing that another release wrote in another form', async () => {
    const clock = testClock();
    const ephemera = memoryEphemera(clock);
    const newer = collection(
      { ephemera, clock },
      'thing',
      z.strictObject({ a: z.string(), b: z.string() }),
      TTL,
    );
    const older = collection({ ephemera, clock }, 'thing', z.strictObject({ a: z.string() }), TTL);
    await newer.put('1', { a: 'a', b: 'b' });
    assert.equal(await older.peek('1'), undefined);
    assert.deepEqual(await newer.peek('1'), { a: 'a', b: 'b' });
    await older.put('2', { a: 'a' });
    assert.equal(await newer.spend('2'), undefined);
  });

  it('tells what was spent for another lifetime, and what was not to nobody after its own', async () => {
    const clock = testClock();
    const codes = collection({ ephemera: memoryEphemera(clock), clock }, 'code', z.string(), TTL);
    await codes.put('spent', 'x');
    await codes.put('left', 'y');
    clock.turn(TTL - 1);
    assert.deepEqual(await codes.spend('spent'), { value: 'x', first: true });
    clock.turn(TTL - 1);
    assert.deepEqual(await codes.spend('spent'), { value: 'x', first: false });
    assert.equal(await codes.spend('left'), undefined);
    clock.turn(2);
    assert.equal(await codes.spend('spent'), undefined);
  });
});
