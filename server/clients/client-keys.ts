import type {
  ClientSigningAlgorithm,
  contentEncryptionAlgorithms,
  keyEncryptionAlgorithms,
} from '../protocol/algorithms.ts';
import type { Client } from './client.ts';

/** What a client signed, once its signature held. Its claims are not judged. */
export interface VerifiedJwt {
  readonly header: {
    readonly alg: string;
    readonly typ?: string | undefined;
    readonly kid?: string | undefined;
  };
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface VerifyTerms {
  readonly algorithms: readonly ClientSigningAlgorithm[];
  /** The `typ` that are taken, without regard to case or a leading `application/`; absent: any or none. */
  readonly typ?: readonly string[];
}

export interface EncryptTerms {
  readonly alg: (typeof keyEncryptionAlgorithms)[number];
  readonly enc: (typeof contentEncryptionAlgorithms)[number];
  readonly cty?: string;
}

/** The public keys of clients: by value (`jwks`) or behind their `jwks_uri`. */
export interface ClientKeys {
  /**
   * Undefined for whatever is no compact JWS of this client in one of these algorithms: another's key, a weak one, one
   * for encryption. Keys are found by `kid` among the registered ones; `jku`, `x5u`, `x5c` and `jwk` are not looked at.
   */
  verify(client: Client, jwt: string, terms: VerifyTerms): Promise<VerifiedJwt | undefined>;
  /** A compact JWE. Throws `invalid_client_metadata` when the client has no key that fits. */
  encrypt(client: Client, plaintext: string, terms: EncryptTerms): Promise<string>;
}
