import { z } from 'zod';

/** The client as a person sees it. `host` is where the answer goes: always shown, because a name can lie. */
export const clientCard = z.strictObject({
  name: z.string(),
  host: z.string(),
  firstParty: z.boolean(),
  clientUri: z.string().optional(),
  policyUri: z.string().optional(),
  tosUri: z.string().optional(),
});

export const accountCard = z.strictObject({ email: z.string(), name: z.string() });

/** Somebody must prove who they are. `account` is set when one known account must sign in again. */
const signInStep = z.strictObject({
  kind: z.literal('sign-in'),
  client: clientCard.optional(),
  loginHint: z.string().optional(),
  account: accountCard.optional(),
  reason: z.enum(['first', 'again', 'too-old']),
  registrationOpen: z.boolean(),
});

/** Somebody must say what the client may do. `remembered` are scopes they allowed before. */
const consentStep = z.strictObject({
  kind: z.literal('consent'),
  client: clientCard,
  account: accountCard,
  scopes: z.array(z.strictObject({ name: z.string(), remembered: z.boolean() })),
});

/** Nothing is missing: the page navigates (never fetches) to `url`. */
const finishStep = z.strictObject({ kind: z.literal('finish'), url: z.string() });

export const step = z.discriminatedUnion('kind', [signInStep, consentStep, finishStep]);

export type ClientCard = z.infer<typeof clientCard>;
export type AccountCard = z.infer<typeof accountCard>;
export type Step = z.infer<typeof step>;
