import { type ReturnAddress, returnAddress } from '../authorization/return-address.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Visit } from '../http/visit.ts';
import { readSession } from '../sessions/cookie.ts';
import type { SessionAndConsent, SessionStore } from '../sessions/session-store.ts';
import { isKeyScope } from '../protocol/key-scope.ts';
import { subjectFor } from '../tokens/subject.ts';
import type { Interaction } from './interaction.ts';
import { type NextStep, nextStep } from './next-step.ts';
import type { Trip } from './trip.ts';

/** Where a trip stands: who asks, who is there, and what comes next. */
export interface Standing {
  /** Undefined: the trip leads to a page or an act of ours. */
  readonly asked: Asked | undefined;
  readonly live: SessionAndConsent | undefined;
  readonly trip: Trip;
  readonly next: NextStep;
}

/** A request whose client is still there, still enabled, and still owns the return address. */
export interface Asked {
  readonly request: AuthorizationRequest;
  readonly client: Client;
}

/**
 * Looks the client of a stored request up again: a client that was disabled, or lost the return address or the scope of a
 * key meanwhile, gets no answer (SE-07). Throws ProblemError `interaction_expired`.
 */
export async function askedBy(
  clients: Pick<ClientStore, 'find'>,
  request: AuthorizationRequest | undefined,
): Promise<Asked | undefined> {
  if (!request) return undefined;
  const client = await clients.find(request.clientId);
  const address: ReturnAddress | undefined = client && returnAddress(client, request.target.address);
  if (!client?.enabled || address === undefined) throw new ProblemError('interaction_expired');
  if (request.keys?.scopes.every((name) => isKeyScope(client.settings, name)) === false)
    throw new ProblemError('interaction_expired');
  return { request, client };
}

export interface StandingParts {
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'lifetimes'>;
  readonly keyring: Pick<Keyring, 'pairwiseSubject'>;
}

/** Judges a trip by what is stored and by who is signed in now. Pure but for the clock. */
export function standing(
  { clock, config, keyring }: StandingParts,
  asked: Asked | undefined,
  live: SessionAndConsent | undefined,
  trip: Trip,
): Standing {
  const nowSeconds = clock.nowSeconds();
  const leewaySeconds = config.lifetimes.clockLeewaySeconds;
  const own = { trip, session: live?.session, nowSeconds, leewaySeconds };
  if (!asked) return { asked, live, trip, next: nextStep(own) };
  const session = live && {
    ...live.session,
    subject: subjectFor(keyring, asked.client, live.session.accountId),
  };
  const consent = live?.consent;
  const progress = { ...own, ...asked, session, consent, issuer: config.issuer };
  return { asked, live, trip, next: nextStep(progress) };
}

/** Where this interaction stands for whoever is signed in in this browser now. One statement. */
export async function standingOf(
  parts: StandingParts & {
    readonly clients: Pick<ClientStore, 'find'>;
    readonly sessions: SessionStore;
  },
  visit: Pick<Visit, 'cookie'>,
  interaction: Interaction,
): Promise<Standing> {
  const asked = await askedBy(parts.clients, interaction.request);
  return standing(parts, asked, await readSession(visit, parts, asked?.client.id), interaction);
}
