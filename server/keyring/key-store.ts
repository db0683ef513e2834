import type { AuditEvent } from '../audit/event.ts';
import type { ProviderName } from './providers/key-provider.ts';

/** One ring per purpose; there is no fallback from one to another. */
export type KeyPurpose =
  | 'sign-RS256'
  | 'sign-PS256'
  | 'sign-ES256'
  | 'sign-EdDSA'
  | 'refresh-token' // AES-256-GCM of refresh tokens
  | 'access-token' // seals opaque access tokens, and the names in others
  | 'ephemera' // seals what lies in Redis
  | 'outbox' // seals letters
  | 'client-secret' // seals the secrets of clients that sign with them
  | 'factor' // seals what second factors keep
  | 'credential-id' // HMAC of e-mail addresses; one key for ever
  | 'pairwise-subject' // HMAC of accounts, for each sector another; one key for ever
  | 'server-setup'; // OPAQUE server setups

/**
 * A key as it lies in PostgreSQL. Its state follows from the clock: upcoming before `activatesAtSeconds`, active until
 * `retiresAtSeconds`, retiring until `expiresAtSeconds`, retired after. So every instance agrees without being told.
 */
export interface StoredKey {
  readonly id: string;
  readonly purpose: KeyPurpose;
  /** Public JWK of a signing key; fingerprint of a server setup; null otherwise. */
  readonly publicPart: string | null;
  /**
   * The private part, wrapped by the KEK with purpose, id and public part as its context (`v1.<kek id>.…`). A signing
   * key that retires keeps a wrapped nothing, which still vouches for its public part; null once the key has expired.
   */
  readonly sealed: string | null;
  /** What is wrapped is nothing: the private part was destroyed. */
  readonly emptied: boolean;
  readonly kekId: string;
  /** Server setups only: a registration record of a known password that must still open at start. */
  readonly canary: string | null;
  readonly createdAtSeconds: number;
  readonly activatesAtSeconds: number;
  readonly retiresAtSeconds: number | null;
  readonly expiresAtSeconds: number | null;
  /** Server setups only: since when it is known to a thief, so that its passwords must be chosen anew. */
  readonly compromisedAtSeconds: number | null;
}

/**
 * What is known of a key-encryption key; the key itself lies with its provider. Its state follows from the clock as
 * that of a ring key does: of those that are active, the one that began last wraps. After `retiresAtSeconds` it wraps
 * nothing new; it is retired when nothing is wrapped under it any more, and destroyed by an operator alone.
 */
export interface StoredKek {
  readonly id: string;
  readonly provider: ProviderName;
  readonly createdAtSeconds: number;
  readonly activatesAtSeconds: number;
  readonly retiresAtSeconds: number | null;
  readonly destroyedAtSeconds: number | null;
}

export interface KeyChange {
  readonly write: readonly StoredKey[];
  readonly keks?: readonly StoredKek[];
  readonly events: readonly AuditEvent[];
}

export interface KeyStore {
  list(): Promise<readonly StoredKey[]>;
  listKeks(): Promise<readonly StoredKek[]>;
  /**
   * Runs `work` while no other instance runs it (advisory lock, one transaction). What it returns is written: new
   * keys are inserted, known ids get their new times and sealed parts.
   */
  change(
    work: (current: readonly StoredKey[], keks: readonly StoredKek[]) => Promise<KeyChange>,
  ): Promise<void>;
}
