import type { Client } from '../clients/client.ts';

/**
 * Whose keys and vault entries a client shares: those of its group, which the operator alone puts it into, else its own.
 * A client id is never the name of a group by chance: both are the operator's, and ids of ours are random.
 */
export function keyGroupOf({ id, settings }: Pick<Client, 'id' | 'settings'>): string {
  return settings.tacetKeyGroup ?? id;
}
