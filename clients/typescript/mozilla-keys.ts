import { openDelivery, type Recipient } from './delivery.ts';
import { type LastKids, readKeys, type ScopedKey } from './key-bundle.ts';

export interface MozillaDelivered {
  /** `keys_jwe` of the token answer. */
  readonly jwe: string;
  readonly recipient: Recipient;
  readonly scopes?: readonly string[];
  readonly lastKids?: LastKids;
}

/**
 * The same for a client whose `tacet_keys_format` is `mozilla`: a bare object of scopes. That format says neither whom nor
 * which request it is for; the private key, which opens one delivery alone, is all that ties it. Throws Refused.
 */
export async function openMozillaKeys({
  jwe,
  recipient,
  scopes,
  lastKids,
}: MozillaDelivered): Promise<Map<string, ScopedKey>> {
  const expected = { alg: 'ECDH-ES', enc: 'A256GCM', kid: recipient.thumbprint };
  const keys = await openDelivery(jwe, recipient, expected);
  return readKeys(keys, undefined, { members: ['kty', 'k', 'kid', 'scope'], scopes, lastKids });
}
