import type { Config } from '../config/config.ts';
import { clientSigningAlgorithms } from '../protocol/algorithms.ts';

/** What is told, of this server and of our own APIs alike, about tokens that are bound to a key of their client. */
export function senderMetadata({ tls, clientCertificate }: Config) {
  const certificates = tls?.clientAuthoritiesFile !== undefined || clientCertificate.header !== undefined;
  return {
    dpop_signing_alg_values_supported: clientSigningAlgorithms, // RFC 9449 §5.1, RFC 9728 §2
    tls_client_certificate_bound_access_tokens: certificates, // RFC 8705 §3.3, RFC 9728 §2
  };
}
