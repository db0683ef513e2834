/** What others may sign with for us: assertions, request objects, proofs. FAPI 2.0 §5.4.1 leaves RS256 out. */
export const clientSigningAlgorithms = ['ES256', 'PS256', 'EdDSA', 'RS256'] as const;
export type ClientSigningAlgorithm = (typeof clientSigningAlgorithms)[number];

export const fapiSigningAlgorithms: readonly ClientSigningAlgorithm[] = ['ES256', 'PS256', 'EdDSA'];

/** What a client may authenticate an assertion with that shares a secret with us (RFC 7518 §3.2). */
export const secretAlgorithms = ['HS256', 'HS384', 'HS512'] as const;
export type SecretAlgorithm = (typeof secretAlgorithms)[number];

/** What we sign ID tokens, userinfo and other answers with. */
export const serverSigningAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
export type ServerSigningAlgorithm = (typeof serverSigningAlgorithms)[number];

/** How we encrypt to a client's key (RFC 7518 §4): never RSA1_5, never a password. */
export const keyEncryptionAlgorithms = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'] as const;
export const contentEncryptionAlgorithms = ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'] as const;
