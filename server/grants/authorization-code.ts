import { z } from 'zod';
import { OAuthError } from '../protocol/error.ts';
import { DEVICE_SSO } from '../tokens/device-secret.ts';
import { keysFor } from '../vault/delivered-keys.ts';
import { grant } from './grant.ts';

/**
 * OAuth 2.1 §4.1.3: a code, once, by the client it was made for, with the verifier it was made with. The key under
 * which the code lies is made of all three (decision 4): what does not match finds nothing, and burns nothing.
 */
export const authorizationCode = grant({
  type: 'authorization_code',

  parameters: z.object({
    code: z.string(),
    redirect_uri: z.string().optional(),
    code_verifier: z.string().optional(),
  }),

  async redeem(
    { code, redirect_uri, code_verifier },
    { client, caller, confirmation, many, codes, families, deviceSecrets, clock },
  ) {
    const presented = { code, clientId: client.id, codeVerifier: code_verifier, confirmation };
    const found = await codes.redeem(presented);
    if (!found) throw refused();
    // OAuth 2.1 §10.2: clients of 2.1 do not send it; those of 2.0 do, and then it must be the one of the request.
    if (redirect_uri !== undefined && redirect_uri !== found.record.redirectUri) throw refused();
    if (found.first) {
      const { record: authorization } = found;
      const sso = [authorization, client].every(({ scopes }) => scopes.includes(DEVICE_SSO));
      const extras = {
        ...(sso && { device_secret: await deviceSecrets.issue(authorization) }),
        ...keysFor(client, found.record.keys),
      };
      return { kind: 'first', authorization, requestedResources: many('resource'), extras };
    }

    // An otherwise valid second use: two parties hold code and verifier, so neither keeps what it got (§7.5.2).
    const { accountId, clientId, familyId, sessionId } = found.record;
    const family = { accountId, clientId, familyId, sessionId };
    await families.forestall(family, {
      kind: 'code.replayed',
      atSeconds: clock.nowSeconds(),
      ...family,
      requestId: caller.requestId,
      addressPrefix: caller.addressPrefix,
    });
    throw refused();
  },
});

/** One text for every reason: which part was wrong helps nobody but a thief. */
function refused(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'the code is unknown, expired, used, or was made for another request',
  );
}
