import { z } from 'zod';
import { factorAnswer, factorChallenge, factorOffer, factorProof } from './factors/index.ts';
import { factorKind } from './factors/kind.ts';
import { keyChange, keyOwner } from './keys.ts';
import { passkeyAnswer, passkeyChallenge } from './factors/passkey.ts';
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
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]+$/u);
const secretId = z.string().min(40).max(64);

/** What a page knows of the trip it shows, beside the step. */
export const tripFrame = {
  interactionId: z.string(),
  expiresAtSeconds: z.number().int(),
  /** The way back into the same request once this trip has expired. */
  restartUrl: z.string().optional(),
  /** Server time when this was written, so that the page can count down whatever the clock of the machine says. */
  nowSeconds: z.number().int(),
};

/** POST calls of the sign-in and sign-up pages: JSON in, JSON out; refusals are a `problem`. `:id` is the interaction. */
export const interactionCalls = {
  /** The first half of OPAQUE. Known or unknown e-mail: same status, shape and length. */
  '/interaction/:id/login/start': {
    input: z.strictObject({ email, startLoginRequest }),
    output: z.strictObject({ attemptId: secretId, loginResponse, ksfId }),
  },
  /**
   * The second half. Out comes the next step; and the id of a renewal when the password hangs on an older server setup:
   * the page then registers it anew beside what the person does next, and nobody waits for that.
   */
  '/interaction/:id/login/finish': {
    input: z.strictObject({ attemptId: secretId, finishLoginRequest }),
    output: z.strictObject({ step, renewal: secretId.optional() }),
  },
  /** The same password under the current server setup, in three messages, each once; it counts when all have passed. */
  '/interaction/:id/renewal/start': {
    input: z.strictObject({ renewalId: secretId, registrationRequest }),
    output: z.strictObject({ registrationResponse, ksfId, keys: keyOwner.optional() }),
  },
  '/interaction/:id/renewal/finish': {
    input: z.strictObject({ renewalId: secretId, ksfId, registrationRecord, startLoginRequest }),
    output: z.strictObject({ attemptId: secretId, loginResponse }),
  },
  '/interaction/:id/renewal/prove': {
    input: z.strictObject({
      renewalId: secretId,
      attemptId: secretId,
      finishLoginRequest,
      keys: keyChange.optional(),
    }),
    output: z.strictObject({}),
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
  /** For a passkey of whoever has one here: without an e-mail, and the same for everybody (EN-08). */
  '/interaction/:id/passkey/start': { input: z.strictObject({}), output: passkeyChallenge },
  '/interaction/:id/passkey/finish': {
    input: z.strictObject({ answer: passkeyAnswer }),
    output: z.strictObject({ step }),
  },
  /** Asks for one of the factors that the step offers; an e-mail code is mailed now. */
  '/interaction/:id/factor/challenge': {
    input: z.strictObject({ kind: factorKind }),
    output: z.strictObject({ challenge: factorChallenge }),
  },
  '/interaction/:id/factor/answer': {
    input: z.strictObject({ answer: factorAnswer, remember: z.boolean().optional() }),
    output: z.strictObject({ step }),
  },
  /** Sets up the factor that the step names. The offer may be asked for again; the last one counts. */
  '/interaction/:id/set-up/offer': {
    input: z.strictObject({}),
    output: z.strictObject({ offer: factorOffer }),
  },
  /** `backupCodes` are shown once: the account had none. */
  '/interaction/:id/set-up/confirm': {
    input: z.strictObject({ proof: factorProof, label: personName.optional() }),
    output: z.strictObject({ step, backupCodes: z.array(z.string()).optional() }),
  },
  /** Asks for a mailed link to choose a new password. The answer is the same whether or not there is an account. */
  '/interaction/:id/reset': { input: z.strictObject({ email }), output: z.strictObject({ email }) },
  /** The new password, in three messages: it counts once a whole login with it has passed. At most 3 starts a trip. */
  '/interaction/:id/password/start': {
    input: z.strictObject({ registrationRequest }),
    output: z.strictObject({ registrationResponse, ksfId }),
  },
  '/interaction/:id/password/finish': {
    input: z.strictObject({ ksfId, registrationRecord, startLoginRequest }),
    output: z.strictObject({ attemptId: secretId, loginResponse }),
  },
  '/interaction/:id/password/prove': {
    input: z.strictObject({ attemptId: secretId, finishLoginRequest, keys: keyChange.optional() }),
    output: z.strictObject({ step }),
  },
  /** Takes the deletion back, while every proof of this trip holds. */
  '/interaction/:id/keep-account': { input: z.strictObject({}), output: z.strictObject({ step }) },
  /** Leaves a trip for an act of one's own undone. */
  '/interaction/:id/cancel': { input: z.strictObject({}), output: z.strictObject({ url: z.string() }) },
  /** What a mailed ticket for a new password is good for. Does not spend it. */
  '/reset/open': {
    input: z.strictObject({ ticket: secretId }),
    output: z.strictObject({ email, expiresAtSeconds: z.number().int() }),
  },
  /** Begins the trip in which the new password is chosen; `url` is its page. */
  '/reset/begin': {
    input: z.strictObject({ ticket: secretId }),
    output: z.strictObject({ url: z.string() }),
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
    output: z.strictObject({ registrationResponse, ksfId, keys: keyOwner.optional() }),
  },
  /**
   * Spends the ticket, makes the account, signs it in; the step continues the interaction the sign-up began in. `trip`
   * is told unless the step is the last one: the page goes on within it as it is, because what opens the account key
   * lives no longer than its document.
   */
  '/sign-up/finish': {
    input: z.strictObject({
      ticket: secretId,
      name: personName,
      ksfId,
      registrationRecord,
      keys: keyChange.optional(),
    }),
    output: z.strictObject({ step, trip: z.strictObject(tripFrame).optional() }),
  },
} as const;
