import type { AuditEvent } from '../audit/event.ts';

/** Whose throttle an operator wants forgotten. */
export interface Unlock {
  readonly accountId: string;
  readonly credentialId: string;
}

/** How a command tells the servers, whose ephemera it cannot always reach. */
export interface UnlockStore {
  /** Written down with its event. False: there is no such account. */
  request(unlock: Unlock, event: AuditEvent): Promise<boolean>;
  /** Takes at most `limit` of them, oldest first; each is given to one caller. */
  take(limit: number): Promise<readonly Unlock[]>;
  /** What was taken and could not be carried out. */
  giveBack(unlock: Unlock, atSeconds: number): Promise<void>;
}
