import { z } from 'zod';
import { factorKind } from './factors/kind.ts';
import { personName } from './interaction.ts';
import { keyChange, keyOwner } from './keys.ts';
import {
  finishLoginRequest,
  ksfId,
  loginResponse,
  registrationRecord,
  registrationRequest,
  registrationResponse,
  startLoginRequest,
} from './opaque.ts';
import { accountCard, actPurpose } from './step.ts';

/** The parts of the account page, each at `/account/<section>`; the first is `/account` itself. */
export const accountSections = ['profile', 'security', 'vault', 'apps', 'devices', 'events', 'data'] as const;
export type AccountSection = (typeof accountSections)[number];

const connectedClient = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  host: z.string(),
  scopes: z.array(z.string()),
  allowedAtSeconds: z.number().int(),
  /** It was allowed a key of its own, which its owner may replace. */
  hasKeys: z.boolean(),
  /** When it last got a token; undefined when none that still counts. */
  lastUsedAtSeconds: z.number().int().optional(),
});

const sessionRow = z.strictObject({
  id: z.string(),
  current: z.boolean(),
  /** Browser and system in words, from the User-Agent header; empty when unknown. */
  device: z.string(),
  /** The network it signed in from, and its country (ISO 3166) where a proxy tells; empty when unknown. */
  network: z.string(),
  country: z.string(),
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

/** Somebody in their own words; every field but the name may be empty. Claims follow (OIDC Core §5.1). */
const line = z
  .string()
  .trim()
  .max(120)
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u);
export const profile = z.strictObject({
  name: personName,
  givenName: line,
  familyName: line,
  nickname: line,
  website: z.union([z.literal(''), z.httpUrl().max(512)]),
  /** BCP 47, such as `nl-BE`. */
  locale: z
    .string()
    .max(35)
    .regex(/^(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4})?$/),
  /** IANA, such as `Europe/Amsterdam`. */
  zoneinfo: z
    .string()
    .max(64)
    .regex(/^(?:[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+){0,3})?$/),
});
export type Profile = z.infer<typeof profile>;

/** A second factor as its owner sees it. */
const factorRow = z.strictObject({
  id: z.string(),
  kind: factorKind,
  label: z.string(),
  createdAtSeconds: z.number().int(),
  lastUsedAtSeconds: z.number().int().optional(),
  /** A passkey that its maker copies to other devices of the same person. */
  synced: z.boolean().optional(),
  /** Backup codes that were not used. */
  left: z.number().int().optional(),
});

/** One thing that happened to the account; `kind` is put into words by the page. */
const eventRow = z.strictObject({
  kind: z.string(),
  atSeconds: z.number().int(),
  clientName: z.string().optional(),
  /** Of the record it tells of; in words of ours, or the name that the operator gave it. */
  recordType: z.string().optional(),
  network: z.string().optional(),
});

/** A value that an app keeps for somebody. */
const recordRow = z.strictObject({
  id: z.string(),
  type: z.string(),
  /** As much of it as is shown; absent when it cannot be read, now or ever. */
  masked: z.string().optional(),
  /** Of the client that keeps it, if there is still one. */
  clientName: z.string().optional(),
  createdAtSeconds: z.number().int(),
});

/** What the account page shows, all of its sections. */
export const accountHome = z.strictObject({
  account: accountCard,
  profile,
  /** Address of the picture, on our own origin; absent when there is none. */
  picture: z.string().optional(),
  /** Undefined when the account opens with passkeys alone. */
  passwordSetAtSeconds: z.number().int().optional(),
  factors: z.array(factorRow),
  /** A new address waits for its letter to be answered. */
  newEmail: z.string().optional(),
  /** Newest first; `moreEvents` is where the next page begins. */
  events: z.array(eventRow),
  moreEvents: z.string().optional(),
  nowSeconds: z.number().int(),
  clients: z.array(connectedClient),
  sessions: z.array(sessionRow),
  /** Newest last; each has a page of its own. */
  waiting: z.array(waitingRow),
  /** Newest first; `moreRecords` is where the next page begins. */
  records: z.array(recordRow),
  moreRecords: z.string().optional(),
});

export type AccountHome = z.infer<typeof accountHome>;

const ticket = z.string().min(40).max(64);
const attemptId = z.string().min(40).max(64);

/** POST calls of the account page, with the session cookie. Each answers with the new state of the page. */
export const accountCalls = {
  /**
   * Begins the trip in which an act on the account is confirmed and carried out; `url` is its page. `target`: the new
   * address, the id of the factor to remove, the kind of the factor to add.
   */
  '/account/acts/begin': {
    input: z.strictObject({ purpose: actPurpose, target: z.string().min(1).max(254).optional() }),
    output: z.strictObject({ url: z.string() }),
  },
  '/account/profile/save': { input: profile, output: accountHome },
  /** A PNG of at most 512 px, base64; it is drawn anew before anybody else sees it. */
  '/account/picture/save': {
    input: z.strictObject({ png: z.base64().min(64).max(400_000) }),
    output: accountHome,
  },
  '/account/picture/remove': { input: z.strictObject({}), output: accountHome },
  '/account/factors/rename': {
    input: z.strictObject({ factorId: z.string().min(1).max(64), label: personName }),
    output: accountHome,
  },
  '/account/events': {
    input: z.strictObject({ before: z.string().min(1).max(64) }),
    output: z.strictObject({ events: z.array(eventRow), moreEvents: z.string().optional() }),
  },
  '/account/records': {
    input: z.strictObject({ before: z.string().min(1).max(128) }),
    output: z.strictObject({ records: z.array(recordRow), moreRecords: z.string().optional() }),
  },
  '/account/records/delete': {
    input: z.strictObject({ recordId: z.string().min(1).max(64) }),
    output: accountHome,
  },
  /** What the ticket that went to the new address is good for. Does not spend it. */
  '/email-change/open': {
    input: z.strictObject({ ticket }),
    output: z.strictObject({
      email: z.string(),
      newEmail: z.string(),
      passwordless: z.boolean(),
      expiresAtSeconds: z.number().int(),
    }),
  },
  /** The password once more: it proves the owner, and is registered under the new address in the same breath. */
  '/email-change/start': {
    input: z.strictObject({ ticket, startLoginRequest, registrationRequest }),
    output: z.strictObject({ attemptId, loginResponse, ksfId, registrationResponse, newKsfId: ksfId }),
  },
  '/email-change/finish': {
    input: z.strictObject({
      ticket,
      attemptId,
      finishLoginRequest,
      ksfId,
      registrationRecord,
      startLoginRequest,
    }),
    output: z.strictObject({ attemptId, loginResponse, keys: keyOwner.optional() }),
  },
  /** Spends the ticket; from now on the new address signs in. */
  '/email-change/prove': {
    input: z.strictObject({ ticket, attemptId, finishLoginRequest, keys: keyChange.optional() }),
    output: z.strictObject({ url: z.string() }),
  },
  /** The same for an account without a password, in a session of it. */
  '/email-change/confirm': {
    input: z.strictObject({ ticket }),
    output: z.strictObject({ url: z.string() }),
  },
  '/account/clients/withdraw': {
    input: z.strictObject({ clientId: z.string().min(1).max(256) }),
    output: accountHome,
  },
  /** Other keys from its next sign-in on, for it and whoever shares them; the tokens of all of them end. */
  '/account/keys/rotate': {
    input: z.strictObject({ clientId: z.string().min(1).max(512) }),
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
