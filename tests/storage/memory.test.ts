import assert from 'node:assert/strict';
import { it } from 'node:test';
import { EphemeraUnavailable } from '../../server/platform/ephemera.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { testClock } from '../harness/clock.ts';
import { ephemeraPromises } from './ephemera-promises.ts';

ephemeraPromises('memory', async () => {
  const clock = testClock();
  return { ephemera: memoryEphemera(clock), pass: async (seconds) => clock.turn(seconds) };
});

it('F-09 the memory refuses entries beyond its bound, and takes new ones when old ones have expired', async () => {
  const clock = testClock();
  const ephemera = memoryEphemera(clock, 100);
  for (let entry = 0; entry < 100; entry += 1) await ephemera.put(`key:${entry}`, 'value', 60);
  await assert.rejects(ephemera.put('one more', 'value', 60), EphemeraUnavailable);
  await ephemera.put('key:1', 'an old key may change', 60);
  assert.equal(await ephemera.peek('key:1'), 'an old key may change');
  clock.turn(61);
  await ephemera.put('one more', 'value', 60);
  assert.equal(await ephemera.peek('one more'), 'value');
});
