import type Router from '@koa/router';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { Config } from '../config/config.ts';
import { ownDestination } from '../http/destination.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { Web } from '../http/web.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { OAuthError } from '../protocol/error.ts';
import { admitRequest } from './begin-budget.ts';
import { DEVICE_SECONDS, type DeviceRequests } from './device-requests.ts';
import { POLL_SECONDS } from './pace.ts';
import { shownUserCode } from './user-code.ts';
import { allowedWish } from './wish.ts';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export interface DeviceAuthorizationParts {
  readonly authenticate: ClientAuthentication;
  readonly devices: Pick<DeviceRequests, 'begin'>;
  readonly ephemera: Pick<Ephemera, 'admit'>;
  readonly config: Config;
  readonly clock: Clock;
}

/** POST /device_authorization (RFC 8628 §3.1): a device without a browser asks; its person decides on another one. */
export function deviceAuthorizationRoute(router: Router, web: Web, parts: DeviceAuthorizationParts): void {
  const { authenticate, devices, config } = parts;
  const handle: Parameters<typeof formEndpoint>[3] = async (request) => {
    const { form, many, caller } = request;
    const client = await authenticate(request);
    if (!client.grantTypes.includes(DEVICE_GRANT))
      throw new OAuthError('unauthorized_client', 'the client may not use the device code grant');

    const wish = allowedWish({ scope: form.scope, resources: many('resource') }, client, config);
    await admitRequest(parts, caller.addressPrefix);
    const { addressPrefix, userAgent } = caller;
    const begun = await devices.begin({ clientId: client.id, ...wish, addressPrefix, userAgent });

    const page = ownDestination(config.issuer, '/device');
    const userCode = shownUserCode(begun.userCode);
    return {
      device_code: begun.deviceCode,
      user_code: userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?user_code=${userCode}`,
      expires_in: DEVICE_SECONDS,
      interval: POLL_SECONDS,
    };
  };
  formEndpoint(router, web, '/device_authorization', handle, { repeatable: ['resource'] });
}
