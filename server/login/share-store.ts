/** Of all credentials, how many hang on an older setup while `currentId` is the current one. Between 0 and 1. */
export interface SetupShare {
  readonly setupId: string;
  readonly currentId: string;
  /** The share when it was taken, and what it goes to until it is taken again. */
  readonly from: number;
  readonly to: number;
  readonly takenAtSeconds: number;
}

export interface SetupShareStore {
  list(): Promise<readonly SetupShare[]>;
  /**
   * Counts, and writes down what came of it, unless somebody did within `everySeconds`. A share never grows: members
   * leave an older setup and do not come back.
   */
  take(q: {
    readonly currentId: string;
    readonly olderIds: readonly string[];
    readonly nowSeconds: number;
    readonly everySeconds: number;
  }): Promise<void>;
}
