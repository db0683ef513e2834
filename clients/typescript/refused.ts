/**
 * Why something was not opened. `malformed`: it is not of that form, or has more or other members than it may.
 * `foreign`: made for another client, server, transaction or key. `unreadable`: it does not open with that key.
 * `stale`: made too long ago, or in the future. `rolled_back`: an older key than the app knows. `spent`: the private key
 * was used before.
 */
export type Reason = 'malformed' | 'foreign' | 'unreadable' | 'stale' | 'rolled_back' | 'spent';

/** Nothing was opened, and nothing that came is in the message. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reason: Reason;

  constructor(reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
