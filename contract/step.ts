import { z } from 'zod';

/** The client as a person sees it. `host` is where the answer goes: always shown, because a name can lie. */
export const clientCard = z.strictObject({
  name: z.string(),
  host: z.string(),
  firstParty: z.boolean(),
  /** It registered itself: nobody who runs this server has looked at it. */
  unchecked: z.boolean().optional(),
  /** The host of the document that it describes itself with. */
  describedAt: z.string().optional(),
  /** Address of its picture, on our own origin. */
  logo: z.string().optional(),
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

/** A sentence by language (`en`, `nl`); English is always there. */
const worded = z.record(z.string(), z.string());

/** One element of authorization_details (RFC 9396) as a person reads it: a sentence, and the facts of it. */
const toldDetail = z.strictObject({
  type: z.string(),
  text: worded,
  facts: z.array(z.strictObject({ label: worded, value: z.string() })),
});

/**
 * Somebody must say what the client may do. `remembered` is what they allowed before. `text`: in the words of the
 * operator, for a scope of another resource server.
 */
export const consentStep = z.strictObject({
  kind: z.literal('consent'),
  client: clientCard,
  account: accountCard,
  scopes: z.array(z.strictObject({ name: z.string(), remembered: z.boolean(), text: worded.optional() })),
  /** Single claims that were asked for beyond what the scopes tell (OIDC Core §5.5). */
  claims: z.array(z.strictObject({ name: z.string(), remembered: z.boolean() })).optional(),
  /** Where the tokens will be used (RFC 8707), unless it is this server itself. */
  resources: z
    .array(z.strictObject({ name: z.string(), identifier: z.string(), remembered: z.boolean() }))
    .optional(),
  details: z.array(toldDetail).optional(),
});

/** Nothing is missing: the page navigates (never fetches) to `url`. */
const finishStep = z.strictObject({ kind: z.literal('finish'), url: z.string() });

export const step = z.discriminatedUnion('kind', [signInStep, consentStep, finishStep]);

export type ToldDetail = z.infer<typeof toldDetail>;
export type ClientCard = z.infer<typeof clientCard>;
export type AccountCard = z.infer<typeof accountCard>;
export type Step = z.infer<typeof step>;
