import { equalInConstantTime, fingerprint } from '../../platform/digest.ts';
import type { Client } from '../client.ts';
import type { ClientRequest, ProofTools } from './method.ts';

// A client that does not exist costs the same comparison as one that does.
const NOBODY = [fingerprint('no client has this secret')];

/**
 * Whether that is a secret of the client. Two may overlap while one is replaced; both are compared, whichever is right,
 * in constant time (CA-04).
 */
export async function holdsSecret(
  client: Client | undefined,
  presented: string | undefined,
  { caller }: Pick<ClientRequest, 'caller'>,
  { guesses }: Pick<ProofTools, 'guesses'>,
): Promise<boolean> {
  if (presented === undefined) return false;
  const guess = { clientId: client?.id, addressPrefix: caller.addressPrefix };
  await guesses.admit(guess);
  const digest = fingerprint(presented);
  const digests = client && client.secretDigests.length > 0 ? client.secretDigests : NOBODY;
  const matches = digests.filter((kept) => equalInConstantTime(digest, kept)).length;
  const right = client !== undefined && matches > 0;
  await guesses.settle(guess, right);
  return right;
}
