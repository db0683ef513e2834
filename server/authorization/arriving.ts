import type { Parameters } from '../http/form.ts';
import { OAuthError } from '../protocol/error.ts';
import { isPushedUri, type PushedRequests } from './pushed.ts';
import type { Validation } from './request.ts';
import { returnAddress } from './return-address.ts';
import { findAsking } from './trust.ts';
import { validateAuthorizationRequest, type ValidateParts } from './validate.ts';

export interface ArrivingParts extends ValidateParts {
  readonly pushed: Pick<PushedRequests, 'open'>;
}

/**
 * A request that a browser brings: judged as it stands, or the one that was pushed before (RFC 9126 §4). Of the latter
 * nothing is read here but its name and `client_id`: what was pushed wins (PK-10, MX-05).
 */
export async function arrivingRequest(parts: ArrivingParts, came: Parameters): Promise<Validation> {
  const { request_uri: requestUri } = came.values;
  if (requestUri === undefined || !isPushedUri(requestUri)) return validateAuthorizationRequest(parts, came);

  const asking = await findAsking(parts.clients, came);
  if (asking.kind === 'untrusted') return asking;
  const { client } = asking;
  const twice = came.repeated.has('request_uri');
  const request = twice ? undefined : await parts.pushed.open(requestUri, client.id);
  // The client may have lost the address since it pushed (SE-07).
  const address = request && returnAddress(client, request.target.address);
  if (request && address !== undefined) return { kind: 'valid', client, request };
  return {
    kind: 'untrusted',
    client,
    error: new OAuthError(
      'invalid_request_uri',
      'request_uri is unknown, expired, used or of another client',
    ),
    developer: [],
  };
}
