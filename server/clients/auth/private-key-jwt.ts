import { assertionAlgorithms } from '../profile.ts';
import { assertion, assertionIn, holdsOnce } from './assertion.ts';
import type { ClientAuthMethod } from './method.ts';

/** A JWT signed with a key of the client (RFC 7523 §2.2, OIDC Core §9). */
export const privateKeyJwt: ClientAuthMethod = {
  name: 'private_key_jwt',
  ...assertion,
  async proves(client, request, tools) {
    const jwt = assertionIn(request);
    if (client === undefined || jwt === undefined) return false;
    const verified = await tools.clientKeys.verify(client, jwt, { algorithms: assertionAlgorithms(client) });
    return verified !== undefined && holdsOnce(client, verified, request, tools);
  },
};
