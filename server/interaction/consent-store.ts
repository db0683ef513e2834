import type { AuditEvent } from '../audit/event.ts';
import type { StoredConsent } from '../sessions/session-store.ts';

/** A consent beside what the account page says about its client. */
export interface ConsentListing extends StoredConsent {
  readonly clientName: string;
}

export interface UsedConsent extends ConsentListing {
  /** Whether a scope that was allowed stands for a key of the client. */
  readonly hasKeys: boolean;
  readonly lastUsedAtSeconds: number | undefined;
}

export interface ConsentStore {
  /** Adds scopes and hosts to what was allowed before. */
  save(consent: StoredConsent, event: AuditEvent): Promise<void>;
  find(accountId: string, clientId: string): Promise<StoredConsent | undefined>;
  list(accountId: string): Promise<readonly ConsentListing[]>;
  /** The same, whether each client has keys, and when it last got a token that may still count. */
  listUsed(accountId: string, nowSeconds: number): Promise<readonly UsedConsent[]>;
  /** Deletes the consent and revokes the client's families of this account, in one statement. */
  withdraw(accountId: string, clientId: string, event: AuditEvent): Promise<boolean>;
}
