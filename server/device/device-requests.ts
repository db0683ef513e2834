import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { newUserCode, parseUserCode } from './user-code.ts';
import { type Waiting, type WaitingRequests, waitingRequests } from './waiting.ts';

/** What a device may ask for; how long it may wait is ours to say. */
export type DeviceWish = Pick<
  Waiting,
  'clientId' | 'scopes' | 'terms' | 'keys' | 'addressPrefix' | 'userAgent'
>;

/** Who looks at a request: an account in one browser. */
export interface Viewer {
  readonly accountId: string;
  readonly browserDigest: string;
}

/** Requests of devices, each known to people by a short code (RFC 8628). */
export interface DeviceRequests extends Pick<WaitingRequests, 'find' | 'decide' | 'redeem'> {
  begin(wish: DeviceWish): Promise<{ readonly deviceCode: string; readonly userCode: string }>;
  /** The id of the living request behind what somebody typed. */
  idOf(typed: string): Promise<string | undefined>;
  /** True for whoever looks first and from then on for nobody else (DV-02). */
  isViewedBy(id: string, viewer: Viewer): Promise<boolean>;
}

/** RFC 8628 §3.2: time to find the other device, sign in there, and read. */
export const DEVICE_SECONDS = 600;

/** Draws of a code that nobody else holds; with a million live codes one of 25,000 draws meets one. */
const DRAWS_MAX = 8;

export function deviceRequests(parts: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
}): DeviceRequests {
  const { ephemera, clock } = parts;
  const waiting = waitingRequests(parts, { kind: 'dc', lifetimeSeconds: DEVICE_SECONDS });
  const userCodes = collection(parts, 'user-code', z.string(), DEVICE_SECONDS);
  const viewers = collection(parts, 'device-viewer', z.string(), DEVICE_SECONDS);

  return {
    ...waiting,

    begin: async (wish) => {
      const userCode = await freeUserCode(ephemera);
      const askedAtSeconds = clock.nowSeconds();
      const times = { askedAtSeconds, expiresAtSeconds: askedAtSeconds + DEVICE_SECONDS };
      const { secret, id } = await waiting.begin({ ...wish, ...times });
      await userCodes.put(userCode, id);
      return { deviceCode: secret, userCode };
    },

    idOf: async (typed) => {
      const userCode = parseUserCode(typed);
      const id = userCode === undefined ? undefined : await userCodes.peek(userCode);
      return id !== undefined && (await waiting.find(id)) ? id : undefined;
    },

    isViewedBy: async (id, { accountId, browserDigest }) => {
      const viewer = fingerprint(JSON.stringify([accountId, browserDigest]));
      const first = await viewers.peek(id);
      if (first !== undefined) return first === viewer;
      if (!(await ephemera.claim(`device-viewed:${fingerprint(id)}`, DEVICE_SECONDS)))
        return (await viewers.peek(id)) === viewer;
      await viewers.put(id, viewer);
      return true;
    },
  };
}

/** A code is claimed before it is given out: two devices never show the same one. */
async function freeUserCode(ephemera: Ephemera): Promise<string> {
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const code = newUserCode();
    if (await ephemera.claim(`user-code-taken:${fingerprint(code)}`, DEVICE_SECONDS)) return code;
  }
  throw new Error('no user code is free');
}
