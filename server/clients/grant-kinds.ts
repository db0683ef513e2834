/**
 * Grants that begin with a person in front of a page of ours, and what follows from one. A machine has nobody to show
 * a page to.
 */
export const personGrants: readonly string[] = [
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
];

/** Grants in which the client's own word is what counts: whoever cannot prove to be that client has no word. */
export const confidentialGrants: readonly string[] = [
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:openid:params:grant-type:ciba',
];
