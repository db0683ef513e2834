import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import type { AuthorizationRequest } from './request.ts';
import { storedAuthorizationRequest } from './stored-request.ts';

/** How long a pushed request waits for its first visit (RFC 9126 §2.2: 5 to 600 s). */
export const PUSHED_SECONDS = 90;

/** RFC 9126 §2.2. */
const PREFIX = 'urn:ietf:params:oauth:request_uri:';

/** A finished request is remembered for as long as a trip that began with it could still end. */
const REMEMBERED_SECONDS = 2 * 24 * 60 * 60;

export interface PushedRequests {
  /** Keeps a checked request; answers its `request_uri`, which holds a secret of 256 bits. */
  push(request: AuthorizationRequest): Promise<string>;
  /**
   * The request, for the client that pushed it (PR-03). May be opened again, as somebody does who reloads the page
   * (PR-01), until it is finished; from the first visit on it lives as long as a trip. Undefined for anything else.
   */
  open(requestUri: string, clientId: string): Promise<AuthorizationRequest | undefined>;
  /** True for the first answer that is given to it, and false for every later one (RFC 9126 §7.3). */
  finish(requestUri: string): Promise<boolean>;
}

/** Pushed authorization requests (RFC 9126). Sealed like all ephemera: nobody but we can read them (PR-08). */
export function pushedRequests(parts: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: Pick<Config, 'lifetimes'>;
}): PushedRequests {
  const waiting = collection(parts, 'pushed', stored, PUSHED_SECONDS);
  const visited = collection(parts, 'pushed', stored, parts.config.lifetimes.interactionSeconds);

  return {
    push: async (request) => {
      const secret = newSecret('pr');
      const requestUri = PREFIX + secret;
      await waiting.put(secret, { request: { ...request, pushedAs: requestUri }, visited: false });
      return requestUri;
    },

    open: async (requestUri, clientId) => {
      const secret = secretOf(requestUri);
      const found = secret === undefined ? undefined : await waiting.peek(secret);
      if (secret === undefined || found?.request.clientId !== clientId) return undefined;
      if (found.visited) return found.request;
      const kept = await visited.replace(secret, { ...found, visited: true });
      return kept ? found.request : undefined;
    },

    finish: async (requestUri) => {
      const secret = secretOf(requestUri);
      if (secret === undefined) return false;
      const [first] = await Promise.all([
        parts.ephemera.claim(`pushed-finished:${fingerprint(secret)}`, REMEMBERED_SECONDS),
        waiting.take(secret),
      ]);
      return first;
    },
  };
}

/** True for what only a pushed request is called. */
export function isPushedUri(requestUri: string): boolean {
  return requestUri.startsWith(PREFIX);
}

function secretOf(requestUri: string): string | undefined {
  const secret = isPushedUri(requestUri) ? requestUri.slice(PREFIX.length) : '';
  return isSecret('pr', secret) ? secret : undefined;
}

const stored = z.strictObject({ request: storedAuthorizationRequest, visited: z.boolean() });
