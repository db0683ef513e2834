import { z } from 'zod';
import type { ClientStore } from '../clients/client-store.ts';
import type { Config } from '../config/config.ts';
import { type Destination, ownDestination } from '../http/destination.ts';
import type { Reply } from '../http/reply.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { newSecret } from '../platform/random.ts';
import type { EndedClient } from '../sessions/session-store.ts';
import { logoutFrame } from './front-channel.ts';
import { storedReturn } from './return-to-client.ts';

export interface SigningOutParts {
  readonly clients: Pick<ClientStore, 'find'>;
  readonly ephemera: Ephemera;
  readonly config: Pick<Config, 'issuer'>;
  readonly clock: Clock;
}

/** The way on, once somebody was signed out in this browser. */
export interface SigningOut {
  /** By a page that loads the frames of these clients, if there are any, and then to `returnTo` or our own page. */
  leave(ended: readonly EndedClient[], returnTo?: string): Promise<Destination>;
  /** That page; each is shown once. */
  show(ticket: string): Promise<Reply>;
}

/** More clients than this in one session are told by the back channel, or not at all. */
const FRAMES_MAX = 20;
const TTL_SECONDS = 60;

const trip = z.strictObject({ frames: z.array(z.string()), returnTo: z.string().optional() });

/** Front-Channel Logout 1.0 §3. */
export function signingOut({ clients, ephemera, config, clock }: SigningOutParts): SigningOut {
  const trips = collection({ ephemera, clock }, 'signing-out', trip, TTL_SECONDS);

  const afterwards = (returnTo: string | undefined) =>
    returnTo === undefined ? ownDestination(config.issuer, '/signed-out') : storedReturn(returnTo);

  const frameOf = async (ended: EndedClient): Promise<readonly string[]> => {
    const client = await clients.find(ended.clientId);
    const frame = client && logoutFrame(client, ended, config.issuer);
    return frame === undefined ? [] : [frame];
  };

  return {
    async leave(ended, returnTo) {
      const frames = (await Promise.all(ended.map(frameOf))).flat().slice(0, FRAMES_MAX);
      if (frames.length === 0) return afterwards(returnTo);
      const ticket = newSecret('ti');
      await trips.put(ticket, { frames, ...(returnTo !== undefined && { returnTo }) });
      return ownDestination(config.issuer, `/logout/leave/${ticket}`);
    },
    async show(ticket) {
      const taken = await trips.take(ticket);
      // Come back to by the history: everybody was told, and nobody is sent anywhere twice.
      if (!taken) return { kind: 'redirect', to: afterwards(undefined) };
      const { frames, returnTo } = taken;
      return {
        kind: 'page',
        status: 200,
        frameOrigins: [...new Set(frames.map((frame) => new URL(frame).origin))],
        body: { view: 'signing-out', frames, url: afterwards(returnTo) },
      };
    },
  };
}
