import type { FactorKind } from '../../contract/factors/kind.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { OutboxRow } from '../mail/outbox-store.ts';
import type { AccountDetails } from './account-store.ts';
import type { Account } from './account.ts';

/** An account that goes, and where its last letter is sent. */
export type Leaving = Pick<AccountDetails, 'id' | 'email' | 'locale'>;

/** What an operator, or time, decides about accounts. Each act is one transaction with its event and its letters. */
export interface PeopleStore {
  /** Those in that state, ordered by id, after `afterId`; at most `limit`. */
  inState(page: {
    readonly state: Account['state'];
    readonly afterId: string | undefined;
    readonly limit: number;
  }): Promise<readonly Account[]>;
  /** Lets in an account that awaits it. False when it does not await anything: of two operators one wins. */
  approve(id: string, event: AuditEvent, letter: OutboxRow): Promise<boolean>;
  /** Deletes an account that awaits approval, with all that it left. False as above. */
  decline(id: string, event: AuditEvent, letter: OutboxRow): Promise<boolean>;
  /** Whose grace has passed, longest ago first; at most `limit`. */
  due(nowSeconds: number, limit: number): Promise<readonly Leaving[]>;
  /** Deletes one of them. False: its owner kept it meanwhile, or another instance was first. */
  deleteDue(id: string, event: AuditEvent, letter: OutboxRow): Promise<boolean>;
  /** Removes every factor, ends every session and family, forgets remembered browsers. False: no such account. */
  resetFactors(id: string, event: AuditEvent, letters: readonly OutboxRow[]): Promise<boolean>;
  /** How many factors it has, by kind. */
  factorKinds(id: string): Promise<readonly { readonly kind: FactorKind; readonly count: number }[]>;
}
