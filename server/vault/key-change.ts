import type { StoredRecovery } from './key-store.ts';

/** What becomes of the account key in the transaction that makes a credential the account's (contract/keys.ts). */
export type StoredKeyChange =
  | { readonly kind: 'first'; readonly jwe: string; readonly proofDigest: string }
  | {
      readonly kind: 'rewrap';
      readonly generation: number;
      readonly proofDigest: string;
      readonly jwe: string;
      readonly recovery: StoredRecovery | undefined;
    }
  | { readonly kind: 'bridge'; readonly generation: number; readonly jwe: string }
  | {
      readonly kind: 'restart';
      /** Of the new key: one more than that of the one in use. */
      readonly generation: number;
      readonly proofDigest: string;
      readonly jwe: string;
      readonly lockedUntilSeconds: number;
    };
