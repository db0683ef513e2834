import type { keyOwner } from '../../contract/keys.ts';
import type { z } from 'zod';
import type { KeyStore } from './key-store.ts';

/** Whose account key it is, and which, as a page is told before it may see the wraps. */
export async function ownerOf(
  keys: Pick<KeyStore, 'owner'>,
  accountId: string,
): Promise<z.infer<typeof keyOwner>> {
  const { generation } = await keys.owner(accountId);
  return { accountId, ...(generation !== undefined && { generation }) };
}
