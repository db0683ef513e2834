import type { Client } from '../clients/client.ts';
import { sectorOf } from '../clients/sector.ts';
import type { Keyring } from '../keyring/keyring.ts';

/**
 * The `sub` by which a client knows an account, wherever it meets one: ID token, userinfo, access token, introspection,
 * logout token. The account id, or for a client with pairwise subjects a name that its sector alone has (OIDC Core §8).
 * It cannot be turned back: to see whom a `sub` names, compare it with the one of an account that is at hand.
 */
export function subjectFor(
  keyring: Pick<Keyring, 'pairwiseSubject'>,
  client: Pick<Client, 'id' | 'settings' | 'redirectUris'>,
  accountId: string,
): string {
  if (client.settings.subjectType !== 'pairwise') return accountId;
  return keyring.pairwiseSubject(sectorOf(client) ?? client.id, accountId);
}
