import { z } from 'zod';
import { typedCode } from './totp.ts';

export const backupChallenge = z.strictObject({ kind: z.literal('backup-codes') });
export const backupAnswer = z.strictObject({ kind: z.literal('backup-codes'), code: typedCode });

/** Shown once; the server keeps keyed hashes. They count once the person says that they are kept. */
export const backupOffer = z.strictObject({ kind: z.literal('backup-codes'), codes: z.array(z.string()) });
export const backupProof = z.strictObject({ kind: z.literal('backup-codes') });
