import { z } from 'zod';
import { CIBA_GRANT } from '../ciba/backchannel-authentication.route.ts';
import { grant } from './grant.ts';

/** CIBA §10.1: what the person allowed on their own device, once, to the client that asked. */
export const ciba = grant({
  type: CIBA_GRANT,

  parameters: z.object({ auth_req_id: z.string() }),

  async redeem({ auth_req_id }, { client, many, backchannel, confirmation }) {
    const { authorization } = await backchannel.redeem(auth_req_id, client.id, confirmation);
    return {
      kind: 'first',
      authorization,
      requestedResources: many('resource'),
    };
  },
});
