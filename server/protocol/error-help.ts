import type { ErrorCode } from './error.ts';

/**
 * What a developer who meets an error needs: where from, and what to do. In Markdown; code in backticks. A test provokes
 * each (tests/docs/errors.test.ts).
 */
export interface ErrorHelp {
  readonly where: string;
  readonly cause: string;
  readonly fix: string;
}

const AUTHORIZE = 'the way back from `/authorize`';
const TOKEN = '`/token`';
const PAR = '`/par`';
const DEVICE = '`/device_authorization`';
const ELSEWHERE = '`/device_authorization`, `/bc-authorize`';
const BACKCHANNEL = '`/bc-authorize`';
const REGISTER = '`/register`';
const RESOURCE = 'an endpoint behind an access token (`/userinfo`)';

const help = (where: string, cause: string, fix: string): ErrorHelp => ({ where, cause, fix });

/** For every error code there is; docs/errors.md and the page /errors are made from it. */
export const errorHelp: Readonly<Record<ErrorCode, ErrorHelp>> = {
  invalid_request: help(
    'anywhere',
    'A parameter is missing, malformed, too long or sent twice; a body has the wrong content type; or PKCE is missing. With the status 429: too many requests.',
    'Read `error_description`: it names the parameter. Send forms as `application/x-www-form-urlencoded`, each parameter once, and `code_challenge_method=S256`. After a 429 wait `Retry-After` seconds.',
  ),
  invalid_client: help(
    'every endpoint that clients call',
    'The client is unknown or disabled, its secret, assertion or certificate is wrong, or it used another method than the one it is registered with.',
    'Compare `token_endpoint_auth_method` of the registration with what your library sends: many libraries send the secret in the form unless told otherwise. An assertion needs the issuer alone as `aud`, a fresh `jti` and a clock that is right.',
  ),
  invalid_grant: help(
    TOKEN,
    'The code, refresh token, device code or assertion is unknown, used, expired or revoked, was made for another client, or its `code_verifier`, `redirect_uri` or key does not match.',
    'Redeem a code once, within a minute, with the verifier it was asked with. When a refresh fails, send the person through `/authorize` again.',
  ),
  unauthorized_client: help(
    `${AUTHORIZE}, ${TOKEN}, ${ELSEWHERE}`,
    'The client is not registered for this grant type or this kind of request.',
    'Add the grant to `grant_types` of the client.',
  ),
  unsupported_grant_type: help(
    TOKEN,
    'This server does not speak that `grant_type`. `password` and `implicit` do not exist here.',
    'Use one of `grant_types_supported` in the discovery document.',
  ),
  unsupported_response_type: help(
    AUTHORIZE,
    'Only `response_type=code` exists: tokens never travel through the address bar.',
    'Use the authorization code flow with PKCE.',
  ),
  invalid_scope: help(
    `${AUTHORIZE}, ${TOKEN}, ${ELSEWHERE}`,
    'A scope is malformed or unknown, the client is not registered for it, or a refresh asks for more than was granted.',
    'Ask for scopes of the registration; name the `resource` whose scopes you mean.',
  ),
  access_denied: help(
    `${AUTHORIZE}, ${TOKEN}`,
    'The person said no, or a device or a request on another device was denied.',
    'Respect it; offer to start again.',
  ),
  login_required: help(
    AUTHORIZE,
    '`prompt=none`, but nobody is signed in, the sign-in is older than `max_age`, or `id_token_hint` tells of somebody else.',
    'Start again without `prompt=none`.',
  ),
  interaction_required: help(
    AUTHORIZE,
    'The request has `prompt=none` and asks for end-to-end keys, which only a page can open.',
    'Ask for key scopes without `prompt=none`; a silent request goes without them.',
  ),
  consent_required: help(
    AUTHORIZE,
    '`prompt=none`, but the person has not allowed this client what it asks for.',
    'Start again without `prompt=none`.',
  ),
  request_uri_not_supported: help(
    AUTHORIZE,
    'A `request_uri` of your own: this server fetches no request from elsewhere.',
    'Push the request to the PAR endpoint and send the `request_uri` it gives you.',
  ),
  registration_not_supported: help(
    AUTHORIZE,
    'The parameter `registration` belongs to self-issued providers.',
    'Leave it out; register the client beforehand.',
  ),
  invalid_token: help(
    `${RESOURCE}, ${REGISTER}`,
    'The access token is malformed, expired, revoked, or bound to a key that was not shown. At `/register`: an initial access token is missing, expired or used up, or the registration access token is not of this client.',
    'Refresh it, or ask the operator for an initial access token. A token of type `DPoP` needs the scheme `DPoP` and a proof with `ath`; one bound to a certificate needs that certificate.',
  ),
  insufficient_scope: help(
    RESOURCE,
    'The access token is good, but has not the scope this endpoint needs.',
    'Ask for the scope named in `WWW-Authenticate` and let the person consent again.',
  ),
  invalid_redirect_uri: help(
    REGISTER,
    'A redirect URI that may not be registered: a fragment, a wildcard, plain http to another machine, or a scheme without a dot.',
    'Register exact https addresses; native apps also `http://127.0.0.1/…` with any port, or a scheme such as `com.example.app:`.',
  ),
  invalid_client_metadata: help(
    `${REGISTER}, ${TOKEN}`,
    'A member of the metadata is malformed, not allowed for this kind of client, or does not go together with another. At `/token`: the client wants its tokens encrypted and has no usable key for that.',
    'Read `error_description`: it names the member. For encryption, publish a key whose `use` is `enc` or absent, of a kind that fits the registered algorithm.',
  ),
  invalid_software_statement: help(
    REGISTER,
    'The software statement is missing where one is needed, is no JWT, has expired, or its signature does not verify.',
    'Send one, or ask whoever made it for a fresh one.',
  ),
  unapproved_software_statement: help(
    REGISTER,
    'The software statement was made by an issuer that the operator does not trust.',
    'Ask the operator of this server to trust that issuer.',
  ),
  invalid_target: help(
    `${AUTHORIZE}, ${TOKEN}, ${ELSEWHERE}`,
    'A `resource` or `audience` that this server does not know, that was not granted, or that is no absolute URI.',
    'Send the identifier of the resource server exactly as the operator registered it (`TACET_RESOURCES`), at `/authorize` and again at `/token`.',
  ),
  invalid_request_uri: help(
    'a page of ours at `/authorize`: there is no trusted way back',
    'The pushed request has expired, was answered already, or belongs to another client.',
    'Push a new request for every trip.',
  ),
  invalid_request_object: help(
    `${AUTHORIZE}, ${PAR}`,
    'The request object is unsigned, signed by another key or algorithm than registered, expired, or made for another audience.',
    'Sign it with a key in the `jwks` of the client; `iss` is the client, `aud` the issuer; `exp` is ahead (with FAPI, an hour at most).',
  ),
  invalid_authorization_details: help(
    `${AUTHORIZE}, ${PAR}, ${TOKEN}`,
    'An element of `authorization_details` has an unknown type, lacks a field, or has one too many; or a token request asks for more than was granted.',
    'Compare it with the type the operator designed (`TACET_AUTHORIZATION_DETAILS`).',
  ),
  unmet_authentication_requirements: help(
    AUTHORIZE,
    'An essential `acr` that the person cannot reach here.',
    'Ask for one of `acr_values_supported`, or ask for it as voluntary (`acr_values`).',
  ),
  insufficient_user_authentication: help(
    'an API that asks how and when the person signed in; of our own the one that reveals records, where the operator wants it',
    'The sign-in behind the access token is too old, or not strong enough, for this endpoint.',
    'Send the person through `/authorize` with the `acr_values` and `max_age` named in `WWW-Authenticate`.',
  ),
  invalid_dpop_proof: help(
    `${TOKEN}, ${PAR}, ${DEVICE}, ${RESOURCE}`,
    'The proof is malformed, used, too old, made for another address or method, or by another key than before.',
    'Make a fresh proof for every request: `htm` and `htu` of that request, a new `jti`, a right clock, and `ath` beside an access token.',
  ),
  use_dpop_nonce: help(
    `${TOKEN}, ${PAR}, ${DEVICE}, ${RESOURCE}`,
    'The nonce in the proof is not ours or too old, or there is none and this server wants one (`TACET_DPOP_NONCE`).',
    'Repeat the request with the value of the `DPoP-Nonce` header as `nonce`; good libraries do it by themselves.',
  ),
  authorization_pending: help(
    TOKEN,
    'The person has not decided yet.',
    'Ask again after `interval` seconds.',
  ),
  slow_down: help(TOKEN, 'Asked too soon.', 'Add five seconds to `interval`, and keep to it.'),
  expired_token: help(
    TOKEN,
    'The device code, or the request to somebody elsewhere, has expired.',
    'Start again and show the new code.',
  ),
  unknown_user_id: help(
    BACKCHANNEL,
    'The account of the `id_token_hint` is gone. An unknown `login_hint` is never told of: that request expires.',
    'Forget the person, or send the e-mail address of another account as `login_hint`.',
  ),
  invalid_binding_message: help(
    BACKCHANNEL,
    'The binding message is too long, or has characters that cannot be shown.',
    'Send at most 64 printable characters.',
  ),
  server_error: help(
    'anywhere',
    'A fault of ours; it is in the log under the `X-Request-Id` of the answer.',
    'Tell the operator that id.',
  ),
  temporarily_unavailable: help(
    'anywhere',
    'The database or the cache of this server is down, or too many requests wait.',
    'Try again after `Retry-After` seconds; nothing was lost.',
  ),
};
