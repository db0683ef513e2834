/** Where the endpoints that clients are told of live, under the issuer. The routes write the same paths (tested). */
export const paths = {
  authorize: '/authorize',
  par: '/par',
  token: '/token',
  userinfo: '/userinfo',
  records: '/records',
  vault: '/vault',
  jwks: '/jwks',
  revoke: '/revoke',
  introspect: '/introspect',
  logout: '/logout',
  checkSession: '/check_session',
  register: '/register',
  deviceAuthorization: '/device_authorization',
  backchannelAuthentication: '/bc-authorize',
} as const;

/** The issuer has no path, so RFC 8414 §3 and OIDC Discovery §4 come out at two plain places for one document. */
export const wellKnown = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const;

/** What this server answers, in OpenAPI 3.1. */
export const OPENAPI_PATH = '/openapi.json';
