import { z } from 'zod';
import { accountHome, accountSections } from './account.ts';
import { appAsks } from './approval.ts';
import { tripFrame } from './interaction.ts';
import { problemCodes } from './problem.ts';
import { accountCard, actPurpose, clientCard, step } from './step.ts';

/** The languages of the pages and letters, as BCP 47 primary tags. */
export const locales = ['en', 'nl', 'de', 'fr', 'es', 'ar'] as const;
export type Locale = (typeof locales)[number];

const frame = {
  locale: z.enum(locales),
  /** The name the operator gave this server. */
  serverName: z.string(),
  requestId: z.string(),
};

/** One trip: sign-in, sign-up, consent, and their states, driven by `step`. */
const interactionView = z.strictObject({
  ...frame,
  view: z.literal('interaction'),
  ...tripFrame,
  step,
  /** Opens on "Create account" instead of "Sign in". */
  startWith: z.enum(['sign-in', 'sign-up']),
});

/** The page behind the mailed link; the ticket is in the fragment, which no server or log ever sees. */
const signUpView = z.strictObject({ ...frame, view: z.literal('sign-up') });

/** Something a person must be told; `developer` is shown folded, in development only. */
const errorView = z.strictObject({
  ...frame,
  view: z.literal('error'),
  problem: z.enum(problemCodes).or(z.literal('bad_client_request')),
  client: clientCard.optional(),
  restartUrl: z.string().optional(),
  developer: z.array(z.strictObject({ label: z.string(), value: z.string() })),
});

/** Asks before it signs somebody out; `ticket` names the waiting request. */
const signOutView = z.strictObject({
  ...frame,
  view: z.literal('sign-out'),
  ticket: z.string(),
  client: clientCard.optional(),
});

const signedOutView = z.strictObject({ ...frame, view: z.literal('signed-out') });

/** Loads what tells the clients, then goes on to `url` (OIDC Front-Channel Logout 1.0). */
const signingOutView = z.strictObject({
  ...frame,
  view: z.literal('signing-out'),
  frames: z.array(z.string()),
  url: z.string(),
});

const accountView = z.strictObject({
  ...frame,
  view: z.literal('account'),
  section: z.enum(accountSections),
  /** The act that was carried out just now, to be said once. */
  done: actPurpose.optional(),
  home: accountHome,
});

/** The pages behind the other mailed links; the ticket is in the fragment. `undo`: an e-mail change is taken back. */
const resetView = z.strictObject({ ...frame, view: z.literal('reset'), undo: z.boolean() });
const emailChangeView = z.strictObject({ ...frame, view: z.literal('email-change') });

/** The account is on its way out. */
const goodbyeView = z.strictObject({
  ...frame,
  view: z.literal('goodbye'),
  email: z.string(),
  deletesAtSeconds: z.number().int(),
});

/** Where the code of a device is typed. `userCode` is set only when the link of a client of the operator's brought it. */
const deviceView = z.strictObject({
  ...frame,
  view: z.literal('device'),
  account: accountCard,
  userCode: z.string().optional(),
});

/** A client asks somebody who is elsewhere (CIBA). */
const cibaView = z.strictObject({ ...frame, view: z.literal('ciba'), requestId: z.string(), asks: appAsks });

const playgroundView = z.strictObject({
  ...frame,
  view: z.literal('playground'),
  issuer: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
});

export const pageData = z.discriminatedUnion('view', [
  interactionView,
  signUpView,
  errorView,
  signOutView,
  signedOutView,
  signingOutView,
  accountView,
  resetView,
  emailChangeView,
  goodbyeView,
  deviceView,
  cibaView,
  playgroundView,
]);

export type PageData = z.infer<typeof pageData>;
export type View = PageData['view'];
