/* Token types of RFC 8693 §3, and that of OpenID Connect Native SSO §4.1. */
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
export const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
export const JWT = 'urn:ietf:params:oauth:token-type:jwt';
export const DEVICE_SECRET = 'urn:openid:params:token-type:device-secret';
