import { z } from 'zod';
import { DEVICE_GRANT } from '../device/device-authorization.route.ts';
import { keysFor } from '../vault/delivered-keys.ts';
import { grant } from './grant.ts';

/** RFC 8628 §3.4: what the person allowed on another device, once, to the client that asked. */
export const deviceCode = grant({
  type: DEVICE_GRANT,

  parameters: z.object({ device_code: z.string() }),

  async redeem({ device_code }, { client, many, devices, confirmation }) {
    const { authorization, keys } = await devices.redeem(device_code, client.id, confirmation);
    return {
      kind: 'first',
      authorization,
      requestedResources: many('resource'),
      extras: keysFor(client, keys),
    };
  },
});
