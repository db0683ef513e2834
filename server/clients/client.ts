import type { ServerSigningAlgorithm } from '../protocol/algorithms.ts';
import type { ClientSettings } from '../protocol/client-settings.ts';

/** A registered client. What it may do is written here, never inferred from a request. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly type: 'web' | 'spa' | 'native' | 'machine';
  readonly authMethod: ClientAuthMethodName;
  /** base64url of the SHA-256 of a 256-bit secret of our own making, so no slow hash is needed. Two may overlap. */
  readonly secretDigests: readonly string[];
  /** The secrets themselves, sealed, of a client that signs with them (decision 21); else empty. In the same order. */
  readonly sealedSecrets: readonly string[];
  readonly grantTypes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly idTokenAlgorithm: SigningAlgorithm;
  /** Decision 7: true unless an operator registered a confidential client without. A public one must use PKCE. */
  readonly pkceRequired: boolean;
  /** The operator's own: consent is not asked. */
  readonly firstParty: boolean;
  readonly defaultMaxAgeSeconds: number | undefined;
  readonly clientUri: string | undefined;
  readonly policyUri: string | undefined;
  readonly tosUri: string | undefined;
  /** All else that it settled for itself. */
  readonly settings: ClientSettings;
  readonly enabled: boolean;
  readonly createdAtSeconds: number;
}

/** RFC 7591 §2, RFC 8705 §2. */
export type ClientAuthMethodName =
  | 'none'
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth';

export type SigningAlgorithm = ServerSigningAlgorithm;

/** The part of a client that its metadata decides. */
export type Registration = Omit<
  Client,
  'id' | 'secretDigests' | 'sealedSecrets' | 'enabled' | 'createdAtSeconds'
>;

declare const proof: unique symbol;

/** A client that has proved who it is. Only `authenticateClient` makes one. */
export type AuthenticatedClient = Client & { readonly [proof]: 'authenticated' };
