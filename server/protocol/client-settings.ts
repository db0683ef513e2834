import { z } from 'zod';
import {
  clientSigningAlgorithms,
  contentEncryptionAlgorithms,
  keyEncryptionAlgorithms,
  secretAlgorithms,
  serverSigningAlgorithms,
} from './algorithms.ts';
import { publicJwkSet } from './json-web-key.ts';

const URI_CHARACTERS_MAX = 2_000;
const LIST_MAX = 32;

/** An address that we call, or that a browser is sent to on a client's behalf. */
const address = z
  .string()
  .max(URI_CHARACTERS_MAX)
  .refine((uri) => /^https?:\/\/[\x21-\x7E]+$/.test(uri) && !/[@#]/.test(uri) && URL.parse(uri) !== null);
const word = z.string().min(1).max(512);
const words = z.array(word).max(LIST_MAX);
const signature = z.enum(serverSigningAlgorithms);
const keyEncryption = z.enum(keyEncryptionAlgorithms);
const contentEncryption = z.enum(contentEncryptionAlgorithms);

/**
 * What a client may settle beyond the basics, under its registered name (OAuth Dynamic Client Registration Metadata),
 * or `tacet_…` where there is none. One line here is all that a new setting needs: it is read, kept and told by this
 * table, as `camelCase` in `Client.settings`. What must fit together is judged in clients/rules/.
 */
export const clientSettingMembers = {
  contacts: words,
  logo_uri: address,
  initiate_login_uri: address,
  software_id: word,
  software_version: word,
  software_statement: z.string().max(16_384),

  // Who is calling
  jwks: publicJwkSet,
  jwks_uri: address,
  token_endpoint_auth_signing_alg: z.enum([...clientSigningAlgorithms, ...secretAlgorithms]),
  /** `compat` also takes the URL of the endpoint as audience of an assertion (conformance C4). */
  tacet_client_assertion_aud: z.enum(['issuer-only', 'compat']),
  tls_client_auth_subject_dn: word,
  tls_client_auth_san_dns: word,
  tls_client_auth_san_uri: word,
  tls_client_auth_san_ip: word,
  tls_client_auth_san_email: word,

  // What it asks
  require_pushed_authorization_requests: z.boolean(),
  require_signed_request_object: z.boolean(),
  request_object_signing_alg: z.enum(clientSigningAlgorithms),
  authorization_details_types: words,
  default_acr_values: words,
  require_auth_time: z.boolean(),

  // How it is answered
  authorization_signed_response_alg: signature,
  authorization_encrypted_response_alg: keyEncryption,
  authorization_encrypted_response_enc: contentEncryption,

  // What it gets
  tacet_access_token_format: z.enum(['jwt', 'opaque']),
  dpop_bound_access_tokens: z.boolean(),
  tls_client_certificate_bound_access_tokens: z.boolean(),
  subject_type: z.enum(['public', 'pairwise']),
  sector_identifier_uri: address,
  id_token_encrypted_response_alg: keyEncryption,
  id_token_encrypted_response_enc: contentEncryption,
  userinfo_signed_response_alg: signature,
  userinfo_encrypted_response_alg: keyEncryption,
  userinfo_encrypted_response_enc: contentEncryption,
  introspection_signed_response_alg: signature,
  introspection_encrypted_response_alg: keyEncryption,
  introspection_encrypted_response_enc: contentEncryption,
  /** The resource servers, by identifier, whose tokens this client may look into or ask for. */
  tacet_resources: z.array(word).max(LIST_MAX),

  /** Clients of one group may share a sign-in on a device (Native SSO). */
  tacet_sso_group: word,
  /** Clients of one group share what they keep in the vault; without one, each has its own. */
  tacet_key_group: word,

  // How it is told of a logout
  backchannel_logout_uri: address,
  backchannel_logout_session_required: z.boolean(),
  frontchannel_logout_uri: address,
  frontchannel_logout_session_required: z.boolean(),

  // CIBA
  backchannel_token_delivery_mode: z.enum(['poll', 'ping']),
  backchannel_client_notification_endpoint: address,
  backchannel_authentication_request_signing_alg: z.enum(clientSigningAlgorithms),
  backchannel_user_code_parameter: z.boolean(),

  /** Absent for what an operator registered: whoever came by itself, or is a document at an address (decision 27). */
  tacet_registered_by: z.enum(['self', 'document']),

  /** Exactly FAPI 2.0 Security Profile, or with it Message Signing. */
  tacet_profile: z.enum(['fapi2', 'fapi2-message-signing']),
} as const;

type Members = typeof clientSettingMembers;

/** `id_token` → `idToken`, for the compiler; `settingField` is the same at run time. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The settings of a client, each absent unless it was asked for. */
export type ClientSettings = {
  readonly [Name in keyof Members as CamelCase<Name>]?: z.infer<Members[Name]> | undefined;
};

/** `id_token_encrypted_response_alg` as the field of ClientSettings. */
export function settingField(member: string): string {
  return member.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
