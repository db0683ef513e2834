import { z } from 'zod';
import type { Client } from '../clients/client.ts';
import { isKeyScope } from '../protocol/key-scope.ts';

/** Keys that a page has sealed to a client, until the client fetches them. */
export const deliveredKeys = z.strictObject({
  jwe: z.string(),
  /** What they are the keys of. */
  scopes: z.array(z.string()),
});

export type DeliveredKeys = z.infer<typeof deliveredKeys>;

/** The member of the token answer; nothing where no keys came, or where the client lost one of their scopes meanwhile. */
export function keysFor(
  { settings }: Pick<Client, 'settings'>,
  keys: DeliveredKeys | undefined,
): { readonly keys_jwe?: string } {
  return keys?.scopes.every((name) => isKeyScope(settings, name)) === true ? { keys_jwe: keys.jwe } : {};
}
