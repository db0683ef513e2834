import { clientAuthMethods } from '../clients/auth/index.ts';
import type { Config } from '../config/config.ts';
import { clientSigningAlgorithms, secretAlgorithms } from '../protocol/algorithms.ts';
import { paths } from './paths.ts';

type Parts = Pick<Config, 'tls' | 'clientCertificate' | 'mtlsOrigin'>;

/** How clients prove themselves (RFC 8414 §2): certificates only where this server would see one (DOD-S01). */
export function clientAuthMetadata(config: Parts) {
  const certificates = takesCertificates(config);
  const methods = clientAuthMethods
    .map(({ name }) => name)
    .filter((name) => certificates || !name.endsWith('tls_client_auth'));
  // RFC 7523 §2.2: with a key of the client, or with its secret.
  const algorithms = [...clientSigningAlgorithms, ...secretAlgorithms];
  return {
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
    // A public client proves nothing, so it may not ask about tokens (RFC 7662 §2.1).
    introspection_endpoint_auth_methods_supported: methods.filter((name) => name !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
    ...mtlsAliases(config),
  };
}

function takesCertificates({ tls, clientCertificate }: Parts): boolean {
  return tls?.clientAuthoritiesFile !== undefined || clientCertificate.header !== undefined;
}

/** RFC 8705 §5: the endpoints that look at certificates, where clients are asked for one. */
function mtlsAliases({ mtlsOrigin: origin }: Parts) {
  if (origin === undefined) return {};
  const aliases = {
    token_endpoint: origin + paths.token,
    userinfo_endpoint: origin + paths.userinfo,
    revocation_endpoint: origin + paths.revoke,
    introspection_endpoint: origin + paths.introspect,
    device_authorization_endpoint: origin + paths.deviceAuthorization,
    backchannel_authentication_endpoint: origin + paths.backchannelAuthentication,
    pushed_authorization_request_endpoint: origin + paths.par,
  };
  return { mtls_endpoint_aliases: aliases };
}
