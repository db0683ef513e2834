import { locales } from '../../contract/page.ts';
import { responseModes } from '../authorization/response-modes/index.ts';
import type { Config } from '../config/config.ts';
import { grants } from '../grants/index.ts';
import { acrValues } from '../protocol/acr.ts';
import { clientSigningAlgorithms } from '../protocol/algorithms.ts';
import { claimsSupported } from '../protocol/claims.ts';
import { keyCurves } from '../protocol/keys-jwk.ts';
import { codeChallengeMethods } from '../protocol/pkce.ts';
import { scopeRegistry } from '../protocol/scope.ts';
import { clientAuthMetadata } from './client-auth-metadata.ts';
import { paths } from './paths.ts';
import { requestMetadata } from './request-metadata.ts';
import { senderMetadata } from './sender-metadata.ts';
import { tokenMetadata } from './token-metadata.ts';

/**
 * What this server can do, by the names of RFC 8414 and OIDC Discovery: read off the registries, so that nothing is
 * told that does not work (DOD-S01) and no member is of our own invention (conformance C13).
 */
export function metadata(config: Config) {
  const { issuer } = config;
  return {
    issuer,
    authorization_endpoint: issuer + paths.authorize,
    token_endpoint: issuer + paths.token,
    userinfo_endpoint: issuer + paths.userinfo,
    jwks_uri: issuer + paths.jwks,
    revocation_endpoint: issuer + paths.revoke,
    introspection_endpoint: issuer + paths.introspect,
    end_session_endpoint: issuer + paths.logout,
    ...(config.sessionManagement && { check_session_iframe: issuer + paths.checkSession }), // Session Management §3.3
    device_authorization_endpoint: issuer + paths.deviceAuthorization, // RFC 8628 §4
    backchannel_authentication_endpoint: issuer + paths.backchannelAuthentication, // CIBA §4

    ...(config.dynamicRegistration !== 'off' && { registration_endpoint: issuer + paths.register }), // RFC 7591 §3
    // draft-ietf-oauth-client-id-metadata-document §5
    ...(config.clientDocuments === 'allow' && { client_id_metadata_document_supported: true }),

    scopes_supported: scopeRegistry.map(({ name }) => name),
    response_types_supported: ['code'],
    response_modes_supported: responseModes.map(({ name }) => name),
    grant_types_supported: grants.map(({ type }) => type),
    acr_values_supported: acrValues,
    claims_supported: claimsSupported,
    claim_types_supported: ['normal'],
    ...tokenMetadata,
    code_challenge_methods_supported: codeChallengeMethods,
    ...clientAuthMetadata(config),
    ...senderMetadata(config),
    ui_locales_supported: locales,

    backchannel_token_delivery_modes_supported: ['poll', 'ping'], // CIBA §4
    backchannel_authentication_request_signing_alg_values_supported: clientSigningAlgorithms,
    backchannel_user_code_parameter_supported: false,

    backchannel_logout_supported: true, // Back-Channel Logout §2.1
    backchannel_logout_session_supported: true,
    frontchannel_logout_supported: true, // Front-Channel Logout §3
    frontchannel_logout_session_supported: true,

    native_sso_supported: true, // OpenID Connect Native SSO §5

    // End-to-end keys; the names are those of Mozilla accounts, and the scopes are of each client alone.
    scoped_keys_supported: true,
    keys_jwk_crv_values_supported: keyCurves,
    keys_jwe_enc_values_supported: ['A256GCM'],

    ...requestMetadata(config),
  };
}
