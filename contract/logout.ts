import { z } from 'zod';

/** The answer of the sign-out page: where to go, which is our own signed-out page or a registered address. */
export const logoutCalls = {
  '/logout/confirm': {
    input: z.strictObject({ ticket: z.string().min(40).max(64) }),
    output: z.strictObject({ url: z.string() }),
  },
} as const;
