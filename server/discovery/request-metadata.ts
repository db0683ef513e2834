import { detailTypes } from '../authorization/details/index.ts';
import type { Config } from '../config/config.ts';
import { takesStrangers } from '../config/registration.ts';
import {
  clientSigningAlgorithms,
  contentEncryptionAlgorithms,
  keyEncryptionAlgorithms,
  serverSigningAlgorithms,
} from '../protocol/algorithms.ts';
import { promptValues } from '../protocol/prompt.ts';
import { paths } from './paths.ts';

/** What discovery tells of authorization requests and of their answers. */
export function requestMetadata(config: Config) {
  const types = detailTypes(config).map(({ type }) => type);
  return {
    pushed_authorization_request_endpoint: config.issuer + paths.par, // RFC 9126 §5
    require_pushed_authorization_requests: false, // a matter of the client
    // Nobody can make an account where registration is closed.
    prompt_values_supported: promptValues.filter(
      (one) => one !== 'create' || takesStrangers(config.registration),
    ),

    request_parameter_supported: true, // RFC 9101 §9, OIDC Discovery §3
    // Must be said: absent means true. Only our own, of /par, are taken; no address of a client is ever fetched.
    request_uri_parameter_supported: false,
    require_signed_request_object: false, // a matter of the client
    request_object_signing_alg_values_supported: clientSigningAlgorithms,
    claims_parameter_supported: true,
    ...(types.length > 0 && { authorization_details_types_supported: types }), // RFC 9396 §10

    authorization_response_iss_parameter_supported: true, // RFC 9207 §3
    authorization_signing_alg_values_supported: serverSigningAlgorithms, // JARM §4
    authorization_encryption_alg_values_supported: keyEncryptionAlgorithms,
    authorization_encryption_enc_values_supported: contentEncryptionAlgorithms,
  };
}
