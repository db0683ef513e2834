import type { KeyChange } from '../../contract/keys.ts';
import type { AuditKind } from '../audit/event.ts';
import { ProblemError } from '../http/problem-error.ts';
import { fingerprint } from '../platform/digest.ts';
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

/**
 * `keys_missing`: the account has a key, and the credential came without it. `keys_changed`: another key is in use by now,
 * or whoever writes does not have this one. `recovery_used`: the recovery key was used, and none came that takes its place.
 * In every case nothing was changed.
 */
export type KeyRefusal = 'keys_missing' | 'keys_changed' | 'recovery_used';

/**
 * What the page sent, as it is stored: proofs as digests, and until when a key that is left behind may be opened. `allowed`
 * is what may happen to the key at this place: whoever has not proved it cannot throw it away. Throws ProblemError
 * `invalid_input`.
 */
export function storedKeyChange(
  change: KeyChange | undefined,
  allowed: readonly KeyChange['kind'][],
  lockedUntilSeconds: number,
): StoredKeyChange | undefined {
  if (change === undefined) return undefined;
  if (!allowed.includes(change.kind)) throw new ProblemError('invalid_input', { field: 'keys' });
  const { jwe } = change;
  switch (change.kind) {
    case 'first':
      return { kind: 'first', jwe, proofDigest: fingerprint(change.proof) };
    case 'bridge':
      return { kind: 'bridge', jwe, generation: change.generation };
    case 'rewrap': {
      const { generation, recovery } = change;
      return {
        ...{ kind: 'rewrap', jwe, generation, proofDigest: fingerprint(change.proof) },
        recovery: recovery && {
          ...{ lookup: recovery.lookup, jwe: recovery.jwe },
          proofDigest: fingerprint(recovery.proof),
        },
      };
    }
    case 'restart': {
      const { generation } = change;
      return { kind: 'restart', jwe, generation, proofDigest: fingerprint(change.proof), lockedUntilSeconds };
    }
  }
}

/** From the password of before to the one of now. */
export type Bridge = Extract<StoredKeyChange, { kind: 'bridge' }>;

/**
 * The same where the password stays what it is, so that nothing else can become of the key. Throws ProblemError
 * `invalid_input`.
 */
export function bridgeOf(change: KeyChange | undefined): Bridge | undefined {
  if (change === undefined || change.kind === 'bridge') return change;
  throw new ProblemError('invalid_input', { field: 'keys' });
}

/** What is written down of it; a bridge is a part of what it comes with. */
export function keyEvents(change: StoredKeyChange | undefined): readonly AuditKind[] {
  switch (change?.kind) {
    case 'first':
      return ['keys.made'];
    case 'rewrap':
      return ['keys.rewrapped'];
    case 'restart':
      return ['keys.restarted'];
    case 'bridge':
    case undefined:
      return [];
  }
}
