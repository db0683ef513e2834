import { z } from 'zod';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { newBytes } from '../platform/random.ts';

/** What a ceremony of WebAuthn is for, and all that its answer must come from. */
export interface CeremonyBinding {
  readonly tripId: string;
  readonly purpose: 'sign-in' | 'factor' | 'set-up';
  /** Undefined for a sign-in: nobody said yet who they are. */
  readonly accountId: string | undefined;
}

export interface Ceremonies {
  /** Draws a challenge of 256 bits. Throws ProblemError `too_many_attempts` when a trip began too many. */
  begin(binding: CeremonyBinding): Promise<{ readonly ceremonyId: string; readonly challenge: string }>;
  /**
   * The challenge of that ceremony, base64url, once. Another trip, purpose or account finds nothing and spends nothing
   * (WA-01); whoever finds it has spent it before it is judged.
   */
  take(ceremonyId: string, binding: CeremonyBinding): Promise<string | undefined>;
}

/** How long somebody may look for their key. The page gives up with it. */
export const CEREMONY_SECONDS = 300;
const BYTES = 32;

/** A page begins one when it is shown and one at a click. */
const BEGUN: Limits = { free: 20, delaysSeconds: [10], leakSeconds: 10, memorySeconds: 3600 };

export function ceremonies(parts: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: { readonly throttleScale: number };
}): Ceremonies {
  const begun = collection(parts, 'passkey-ceremony', z.object({ challenge: z.string() }), CEREMONY_SECONDS);
  return {
    begin: async (binding) => {
      const key = `passkey-begun:${fingerprint(binding.tripId)}`;
      await admitOrRefuse(parts, [scaledBudget(key, BEGUN, parts.config.throttleScale)]);
      const ceremonyId = newBytes(BYTES).toString('base64url');
      const challenge = newBytes(BYTES).toString('base64url');
      await begun.put(idOf(ceremonyId, binding), { challenge });
      return { ceremonyId, challenge };
    },
    take: async (ceremonyId, binding) => (await begun.take(idOf(ceremonyId, binding)))?.challenge,
  };
}

function idOf(ceremonyId: string, { tripId, purpose, accountId }: CeremonyBinding): string {
  return JSON.stringify([ceremonyId, tripId, purpose, accountId ?? null]);
}
