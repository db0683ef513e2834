import { z } from 'zod';
import type { KsfId } from '../../contract/opaque-parameters.ts';
import { type Email, parseEmail } from '../accounts/email.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import type { Bridge } from '../vault/key-change.ts';
import type { Credential } from './credential.ts';
import type { PendingCredentials } from './pending.ts';
import type { Registrar } from './registrar.ts';

/**
 * The same password under the current server setup, after a login under an older one: the page still has it, and nobody
 * is asked. Offered to who proved the password and to nobody else; each message is answered once, and all of them only
 * in the browser and the trip of that login.
 */
export interface Renewals {
  /** The id to begin with, a secret; undefined when that account was offered enough of late. */
  offer(context: RenewalContext, due: RenewalDue): Promise<string | undefined>;
  /** The evaluation under the current setup, once: an offer is no oracle (opaque.md 4.3). */
  start(
    context: RenewalContext,
    q: { readonly renewalId: string; readonly registrationRequest: string },
  ): Promise<{
    readonly accountId: string;
    readonly registrationResponse: string;
    readonly ksfId: KsfId;
  }>;
  /** Judges the record, and answers the first message of a login with it. */
  finish(
    context: RenewalContext,
    q: {
      readonly renewalId: string;
      readonly ksfId: KsfId;
      readonly registrationRecord: string;
      readonly startLoginRequest: string;
    },
  ): Promise<{ readonly attemptId: string; readonly loginResponse: string }>;
  /** What may take the place of the old one. All three throw ProblemError `interaction_expired` or `invalid_input`. */
  prove(
    context: RenewalContext,
    q: {
      readonly renewalId: string;
      readonly attemptId: string;
      readonly finishLoginRequest: string;
      readonly keys: Bridge | undefined;
    },
  ): Promise<Renewed>;
  /** Keeps it while the sign-in is not whole yet: a factor is still asked for. */
  park(context: RenewalContext, renewed: Renewed): Promise<void>;
  takeParked(context: RenewalContext): Promise<Renewed | undefined>;
}

/** Where the password was proved. */
export interface RenewalContext {
  readonly interactionId: string;
  readonly browserDigest: string;
}

export interface RenewalDue {
  readonly accountId: string;
  readonly email: Email;
  readonly credentialId: string;
  /** Of the credential that was logged in with: what it is when the new one takes its place, or nothing happens. */
  readonly setupId: string;
  readonly recordDigest: string;
}

export interface Renewed {
  readonly credential: Credential;
  readonly keys?: Bridge | undefined;
  readonly replaces: { readonly setupId: string; readonly recordDigest: string };
  /** When the password was proved. */
  readonly provedAtSeconds: number;
}

/** Two key stretchings and three messages: on a slow phone a few seconds. */
const RENEWAL_SECONDS = 60;
/** As long as the first proof waits for a factor. */
const PARKED_SECONDS = 600;
/** A browser that cannot is not offered it at every sign-in. */
const OFFERS_MAX = 3;
const OFFERS_SECONDS = 60 * 60;

const replaces = { setupId: z.string(), recordDigest: z.string() };
const begun = z.strictObject({
  stage: z.enum(['offered', 'registering', 'proving']),
  accountId: z.string(),
  email: z.string(),
  /** Both messages are evaluated under one setup, though a rotation may fall between them. */
  newSetupId: z.string(),
  ...replaces,
  provedAtSeconds: z.number().int(),
});
const parkedForm = z.strictObject({
  credential: z.strictObject({
    accountId: z.string(),
    credentialId: z.string(),
    setupId: z.string(),
    ksfId: z.custom<KsfId>((id) => typeof id === 'string'),
    registrationRecord: z.string(),
    createdAtSeconds: z.number().int(),
  }),
  replaces: z.strictObject(replaces),
  keys: z
    .strictObject({ kind: z.literal('bridge'), generation: z.number().int(), jwe: z.string() })
    .optional(),
  provedAtSeconds: z.number().int(),
});

type Begun = z.infer<typeof begun>;

export function openRenewals(parts: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly registrar: Registrar;
  readonly pending: PendingCredentials;
}): Renewals {
  const { ephemera, clock, registrar, pending } = parts;
  const renewals = collection({ ephemera, clock }, 'renewal', begun, RENEWAL_SECONDS);
  const parked = collection({ ephemera, clock }, 'renewal-parked', parkedForm, PARKED_SECONDS);

  /** Taken before anything is computed: of any number of callers one goes on, and an error is the end of it. */
  async function taken(context: RenewalContext, renewalId: string, stage: Begun['stage']) {
    const found = isSecret('rn', renewalId) ? await renewals.take(idOf(context, renewalId)) : undefined;
    const email = found && parseEmail(found.email);
    if (found?.stage !== stage || email === undefined) throw new ProblemError('interaction_expired');
    return { ...found, email };
  }

  return {
    async offer(context, { accountId, email, credentialId, setupId, recordDigest }) {
      const offers = await ephemera.count(`renewal-offers:${credentialId}`, OFFERS_SECONDS);
      if (offers > OFFERS_MAX) return undefined;
      const renewalId = newSecret('rn');
      const newSetupId = registrar.currentSetup();
      const due = {
        accountId,
        email,
        setupId,
        recordDigest,
        newSetupId,
        provedAtSeconds: clock.nowSeconds(),
      };
      await renewals.put(idOf(context, renewalId), { stage: 'offered', ...due });
      return renewalId;
    },

    async start(context, { renewalId, registrationRequest }) {
      const due = await taken(context, renewalId, 'offered');
      const { accountId, email, newSetupId: setupId } = due;
      const answer = registrar.register({ email, setupId, registrationRequest });
      await renewals.put(idOf(context, renewalId), { ...due, stage: 'registering' });
      return { ...answer, accountId };
    },

    async finish(context, { renewalId, ksfId, registrationRecord, startLoginRequest }) {
      const due = await taken(context, renewalId, 'registering');
      const { accountId, email, newSetupId: setupId } = due;
      const credential = registrar.credential({ accountId, email, setupId, ksfId, registrationRecord });
      const id = idOf(context, renewalId);
      const answer = await pending.begin({ contextId: id, credential, startLoginRequest });
      await renewals.put(id, { ...due, stage: 'proving' });
      return answer;
    },

    async prove(context, { renewalId, attemptId, finishLoginRequest, keys }) {
      const { setupId, recordDigest, provedAtSeconds } = await taken(context, renewalId, 'proving');
      const contextId = idOf(context, renewalId);
      const credential = await pending.prove({ contextId, attemptId, finishLoginRequest });
      if (!credential) throw new ProblemError('interaction_expired');
      return { credential, keys, replaces: { setupId, recordDigest }, provedAtSeconds };
    },

    park: (context, renewed) => parked.put(idOf(context, ''), renewed),
    takeParked: (context) => parked.take(idOf(context, '')),
  };
}

/** Ids of all three have a fixed shape without a space: no two make the same. */
function idOf({ interactionId, browserDigest }: RenewalContext, renewalId: string): string {
  return `${renewalId} ${interactionId} ${browserDigest}`;
}
