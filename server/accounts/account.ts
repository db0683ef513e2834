import type { Email } from './email.ts';

/** Somebody who can sign in. The id is random, never reused, and is the `sub` of every token (CF-25). */
export interface Account {
  readonly id: string;
  readonly email: Email;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly state: AccountState;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
}

/**
 * `awaiting`: an operator has to approve it. `deleting`: its owner wants it gone, and may still keep it. Only `active`
 * can sign in.
 */
export const accountStates = ['awaiting', 'active', 'disabled', 'deleting'] as const;
export type AccountState = (typeof accountStates)[number];
