import type { ClientRule } from './rule.ts';

/**
 * Back-Channel Logout §2.2, Front-Channel Logout §2: over https, but for a loopback address in development; a frame of
 * ours is loaded only from an origin that the client has a redirect address at.
 */
export const logoutAddresses: ClientRule = ({ settings, redirectUris }, mode) => {
  const { backchannelLogoutUri: back, frontchannelLogoutUri: front } = settings;
  if (back !== undefined && !isSecure(back, mode)) return 'backchannel_logout_uri must use https';
  if (front === undefined) return undefined;
  if (!isSecure(front, mode)) return 'frontchannel_logout_uri must use https';
  const origins = redirectUris.map((uri) => URL.parse(uri)?.origin);
  return origins.includes(new URL(front).origin)
    ? undefined
    : 'frontchannel_logout_uri must have the scheme, host and port of a redirect URI';
};

function isSecure(uri: string, mode: 'development' | 'production'): boolean {
  const { protocol, hostname } = new URL(uri);
  if (protocol === 'https:') return true;
  return mode === 'development' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
