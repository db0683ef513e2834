import { z } from 'zod';
import {
  finishLoginRequest,
  ksfId,
  loginResponse,
  registrationRecord,
  registrationRequest,
  registrationResponse,
  startLoginRequest,
} from './opaque.ts';
import { step } from './step.ts';

const email = z.string().min(3).max(254);
/** What a client may show. No control characters, and none that turn the direction of the text around it (UI-08). */
const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]+$/u);
const secretId = z.string().min(40).max(64);

/** POST calls of the sign-in and sign-up pages: JSON in, JSON out; refusals are a `problem`. `:id` is the interaction. */
export const interactionCalls = {
  /** The first half of OPAQUE. Known or unknown e-mail: same status, shape and length. */
  '/interaction/:id/login/start': {
    input: z.strictObject({ email, startLoginRequest }),
    output: z.strictObject({ attemptId: secretId, loginResponse, ksfId }),
  },
  /** The second half. Out comes the next step. */
  '/interaction/:id/login/finish': {
    input: z.strictObject({ attemptId: secretId, finishLoginRequest }),
    output: z.strictObject({ step }),
  },
  /** Signs out of the account that is signed in and asks anew, within the same interaction. */
  '/interaction/:id/switch-account': {
    input: z.strictObject({}),
    output: z.strictObject({ step }),
  },
  /** `email` is the account that the page showed: when another signed in meanwhile, the answer is a fresh question. */
  '/interaction/:id/consent': {
    input: z.strictObject({ decision: z.enum(['allow', 'deny']), email: email.optional() }),
    output: z.strictObject({ step }),
  },
  /** Gives the interaction its full lifetime again, as long as it lives (WCAG 2.2.1). */
  '/interaction/:id/extend': {
    input: z.strictObject({}),
    output: z.strictObject({ expiresAtSeconds: z.number().int() }),
  },
  /** E-mail first. The answer is the same whether or not there is an account. */
  '/interaction/:id/sign-up': {
    input: z.strictObject({ email }),
    output: z.strictObject({ email }),
  },
  /** What the mailed ticket is good for. Does not spend it. */
  '/sign-up/open': {
    input: z.strictObject({ ticket: secretId }),
    output: z.strictObject({ email, expiresAtSeconds: z.number().int() }),
  },
  '/sign-up/start': {
    input: z.strictObject({ ticket: secretId, registrationRequest }),
    output: z.strictObject({ registrationResponse, ksfId }),
  },
  /**
   * Spends the ticket, makes the account, signs it in; the step continues the interaction the sign-up began in, which
   * is named unless the step is the last one.
   */
  '/sign-up/finish': {
    input: z.strictObject({
      ticket: secretId,
      name: personName,
      ksfId,
      registrationRecord,
    }),
    output: z.strictObject({ step, interactionId: z.string().optional() }),
  },
} as const;
