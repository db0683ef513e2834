import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Budget, Ephemera } from '../../server/platform/ephemera.ts';
import { newId } from '../../server/platform/random.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { redisEphemera } from '../../server/storage/ephemera/redis.ts';
import { testClock } from '../harness/clock.ts';
import { type TestRedis, testRedis } from '../harness/redis.ts';

/** Budgets of the shapes that throttle.ts makes, small enough that random histories reach their limits. */
const shapes: readonly Omit<Budget, 'key'>[] = [
  { free: 2, delaysSeconds: [60, 300, 900], leakSeconds: 0, memorySeconds: 3600 },
  { free: 4, delaysSeconds: [10], leakSeconds: 10, memorySeconds: 600 },
  { free: 6, delaysSeconds: [1], leakSeconds: 0.02, memorySeconds: 600 },
];

describe('the throttle, in memory and in Redis', () => {
  let redis: TestRedis;
  let inRedis: Ephemera;
  before(async () => {
    redis = await testRedis();
    inRedis = await redisEphemera(redis.url);
  });
  after(async () => {
    await inRedis.close();
    await redis.stop();
  });

  it('judges every history alike', async () => {
    const act = fc.record({
      passSeconds: fc.oneof(fc.constant(0), fc.nat(15), fc.nat(1000)),
      asked: fc.subarray([0, 1, 2], { minLength: 1 }),
      refund: fc.option(fc.boolean(), { freq: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (history) => {
        const clock = testClock();
        const inMemory = memoryEphemera(clock);
        const run = newId();
        for (const { passSeconds, asked, refund } of history) {
          clock.turn(passSeconds);
          const budgets = shapes
            .map((shape, index) => ({ ...shape, key: `${run}:${index}` }))
            .filter((_, index) => asked.includes(index));
          const now = clock.nowSeconds();
          assert.deepEqual(await inRedis.admit(budgets, now), await inMemory.admit(budgets, now));
          if (refund === null) continue;
          const refunds = budgets.map(({ key }) => ({ key, forget: refund }));
          await Promise.all([inRedis.refund(refunds), inMemory.refund(refunds)]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
