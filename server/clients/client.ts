/** A registered client. What it may do is written here, never inferred from a request. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly type: 'web' | 'spa' | 'native' | 'machine';
  readonly authMethod: 'none' | 'client_secret_basic' | 'client_secret_post';
  /** base64url of the SHA-256 of a 256-bit secret of our own making, so no slow hash is needed. Two may overlap. */
  readonly secretDigests: readonly string[];
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
  readonly enabled: boolean;
  readonly createdAtSeconds: number;
}

export type SigningAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

declare const proof: unique symbol;

/** A client that has proved who it is. Only `authenticateClient` makes one. */
export type AuthenticatedClient = Client & { readonly [proof]: 'authenticated' };
