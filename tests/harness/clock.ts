import type { Clock } from '../../server/platform/clock.ts';

/** A clock that stands still at the real time, until a test turns it. */
export interface TestClock extends Clock {
  turn(seconds: number): void;
}

/** The time as it is, for what brings its own clock along; it can be turned as well. */
export function runningClock(): TestClock {
  let turnedSeconds = 0;
  return {
    nowSeconds: () => Math.floor(Date.now() / 1000) + turnedSeconds,
    turn: (seconds) => {
      turnedSeconds += seconds;
    },
  };
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
