import { z } from 'zod';
import { typedCode } from './totp.ts';

/** A code was mailed; `again` says how long to wait before another may be asked for. */
export const emailCodeChallenge = z.strictObject({
  kind: z.literal('email-code'),
  againSeconds: z.number().int(),
});
export const emailCodeAnswer = z.strictObject({ kind: z.literal('email-code'), code: typedCode });
