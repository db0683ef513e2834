import { z } from 'zod';
import { accountCard } from './step.ts';

const connectedClient = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  host: z.string(),
  scopes: z.array(z.string()),
  allowedAtSeconds: z.number().int(),
});

const sessionRow = z.strictObject({
  id: z.string(),
  current: z.boolean(),
  /** Browser and system in words, from the User-Agent header; empty when unknown. */
  device: z.string(),
  signedInAtSeconds: z.number().int(),
  lastSeenAtSeconds: z.number().int(),
});

/** A client that asks by its server and waits for an answer (CIBA). */
const waitingRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  bindingMessage: z.string().optional(),
  askedAtSeconds: z.number().int(),
});

/** What the account home shows. */
export const accountHome = z.strictObject({
  account: accountCard,
  clients: z.array(connectedClient),
  sessions: z.array(sessionRow),
  /** Newest last; each has a page of its own. */
  waiting: z.array(waitingRow),
});

export type AccountHome = z.infer<typeof accountHome>;

/** POST calls of the account page, with the session cookie. Each answers with the new state of the page. */
export const accountCalls = {
  '/account/clients/withdraw': {
    input: z.strictObject({ clientId: z.string().min(1).max(256) }),
    output: accountHome,
  },
  '/account/sessions/end': {
    input: z.strictObject({ sessionId: z.string().min(1).max(64) }),
    output: accountHome,
  },
  '/account/sessions/end-others': { input: z.strictObject({}), output: accountHome },
  '/account/sign-out-everywhere': { input: z.strictObject({}), output: z.strictObject({ url: z.string() }) },
  '/account/sign-out': { input: z.strictObject({}), output: z.strictObject({ url: z.string() }) },
} as const;
