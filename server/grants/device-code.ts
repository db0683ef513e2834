import { z } from 'zod';
import { DEVICE_GRANT } from '../device/device-authorization.route.ts';
import { grant } from './grant.ts';

/** RFC 8628 §3.4: what the person allowed on another device, once, to the client that asked. */
export const deviceCode = grant({
  type: DEVICE_GRANT,

  parameters: z.object({ device_code: z.string() }),

  async redeem({ device_code }, { client, many, devices }) {
    return {
      kind: 'first',
      authorization: await devices.redeem(device_code, client.id),
      requestedResources: many('resource'),
    };
  },
});
