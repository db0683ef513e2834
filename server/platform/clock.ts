/** The one source of time. Tests hand in a clock they can turn. */
export interface Clock {
  /** Whole seconds since the Unix epoch, the unit of every JWT claim and of every `...AtSeconds` field. */
  nowSeconds(): number;
}

export const systemClock: Clock = {
  nowSeconds: () => Math.floor(Date.now() / 1000),
};
