import { z } from 'zod';
import type { AuthorizationRequest } from '../authorization/request.ts';
import { storedAuthorizationRequest } from '../authorization/stored-request.ts';
import type { Config } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { ownDestination } from '../http/destination.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Visit } from '../http/visit.ts';
import type { Clock } from '../platform/clock.ts';
import { type Collection, collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import { beginBudget } from './begin-budget.ts';
import { browserDigest } from './browser.ts';
import { storedTrip, type Trip } from './trip.ts';

/**
 * One trip of a person through our pages. Lives `interactionSeconds`, longer when extended; the request in it is kept
 * for a day, so that somebody who comes late can start again.
 */
export interface Interaction extends Trip {
  /** What a client asked for. Undefined: the trip leads to a page of ours. */
  readonly request: AuthorizationRequest | undefined;
  /** Which page of ours; undefined: that of the account. */
  readonly ownPage?: OwnPage | undefined;
  /** Whose trip it is. Undefined until the first visit when a cross-site POST began it: it carries no cookies. */
  readonly browserDigest: string | undefined;
  readonly expiresAtSeconds: number;
  /** The server setup that a new password is being registered under. */
  readonly setupId?: string | undefined;
}

/** A path of this server that only somebody signed in can use: a constant of ours with ids in it. */
export type OwnPage = `/${string}`;

export interface Interactions {
  /**
   * Begins a trip; answers its id, a secret of 256 bits. Throws ProblemError `too_many_attempts` when too many of that
   * network were begun and never finished.
   */
  begin(
    q: Pick<
      Interaction,
      'request' | 'browserDigest' | 'sessionAtStart' | 'ownPage' | 'act' | 'reset' | 'proof'
    >,
    caller: Pick<Caller, 'addressPrefix'>,
  ): Promise<string>;
  /**
   * The living interaction of this browser. Throws ProblemError `interaction_expired` (with the way back when the
   * request is still known) and `interaction_foreign` (begun in another browser: UI-02, UI-04, DOD-N05).
   */
  ofBrowser(visit: Pick<Visit, 'cookie'>, id: string): Promise<Interaction>;
  /** The same, expired ones too. */
  keptFor(visit: Pick<Visit, 'cookie'>, id: string): Promise<Interaction>;
  /** Whatever lies under that id, of any browser, expired or not. */
  find(id: string): Promise<Interaction | undefined>;
  /** Throws `interaction_expired` when it was finished meanwhile. */
  save(id: string, interaction: Interaction): Promise<void>;
  /** Removes it: of any number of callers one receives it. */
  take(id: string, caller: Pick<Caller, 'addressPrefix'>): Promise<Interaction | undefined>;
  /** Its full lifetime from now on, within a day of its start. */
  extended(interaction: Interaction): Interaction;
  readonly isAlive: (interaction: Interaction) => boolean;
}

export interface InteractionsParts {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'lifetimes' | 'throttleScale'>;
}

const KEPT_SECONDS = 24 * 60 * 60;

export function openInteractions({ ephemera, clock, config }: InteractionsParts): Interactions {
  const kept: Collection<Interaction> = collection({ ephemera, clock }, 'interaction', stored, KEPT_SECONDS);
  const budget = beginBudget({ ephemera, clock, config });
  const lifetime = config.lifetimes.interactionSeconds;
  const isAlive = ({ expiresAtSeconds }: Interaction) => expiresAtSeconds > clock.nowSeconds();
  const find = async (id: string) => (isSecret('ia', id) ? kept.peek(id) : undefined);
  const keptFor: Interactions['keptFor'] = async (visit, id) => {
    const interaction = await find(id);
    if (!interaction) throw new ProblemError('interaction_expired');
    const digest = browserDigest(visit);
    if (digest !== undefined && digest === interaction.browserDigest) return interaction;
    throw new ProblemError('interaction_foreign');
  };

  return {
    isAlive,
    find,
    keptFor,

    begin: async (q, { addressPrefix }) => {
      await budget.admit(addressPrefix);
      const now = clock.nowSeconds();
      const id = newSecret('ia');
      const fresh = { consentedAccountId: undefined, denied: false };
      await kept.put(id, { ...q, ...fresh, startedAtSeconds: now, expiresAtSeconds: now + lifetime });
      return id;
    },

    ofBrowser: async (visit, id) => {
      const interaction = await keptFor(visit, id);
      if (isAlive(interaction)) return interaction;
      throw new ProblemError('interaction_expired', { restartUrl: restartUrl(config, id) });
    },

    save: async (id, interaction) => {
      if (!(await kept.replace(id, interaction))) throw new ProblemError('interaction_expired');
    },

    take: async (id, { addressPrefix }) => {
      const taken = await kept.take(id);
      if (taken) budget.giveBack(addressPrefix);
      return taken;
    },

    extended: (interaction) => ({
      ...interaction,
      expiresAtSeconds: Math.min(clock.nowSeconds() + lifetime, interaction.startedAtSeconds + KEPT_SECONDS),
    }),
  };
}

/** The page of an interaction. Only the id is in it (DOD-C01). */
export function interactionPage({ issuer }: Pick<Config, 'issuer'>, id: string) {
  return ownDestination(issuer, `/interaction/${id}`);
}

/** Where a page navigates when nothing is missing. */
export function finishUrl({ issuer }: Pick<Config, 'issuer'>, id: string) {
  return ownDestination(issuer, `/interaction/${id}/finish`);
}

/** The way back into the same request for somebody who came late. */
export function restartUrl({ issuer }: Pick<Config, 'issuer'>, id: string) {
  return ownDestination(issuer, `/interaction/${id}/restart`);
}

/** What its page is told of it, beside the step. */
export function tripFrame(
  { config, clock }: Pick<InteractionsParts, 'clock'> & { readonly config: Pick<Config, 'issuer'> },
  id: string,
  { expiresAtSeconds }: Pick<Interaction, 'expiresAtSeconds'>,
) {
  return {
    interactionId: id,
    expiresAtSeconds,
    restartUrl: restartUrl(config, id),
    nowSeconds: clock.nowSeconds(),
  };
}

const written = z.strictObject({
  request: storedAuthorizationRequest.optional(),
  ownPage: z.templateLiteral(['/', z.string()]).optional(),
  setupId: z.string().optional(),
  browserDigest: z.string().optional(),
  expiresAtSeconds: z.number().int(),
  ...storedTrip,
});

// JSON drops what is undefined; here it comes back.
const stored: z.ZodType<Interaction> = written.transform((read) => ({
  request: read.request,
  ownPage: read.ownPage,
  setupId: read.setupId,
  browserDigest: read.browserDigest,
  startedAtSeconds: read.startedAtSeconds,
  expiresAtSeconds: read.expiresAtSeconds,
  sessionAtStart: read.sessionAtStart,
  consentedAccountId: read.consentedAccountId,
  denied: read.denied,
  proof: read.proof,
  act: read.act,
  reset: read.reset,
  keys: read.keys,
}));
