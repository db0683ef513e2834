import { z } from 'zod';
import { agreementKey } from '../protocol/keys-jwk.ts';

/** The end-to-end keys that a client asks for, and to what they shall be sealed. */
export const keysAsked = z.strictObject({
  jwk: agreementKey,
  /** RFC 7638, SHA-256. */
  thumbprint: z.string(),
  /** What the delivery names the key by. */
  kid: z.string(),
  /** Of the scopes that are asked for, those that stand for a key. */
  scopes: z.array(z.string()),
});

export type KeysAsked = z.infer<typeof keysAsked>;
