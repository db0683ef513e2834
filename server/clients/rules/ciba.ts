import type { ClientRule } from './rule.ts';

const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

/**
 * CIBA §4: how tokens are delivered is settled at registration, and a ping needs an https address to go to, but for
 * a loopback one in development.
 */
export const ciba: ClientRule = ({ grantTypes, settings }, serverMode) => {
  const {
    backchannelTokenDeliveryMode: mode,
    backchannelClientNotificationEndpoint: endpoint,
    backchannelUserCodeParameter: userCode,
  } = settings;
  if (userCode === true) return 'backchannel_user_code_parameter is not supported';
  if (!grantTypes.includes(CIBA_GRANT)) {
    return mode === undefined ? undefined : 'backchannel_token_delivery_mode needs the CIBA grant';
  }
  if (mode === undefined) return 'the CIBA grant needs backchannel_token_delivery_mode';
  if (mode === 'ping' && !isSecure(endpoint, serverMode))
    return 'ping needs an https backchannel_client_notification_endpoint';
  return undefined;
};

function isSecure(endpoint: string | undefined, mode: 'development' | 'production'): boolean {
  const url = URL.parse(endpoint ?? '');
  if (url === null || url.protocol === 'https:') return url !== null;
  return mode === 'development' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}
