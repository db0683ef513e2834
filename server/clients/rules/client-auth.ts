import {
  clientSigningAlgorithms,
  fapiSigningAlgorithms,
  secretAlgorithms,
} from '../../protocol/algorithms.ts';
import type { Registration } from '../client.ts';
import { keySet } from '../key-set.ts';
import type { ClientRule } from './rule.ts';

/** What each method of authentication needs to be registered with it. */
export const clientAuth: ClientRule = (registration) => {
  const { authMethod, settings } = registration;
  if (settings.tacetProfile !== undefined && !FAPI_METHODS.includes(authMethod))
    return 'a client of this profile must use private_key_jwt or mutual TLS';
  switch (authMethod) {
    case 'private_key_jwt':
      return keyFault(registration);
    case 'self_signed_tls_client_auth':
      return hasKeys(registration) ? undefined : 'self_signed_tls_client_auth needs jwks or jwks_uri';
    case 'client_secret_jwt':
      return secretFault(registration);
    case 'tls_client_auth':
      return subjectFault(registration);
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'none':
      return undefined;
  }
};

/** FAPI 2.0 Security Profile §5.3.2.1. */
const FAPI_METHODS: readonly string[] = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];

const hasKeys = ({ settings }: Registration) => settings.jwks !== undefined || settings.jwksUri !== undefined;

/** CA-10: a key that is too weak, or for encryption alone, would refuse every assertion; better to say so now. */
function keyFault(registration: Registration): string | undefined {
  const { jwks, tokenEndpointAuthSigningAlg: named, tacetProfile } = registration.settings;
  if (!hasKeys(registration)) return 'private_key_jwt needs jwks or jwks_uri';
  const allowed = (tacetProfile === undefined ? clientSigningAlgorithms : fapiSigningAlgorithms).filter(
    (algorithm) => named === undefined || algorithm === named,
  );
  if (allowed.length === 0) return 'token_endpoint_auth_signing_alg does not go with private_key_jwt';
  const keys = jwks && keySet(jwks.keys);
  const usable = keys === undefined || allowed.some((name) => keys.verifiers(name, undefined).length > 0);
  return usable ? undefined : 'jwks has no key that can verify an assertion';
}

function secretFault({ settings }: Registration): string | undefined {
  const named: string | undefined = settings.tokenEndpointAuthSigningAlg;
  return named === undefined || secretAlgorithms.some((name) => name === named)
    ? undefined
    : 'token_endpoint_auth_signing_alg does not go with client_secret_jwt';
}

/** RFC 8705 §2.1.2. */
function subjectFault({ settings }: Registration): string | undefined {
  const named = [
    settings.tlsClientAuthSubjectDn,
    settings.tlsClientAuthSanDns,
    settings.tlsClientAuthSanUri,
    settings.tlsClientAuthSanIp,
    settings.tlsClientAuthSanEmail,
  ].filter((member) => member !== undefined);
  return named.length === 1 ? undefined : 'tls_client_auth needs exactly one tls_client_auth_ member';
}
