import type { AuditEvent } from './event.ts';

export interface AuditStore {
  /** For events that accompany no other write. */
  append(event: AuditEvent): Promise<void>;
  /** Newest first, at most `limit`. */
  list(filter: { readonly accountId?: string; readonly limit: number }): Promise<readonly AuditEvent[]>;
}
