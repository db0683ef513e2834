import type Router from '@koa/router';
import { parseKeysAsked } from '../authorization/checks/keys.ts';
import { keyOf } from '../authorization/checks/proof-key.ts';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { AuthenticatedClient } from '../clients/client.ts';
import { acceptedAlgorithms } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import { ownDestination } from '../http/destination.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { FormRequest } from '../http/json-request.ts';
import type { Web } from '../http/web.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { OAuthError } from '../protocol/error.ts';
import { admitRequest } from './begin-budget.ts';
import { DEVICE_SECONDS, type DeviceRequests } from './device-requests.ts';
import { POLL_SECONDS } from './pace.ts';
import { shownUserCode } from './user-code.ts';
import type { Waiting } from './waiting.ts';
import { allowedWish } from './wish.ts';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export interface DeviceAuthorizationParts {
  readonly authenticate: ClientAuthentication;
  readonly proofs: Proofs;
  readonly devices: Pick<DeviceRequests, 'begin'>;
  readonly ephemera: Pick<Ephemera, 'admit'>;
  readonly config: Config;
  readonly clock: Clock;
}

/** POST /device_authorization (RFC 8628 §3.1): a device without a browser asks; its person decides on another one. */
export function deviceAuthorizationRoute(router: Router, web: Web, parts: DeviceAuthorizationParts): void {
  const { authenticate, devices, config } = parts;
  const handle: Parameters<typeof formEndpoint>[3] = async (request) => {
    const { caller } = request;
    const client = await authenticate(request);
    if (!client.grantTypes.includes(DEVICE_GRANT))
      throw new OAuthError('unauthorized_client', 'the client may not use the device code grant');

    const wish = await wishOf(parts, request, client);
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

/**
 * What the device asks for. A key that this request proves or names is the only one that its code is good with, as the
 * codes of browsers are (RFC 9449 §10); a request for end-to-end keys must have one, and so is tied to whoever holds it.
 * Throws `invalid_request`, `invalid_scope`, `invalid_target`, `invalid_dpop_proof` or `use_dpop_nonce`.
 */
async function wishOf(
  { config, proofs }: DeviceAuthorizationParts,
  request: FormRequest,
  client: AuthenticatedClient,
): Promise<Pick<Waiting, 'scopes' | 'terms' | 'keys'>> {
  const { form, many } = request;
  const asked = { scope: form.scope, resources: many('resource') };
  const wish = allowedWish(asked, client, config, { keysToo: true });
  const keys = parseKeysAsked(form.keys_jwk, wish.scopes, { client, resources: config.resources });
  // Libraries that prove nothing here may name the key, as at the authorization endpoint: it is proved by the first poll.
  const proven = await proofs.verify(request, { algorithms: acceptedAlgorithms(client) });
  const jkt = keyOf(form.dpop_jkt, proven);
  if (jkt !== undefined) return { ...wish, keys, terms: { ...wish.terms, confirmation: { jkt } } };
  if (keys === undefined) return wish;
  throw new OAuthError('invalid_request', 'a request for keys needs a DPoP proof or dpop_jkt');
}
