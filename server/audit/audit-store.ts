import type { AuditEvent } from './event.ts';

/** An event, its place among all, and the name of its client as long as there is one. */
export interface PlacedEvent extends AuditEvent {
  readonly place: string;
  readonly clientName: string | undefined;
}

export interface AuditStore {
  /** For events that accompany no other write. */
  append(event: AuditEvent): Promise<void>;
  /** Newest first, at most `limit`. */
  /**
   * What happened to an account, newest first; at most `limit`. `before` is the place of the last one that was read:
   * events that come meanwhile move nothing.
   */
  page(of: {
    readonly accountId: string;
    readonly before: string | undefined;
    readonly limit: number;
  }): Promise<readonly PlacedEvent[]>;
  list(filter: { readonly accountId?: string; readonly limit: number }): Promise<readonly AuditEvent[]>;
}
