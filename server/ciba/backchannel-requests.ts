import { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { type Waiting, type WaitingRequests, waitingRequests } from '../device/waiting.ts';
import { CIBA_SECONDS } from './backchannel-request.ts';

/** Requests of clients to somebody who is elsewhere (CIBA). */
export interface BackchannelRequests extends Pick<WaitingRequests, 'begin' | 'find' | 'decide' | 'redeem'> {
  /**
   * Counts a letter to that address, before anything is written. Resolves with the place of the request in the list of
   * its person. Throws ProblemError `too_many_attempts`, for members and strangers alike.
   */
  admitLetter(to: { readonly email: string; readonly clientId: string }): Promise<number>;
  /** Puts a request at its place in the list of an account. */
  note(accountId: string, place: number, id: string): Promise<void>;
  /** What waits for that account now. */
  list(accountId: string): Promise<readonly { readonly id: string; readonly asked: Waiting }[]>;
}

/** Letters to one person within ten minutes: of all clients, and of one. */
const LETTERS_MAX = 5;
const LETTERS_OF_CLIENT_MAX = 3;
const SPAN_SECONDS = 600;

export function backchannelRequests(parts: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
}): BackchannelRequests {
  const { ephemera } = parts;
  const waiting = waitingRequests(parts, { kind: 'ar', lifetimeSeconds: CIBA_SECONDS });
  const places = collection(parts, 'ciba-place', z.string(), CIBA_SECONDS);
  const count = (key: string, of: readonly string[]) =>
    ephemera.count(`${key}:${fingerprint(JSON.stringify(of))}`, SPAN_SECONDS);

  return {
    ...waiting,

    admitLetter: async ({ email, clientId }) => {
      const ofClient = await count('ciba-client', [email, clientId]);
      // One client that asks too often takes no place from the others.
      const place = ofClient > LETTERS_OF_CLIENT_MAX ? LETTERS_MAX + 1 : await count('ciba-person', [email]);
      if (place <= LETTERS_MAX) return place;
      throw new ProblemError('too_many_attempts', { retryAfterSeconds: SPAN_SECONDS });
    },

    // A place is used again once its span is over; the request that had it is then reached by its letter alone.
    note: (accountId, place, id) => places.put(`${accountId}:${place}`, id),

    list: async (accountId) => {
      const numbers = Array.from({ length: LETTERS_MAX }, (_, index) => index + 1);
      const found = numbers.map(async (place) => {
        const id = await places.peek(`${accountId}:${place}`);
        const asked = id === undefined ? undefined : await waiting.find(id);
        return id === undefined || asked?.accountId !== accountId ? [] : [{ id, asked }];
      });
      return (await Promise.all(found)).flat();
    },
  };
}
