import {
  contentEncryptionAlgorithms,
  keyEncryptionAlgorithms,
  serverSigningAlgorithms,
} from '../protocol/algorithms.ts';

/** How this server writes what it tells clients (OIDC Discovery §3, RFC 9701 §7). `none` is not among it (JT-09). */
export const tokenMetadata = {
  subject_types_supported: ['public', 'pairwise'],
  id_token_signing_alg_values_supported: serverSigningAlgorithms,
  id_token_encryption_alg_values_supported: keyEncryptionAlgorithms,
  id_token_encryption_enc_values_supported: contentEncryptionAlgorithms,
  userinfo_signing_alg_values_supported: serverSigningAlgorithms,
  userinfo_encryption_alg_values_supported: keyEncryptionAlgorithms,
  userinfo_encryption_enc_values_supported: contentEncryptionAlgorithms,
  introspection_signing_alg_values_supported: serverSigningAlgorithms,
  introspection_encryption_alg_values_supported: keyEncryptionAlgorithms,
  introspection_encryption_enc_values_supported: contentEncryptionAlgorithms,
} as const;
