import { z } from 'zod';

/** Every second factor there is. A new one is a file beside this, and a line here and in each of the three lists. */
export const factorKinds = ['passkey', 'totp', 'backup-codes', 'email-code'] as const;
export type FactorKind = (typeof factorKinds)[number];
export const factorKind = z.enum(factorKinds);
