import type { ClientRule } from './rule.ts';

const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

/** CIBA §4: how tokens are delivered is settled at registration, and a ping needs an https address to go to. */
export const ciba: ClientRule = ({ grantTypes, settings }) => {
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
  if (mode === 'ping' && endpoint?.startsWith('https://') !== true)
    return 'ping needs an https backchannel_client_notification_endpoint';
  return undefined;
};
