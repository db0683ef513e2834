import type { Email } from './email.ts';

/** Somebody who can sign in. The id is random, never reused, and is the `sub` of every token (CF-25). */
export interface Account {
  readonly id: string;
  readonly email: Email;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly state: 'active' | 'disabled';
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
}
