import { z } from 'zod';
import { keysJwe } from './keys.ts';
import { consentStep, keysOrder } from './step.ts';

/** What a client asks for elsewhere, as the person sees it who shall allow or deny it. */
const asked = { ...consentStep.omit({ kind: true }).shape, askedAtSeconds: z.number().int() };

/** A device asks (RFC 8628). */
export const deviceAsks = z.strictObject({
  ...asked,
  requestId: z.string(),
  /** Where the device is, as far as we can see. */
  from: z.strictObject({
    network: z.string(),
    /** It is in the network of the browser that looks: nothing is proved, but the other case is a warning. */
    sameAsHere: z.boolean(),
    /** Browser and system in words; empty when unknown. */
    device: z.string(),
  }),
  /** It asks for end-to-end keys: who allows it delivers them in the same call. */
  order: keysOrder.optional(),
});

/** A client asks by its server (CIBA). `bindingMessage` is what it shows at its own place as well. */
export const appAsks = z.strictObject({ ...asked, bindingMessage: z.string().optional() });

export type DeviceAsks = z.infer<typeof deviceAsks>;
export type AppAsks = z.infer<typeof appAsks>;

/** `email` is the account that the page showed: when another signed in meanwhile, nothing is decided. */
const decision = { decision: z.enum(['allow', 'deny']), email: z.string().min(3).max(254) };
const decided = z.strictObject({ outcome: z.enum(['allowed', 'denied']) });

/** POST calls of the pages on which somebody decides what was asked elsewhere. `:id` is the request. */
export const approvalCalls = {
  /** Finds the request behind a typed code; whoever opens it first owns it. */
  '/device/open': { input: z.strictObject({ userCode: z.string().min(1).max(64) }), output: deviceAsks },
  '/device/decide': {
    input: z.strictObject({
      requestId: z.string().min(1).max(64),
      ...decision,
      keysJwe: keysJwe.optional(),
    }),
    output: decided,
  },
  '/ciba/:id/decide': { input: z.strictObject(decision), output: decided },
} as const;
