import type { ClientRule } from './rule.ts';

/**
 * OIDC Registration §2, §5, RFC 7591 §2: what we call, or send a browser to, is https. Keys of a client may lie on the
 * developer's own machine, in development.
 */
export const secureAddresses: ClientRule = ({ settings }, mode) => {
  const { initiateLoginUri, sectorIdentifierUri, logoUri, jwksUri } = settings;
  if (initiateLoginUri?.startsWith('https:') === false) return 'initiate_login_uri must use https';
  if (sectorIdentifierUri?.startsWith('https:') === false) return 'sector_identifier_uri must use https';
  if (logoUri?.startsWith('https:') === false) return 'logo_uri must use https';
  const local =
    mode === 'development' && /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(jwksUri ?? '');
  return jwksUri?.startsWith('https:') === false && !local ? 'jwks_uri must use https' : undefined;
};
