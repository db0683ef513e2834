import type { SigningAlgorithm } from '../clients/client.ts';
import type { SealingPurpose } from './purposes.ts';

/** Everything keyed that the rooms may ask for. Private parts never leave this room. */
export interface Keyring {
  /**
   * Signs with the active key of that algorithm; compact JWS with `kid` and the given `typ` (RFC 7515 §3.1). Without
   * one it is nothing that `verify` would take for a token of ours.
   */
  sign(algorithm: SigningAlgorithm, typ: string | undefined, claims: object): string;
  /**
   * Verifies a compact JWS of our own making: exactly this `typ`, one of our algorithms, a `kid` of ours that is not
   * yet retired. Undefined for anything else; never fetches, never looks at jku, jwk or x5u. Claims are not judged.
   */
  verify(typ: string, jws: string): Readonly<Record<string, unknown>> | undefined;
  /** Public JWKs: upcoming, active and retiring; what /jwks serves. Serialised once per change. */
  jwks(): { readonly body: Buffer; readonly etag: string };
  /** A sealer for one purpose. */
  sealer(purpose: SealingPurpose): Sealer;
  /** base64url HMAC-SHA-256 under the credential-id ring. */
  credentialId(canonicalEmail: string): string;
  /**
   * base64url HMAC-SHA-256 of sector and account under a ring of its own (OIDC Core §8.1): who has the database alone
   * can neither invert nor make one.
   */
  pairwiseSubject(sector: string, accountId: string): string;
  /** OPAQUE server setups by id, in the library's own encoding; `currentSetupId` takes new credentials. */
  readonly currentSetupId: string;
  serverSetup(setupId: string): string | undefined;
  /** Every server setup that answers or will, oldest first; `compromised`: known to a thief. */
  readonly setups: readonly SetupStatus[];
  readonly keys: readonly KeyStatus[];
  /** Reads the rings again; called on a timer, and when a `kid` is unknown. */
  refresh(): Promise<void>;
}

/** What the clock makes of a key. */
export type KeyState = 'upcoming' | 'active' | 'retiring' | 'retired';

export interface SetupStatus {
  readonly id: string;
  readonly compromised: boolean;
}

export interface KeyStatus {
  readonly id: string;
  readonly purpose: string;
  readonly state: KeyState | 'destroyed';
  readonly activatesAtSeconds: number;
  readonly retiresAtSeconds: number | null;
  readonly expiresAtSeconds: number | null;
}

/** Authenticated encryption, key-id-tagged: version, key id, nonce, ciphertext. */
export interface Sealer {
  /** `context` is associated data (what this is, whose it is); opening needs the same. */
  seal(plaintext: Uint8Array, context: readonly string[]): Buffer;
  /** Same plaintext and context, same bytes: for what a retry must find again. Plaintexts must be unguessable. */
  sealDeterministic(plaintext: Uint8Array, context: readonly string[]): Buffer;
  /** Undefined when it was not sealed by this ring for this context. */
  open(sealed: Uint8Array, context: readonly string[]): Buffer | undefined;
}
