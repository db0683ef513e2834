import { z } from 'zod';
import { keysAsked } from '../authorization/keys-asked.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import { OAuthError } from '../protocol/error.ts';
import { type Authorization, storedAuthorization } from '../tokens/authorization.ts';
import { type Confirmation, terms } from '../tokens/terms.ts';
import { deliveredKeys, type DeliveredKeys } from '../vault/delivered-keys.ts';
import { pacer } from './pace.ts';

/** What a client asks for here, and a person allows or denies elsewhere. */
export type Waiting = z.infer<typeof waiting>;

/** What the person said; an approval is all that the mint will need. */
export type Decision = { readonly kind: 'denied' } | ({ readonly kind: 'allowed' } & Redeemed);

/** What a client is owed. */
export interface Redeemed {
  readonly authorization: Authorization;
  /** The end-to-end keys that it asked for. */
  readonly keys?: DeliveredKeys | undefined;
}

/** Requests that wait for a person, while their client polls (RFC 8628 §3.4, CIBA §11). */
export interface WaitingRequests {
  /** The secret is what the client polls with; the id is what our pages know the request by. */
  begin(
    asked: Omit<Waiting, 'secret' | 'challenge'>,
  ): Promise<{ readonly secret: string; readonly id: string }>;
  /** Undefined once it was decided or has expired. */
  find(id: string): Promise<Waiting | undefined>;
  /** Of any number of decisions the first one counts; false for all others, and when the request has expired. */
  decide(id: string, decision: Decision): Promise<boolean>;
  /**
   * What the client is owed, once, whoever polls beside it (DV-05). Throws `authorization_pending`, `slow_down`,
   * `expired_token`, `access_denied`, and `invalid_grant` for a secret that is unknown, of another client, bound to
   * another key, or used.
   */
  redeem(secret: string, clientId: string, confirmation: Confirmation | undefined): Promise<Redeemed>;
}

/** How long a client is told that its request has expired, before it counts as unknown. */
const TOLD_SECONDS = 600;

/**
 * Opens the requests of one grant. The secret lies under a key made of it, its client and the key it is bound to, as codes
 * do (decision 4): a poll of another client finds nothing and burns nothing. To decide is to take the open request, to redeem is to spend
 * the decision; both are one atomic act.
 */
export function waitingRequests(
  parts: { readonly ephemera: Ephemera; readonly clock: Clock },
  { kind, lifetimeSeconds }: { readonly kind: 'dc' | 'ar'; readonly lifetimeSeconds: number },
): WaitingRequests {
  const { clock } = parts;
  const keptSeconds = lifetimeSeconds + TOLD_SECONDS;
  const tickets = collection(parts, `${kind}-ticket`, ticket, keptSeconds);
  const open = collection(parts, `${kind}-open`, waiting, lifetimeSeconds);
  const decisions = collection(parts, `${kind}-decision`, decision, keptSeconds);
  const pace = pacer(parts, kind, keptSeconds);
  const isAlive = ({ expiresAtSeconds }: { readonly expiresAtSeconds: number }) =>
    expiresAtSeconds > clock.nowSeconds();

  return {
    begin: async (asked) => {
      const secret = newSecret(kind);
      const id = newSecret('wa');
      const { clientId, expiresAtSeconds, notificationToken, keys, terms: promised } = asked;
      await open.put(id, {
        ...asked,
        ...(notificationToken !== undefined && { secret }),
        ...(keys !== undefined && { challenge: fingerprint(secret) }),
      });
      await tickets.put(keyOf(secret, clientId, promised.confirmation), { id, expiresAtSeconds });
      return { secret, id };
    },

    find: async (id) => {
      const found = isSecret('wa', id) ? await open.peek(id) : undefined;
      return found && isAlive(found) ? found : undefined;
    },

    decide: async (id, decided) => {
      const taken = isSecret('wa', id) ? await open.take(id) : undefined;
      if (!taken || !isAlive(taken)) return false;
      await decisions.put(id, decided);
      return true;
    },

    redeem: async (secret, clientId, confirmation) => {
      if (!isSecret(kind, secret)) throw unknown();
      // A key was proved: the request may have been bound to it, or to none.
      const bound = confirmation && (await tickets.peek(keyOf(secret, clientId, confirmation)));
      const found = bound ?? (await tickets.peek(keyOf(secret, clientId, undefined)));
      if (!found) throw unknown();
      if (!isAlive(found)) throw new OAuthError('expired_token', 'nobody decided in time; ask anew');
      const spent = await decisions.spend(found.id);
      if (!spent) throw await pace.stillPending(found.id);
      if (spent.value.kind === 'denied') throw new OAuthError('access_denied', 'the person said no');
      if (!spent.first) throw unknown();
      return spent.value;
    },
  };
}

/** One text for every reason: which one it was helps nobody but a thief. */
function unknown(): OAuthError {
  return new OAuthError('invalid_grant', 'this is unknown, used, or was made for another client');
}

// JSON, because a plain concatenation could read two ways.
function keyOf(secret: string, clientId: string, confirmation: Confirmation | undefined): string {
  return JSON.stringify([secret, clientId, ...(confirmation === undefined ? [] : [confirmation])]);
}

const ticket = z.strictObject({ id: z.string(), expiresAtSeconds: z.number().int() });

const waiting = z.strictObject({
  clientId: z.string(),
  scopes: z.array(z.string()),
  terms,
  /** Of whoever sent the request: the device, or with CIBA the client's own server. */
  addressPrefix: z.string(),
  userAgent: z.string(),
  askedAtSeconds: z.number().int(),
  expiresAtSeconds: z.number().int(),
  /** CIBA: the one account that may decide. */
  accountId: z.string().optional(),
  /** CIBA §7.1: what the person sees at the client as well. */
  bindingMessage: z.string().optional(),
  /** CIBA §10.2: the bearer token of the ping, where the client wants to be told. */
  notificationToken: z.string().optional(),
  /** The end-to-end keys that the device asks for; `challenge`: what ties them to its code, whose SHA-256 it is. */
  keys: keysAsked.optional(),
  challenge: z.string().optional(),
  /** The secret itself, sealed like all else here: kept only where the ping must name it. */
  secret: z.string().optional(),
});

const authorization: z.ZodType<Authorization> = z
  .strictObject(storedAuthorization)
  // JSON drops what is undefined; here it comes back. There is no nonce: no browser carried the request.
  .transform(({ acr, ...rest }) => ({ ...rest, acr, nonce: undefined }));

const decision: z.ZodType<Decision> = z.union([
  z.strictObject({ kind: z.literal('denied') }),
  z.strictObject({ kind: z.literal('allowed'), authorization, keys: deliveredKeys.optional() }),
]);
