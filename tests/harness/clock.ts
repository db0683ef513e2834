import type { Clock } from '../../server/platform/clock.ts';

/** A clock that stands still at the real time, until a test turns it. */
export interface TestClock extends Clock {
  turn(seconds: number): void;
}

export function testClock(): TestClock {
  let nowSeconds = Math.floor(Date.now() / 1000);
  return {
    nowSeconds: () => nowSeconds,
    turn: (seconds) => {
      nowSeconds += seconds;
    },
  };
}
