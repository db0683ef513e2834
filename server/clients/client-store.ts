import type { AuditEvent } from '../audit/event.ts';
import type { Client } from './client.ts';

export interface ClientStore {
  /** Disabled clients are found too; the callers refuse them. */
  find(id: string): Promise<Client | undefined>;
  list(page: { readonly afterId: string | undefined; readonly limit: number }): Promise<readonly Client[]>;
  insert(client: Client, event: AuditEvent): Promise<void>;
  /** False when there is no client of that id. Disabling revokes its families in the same statement. */
  update(client: Client, event: AuditEvent): Promise<boolean>;
  delete(id: string, event: AuditEvent): Promise<boolean>;
}
