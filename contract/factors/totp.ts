import { z } from 'zod';

/** As it was typed or pasted: spaces are nobody's mistake. */
export const typedCode = z.string().min(1).max(64);

export const totpChallenge = z.strictObject({ kind: z.literal('totp') });
export const totpAnswer = z.strictObject({ kind: z.literal('totp'), code: typedCode });

/** What an authenticator takes in: the picture is drawn from `uri`, `secret` (base32) is for who types it. */
export const totpOffer = z.strictObject({ kind: z.literal('totp'), uri: z.string(), secret: z.string() });
export const totpProof = z.strictObject({ kind: z.literal('totp'), code: typedCode });
