import { z } from 'zod';
import { OAuthError } from '../protocol/error.ts';
import { grant } from './grant.ts';
import { machineTarget } from './machine-target.ts';

/**
 * RFC 6749 §4.4: a client in its own name. There is no person, so nothing of one either: no scope about a person, no
 * refresh token (§4.4.3), no ID token; `sub` is the client (RFC 9068 §2.2).
 */
export const clientCredentials = grant({
  type: 'client_credentials',

  parameters: z.object({ scope: z.string().optional() }),

  redeem({ scope }, { client, config, many }) {
    // By confidential clients only: anybody can say the name of a public one.
    if (client.authMethod === 'none')
      throw new OAuthError('unauthorized_client', 'this grant is for clients that authenticate');
    return Promise.resolve({
      kind: 'unbound',
      ...machineTarget(config, client, { scope, resources: many('resource') }),
    });
  },
});
