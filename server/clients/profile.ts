import {
  type ClientSigningAlgorithm,
  clientSigningAlgorithms,
  fapiSigningAlgorithms,
  type SecretAlgorithm,
  secretAlgorithms,
} from '../protocol/algorithms.ts';
import type { Client } from './client.ts';

/*
 * What a client's profile asks of it, in one place: a client marked `fapi2` gets exactly FAPI 2.0 Security Profile,
 * `fapi2-message-signing` JAR and JARM besides; any other client what its settings say.
 */

/** FAPI 2.0 Security Profile §5.3: everything it forbids is off for such a client. */
export function isFapi({ settings }: Client): boolean {
  return settings.tacetProfile !== undefined;
}

/** RFC 9126 §5, §6. */
export function pushedRequestRequired(client: Client): boolean {
  return isFapi(client) || client.settings.requirePushedAuthorizationRequests === true;
}

/** RFC 9101 §10.5. */
export function signedRequestRequired({ settings }: Client): boolean {
  return settings.tacetProfile === 'fapi2-message-signing' || settings.requireSignedRequestObject === true;
}

/** FAPI 2.0 Message Signing §5.4: the answer of the authorization endpoint is a JWT. */
export function signedResponseRequired({ settings }: Client): boolean {
  return settings.tacetProfile === 'fapi2-message-signing';
}

/** Access tokens must be bound to a key of the client: by DPoP, by certificate, or by either. */
export function senderConstraint({ settings }: Client): 'none' | 'dpop' | 'certificate' | 'either' {
  if (settings.tlsClientCertificateBoundAccessTokens === true) return 'certificate';
  if (settings.dpopBoundAccessTokens === true) return 'dpop';
  return settings.tacetProfile === undefined ? 'none' : 'either';
}

/**
 * Conformance C4, decision 21: FAPI takes the issuer alone as audience of a client assertion, and so do clients of the
 * operator, unless they say otherwise. Whoever came by itself was told what OIDC Core §9 says: the token endpoint.
 */
export function assertionAudience(client: Client): 'issuer-only' | 'token-endpoint' | 'compat' {
  const { tacetClientAssertionAud: settled, tacetRegisteredBy: by } = client.settings;
  if (isFapi(client)) return 'issuer-only';
  return settled ?? (by === 'self' ? 'token-endpoint' : 'issuer-only');
}

/** What the client may sign with, be it an assertion, a request object or a proof. */
export function acceptedAlgorithms(client: Client): readonly ClientSigningAlgorithm[] {
  return isFapi(client) ? fapiSigningAlgorithms : clientSigningAlgorithms;
}

/** Of those, what it may sign its assertions with: `token_endpoint_auth_signing_alg` names one (OIDC Registration §2). */
export function assertionAlgorithms(client: Client): readonly ClientSigningAlgorithm[] {
  const { tokenEndpointAuthSigningAlg: named } = client.settings;
  return acceptedAlgorithms(client).filter((algorithm) => named === undefined || algorithm === named);
}

/** The same with a secret. FAPI knows no secrets. */
export function assertionSecretAlgorithms(client: Client): readonly SecretAlgorithm[] {
  const { tokenEndpointAuthSigningAlg: named } = client.settings;
  if (isFapi(client)) return [];
  return secretAlgorithms.filter((algorithm) => named === undefined || algorithm === named);
}

/**
 * Decision 5, FAPI 2.0 §5.3.2.1: where a thief would need the client's credential and its key besides, rotation protects
 * nothing, and a lost answer costs a sign-in.
 */
export function rotatesRefreshTokens(client: Client): boolean {
  const boundTwice = client.authMethod !== 'none' && senderConstraint(client) !== 'none';
  return !isFapi(client) && !boundTwice;
}
