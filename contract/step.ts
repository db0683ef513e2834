import { z } from 'zod';
import { factorKind } from './factors/kind.ts';

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

/** What somebody is about to do to their own account, which they must confirm with a proof made for it alone. */
export const actPurposes = [
  'change-password',
  'remove-password',
  'change-email',
  'add-factor',
  'remove-factor',
  'export',
  'delete-account',
] as const;
export const actPurpose = z.enum(actPurposes);
export type ActPurpose = z.infer<typeof actPurpose>;

/** The act as the page names it. `target`: the new address, the name of the factor. */
const actCard = z.strictObject({ purpose: actPurpose, target: z.string().optional() });

/** Somebody must prove who they are. `account` is set when one known account must sign in again. */
const signInStep = z.strictObject({
  kind: z.literal('sign-in'),
  client: clientCard.optional(),
  /** What this proof is for, when it is for an act on the own account. */
  act: actCard.optional(),
  loginHint: z.string().optional(),
  account: accountCard.optional(),
  /** `confirm`: for the act. `stronger`: the client asks for more than this session proved. */
  reason: z.enum(['first', 'again', 'too-old', 'confirm', 'stronger']),
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
  scopes: z.array(
    z.strictObject({
      name: z.string(),
      remembered: z.boolean(),
      text: worded.optional(),
      /** It stands for an end-to-end key. */
      key: z.literal(true).optional(),
    }),
  ),
  /** Single claims that were asked for beyond what the scopes tell (OIDC Core §5.5). */
  claims: z.array(z.strictObject({ name: z.string(), remembered: z.boolean() })).optional(),
  /** Where the tokens will be used (RFC 8707), unless it is this server itself. */
  resources: z
    .array(z.strictObject({ name: z.string(), identifier: z.string(), remembered: z.boolean() }))
    .optional(),
  details: z.array(toldDetail).optional(),
});

/** The first proof held, and it is not enough. `offered` in the order of preference; the first is asked for. */
const factorStep = z.strictObject({
  kind: z.literal('factor'),
  client: clientCard.optional(),
  act: actCard.optional(),
  account: accountCard,
  offered: z.array(factorKind).min(1),
  /** This browser may be remembered, so that the account is asked less often. */
  rememberable: z.boolean(),
});

/**
 * A new password is chosen: after a mailed ticket (`reset`), or a proof made for it (`change`), because somebody has none
 * (`first`), or because theirs may be known to a thief (`compromised`): that one is refused.
 */
const newPasswordStep = z.strictObject({
  kind: z.literal('new-password'),
  client: clientCard.optional(),
  account: accountCard,
  reason: z.enum(['reset', 'change', 'first', 'compromised']),
});

/** A factor is set up within the trip. */
const setUpStep = z.strictObject({
  kind: z.literal('set-up'),
  client: clientCard.optional(),
  account: accountCard,
  factor: factorKind,
});

/** Every proof held, and the account is not open: it waits for approval, is disabled, or is about to be deleted. */
const heldStep = z.strictObject({
  kind: z.literal('held'),
  client: clientCard.optional(),
  account: accountCard,
  why: z.enum(['awaiting', 'disabled', 'deleting']),
  /** When it goes; only for `deleting`. */
  deletesAtSeconds: z.number().int().optional(),
});

/** What a page needs to derive the keys of a client and to seal them to it. */
export const keysOrder = z.strictObject({
  clientId: z.string(),
  /** The account as the client knows it (`sub`), which may be another than the account id. */
  subject: z.string(),
  keyGroup: z.string(),
  scopes: z.array(
    z.strictObject({
      scope: z.string(),
      /** 32 bytes, base64url; zeros until the key is replaced. */
      rotationSalt: z.string(),
      rotatedAtSeconds: z.number().int(),
    }),
  ),
  /** Public key of the client (RFC 7517) with the `kid` that the delivery names it by, and its thumbprint (RFC 7638). */
  jwk: z.record(z.string(), z.string()),
  thumbprint: z.string(),
  /** What ties the delivery to this transaction, base64url. */
  apv: z.string(),
  /** `mozilla`: a bare object of scopes, for clients of that format. */
  format: z.enum(['tacet', 'mozilla']),
});

/**
 * The client asked for end-to-end keys, and was allowed them: the page derives them and seals them to the key of the client.
 * Whose wraps open the account key is told by `/account/keys`.
 */
const keysStep = z.strictObject({
  kind: z.literal('keys'),
  client: clientCard,
  account: accountCard,
  order: keysOrder,
});

/**
 * Nothing is missing: the page navigates (never fetches) to `url`. `back`: what comes from there is a file, which leaves
 * the page where it is, and this is where it goes on.
 */
const finishStep = z.strictObject({
  kind: z.literal('finish'),
  url: z.string(),
  back: z.string().optional(),
});

export const step = z.discriminatedUnion('kind', [
  signInStep,
  factorStep,
  newPasswordStep,
  setUpStep,
  heldStep,
  consentStep,
  keysStep,
  finishStep,
]);

export type ToldDetail = z.infer<typeof toldDetail>;
export type ClientCard = z.infer<typeof clientCard>;
export type AccountCard = z.infer<typeof accountCard>;
export type KeysOrder = z.infer<typeof keysOrder>;
export type Step = z.infer<typeof step>;
