import type { z } from 'zod';
import type { passkeyAnswer, passkeyChallenge } from '../../contract/factors/passkey.ts';
import type { Sealer } from '../keyring/keyring.ts';
import { ceremonies } from './ceremony.ts';
import type { FactorStore } from './factor-store.ts';
import { openFactor, saveUse } from './held.ts';
import { handleOf, lookupOf, noteCopied, passkeyAmr, type PasskeyParts, requestOptions } from './passkey.ts';
import { passkeyState, relyingParty, verifyAssertion } from './web-authn.ts';

export interface PasskeySignInParts extends PasskeyParts {
  readonly factors: Pick<FactorStore, 'findByLookup' | 'list' | 'advance'>;
  /** Of the ring `factor`. */
  readonly sealer: Sealer;
}

export interface PasskeySignIn {
  /**
   * What to ask the browser for: whatever passkey it has for us. The same for everybody, known here or not (EN-08).
   * Throws ProblemError `too_many_attempts`.
   */
  start(tripId: string): Promise<z.infer<typeof passkeyChallenge>>;
  /**
   * Whose passkey it was; its use is saved already. It stands for password and factor: whoever holds it was verified by
   * it, so the caller adds `mfa`. Undefined, whatever the reason. Whether the account is open is the caller's to ask.
   */
  finish(
    tripId: string,
    answer: z.infer<typeof passkeyAnswer>,
  ): Promise<{ readonly accountId: string; readonly amr: readonly string[] } | undefined>;
}

/** A passkey alone, without a password and without saying who one is. */
export function passkeySignIn(parts: PasskeySignInParts): PasskeySignIn {
  const rp = relyingParty(parts.config);
  const begun = ceremonies(parts);
  const bound = (tripId: string) => ({ tripId, purpose: 'sign-in', accountId: undefined }) as const;

  return {
    start: async (tripId) => {
      const { ceremonyId, challenge } = await begun.begin(bound(tripId));
      return { kind: 'passkey', ceremonyId, options: await requestOptions(rp.id, challenge) };
    },

    finish: async (tripId, { ceremonyId, response }) => {
      const challenge = await begun.take(ceremonyId, bound(tripId));
      if (challenge === undefined) return undefined;
      const stored = await parts.factors.findByLookup('passkey', lookupOf(response.id));
      // WebAuthn L3 §7.2 step 6: who was not named must be named by the authenticator, and be the owner (WA-04).
      if (stored === undefined || response.response.userHandle !== handleOf(stored.accountId))
        return undefined;
      const { accountId } = stored;
      const held = openFactor(parts.sealer, stored);
      const { data: state } = passkeyState.safeParse(held.state);
      const judged = state && (await verifyAssertion(rp, challenge, state, response));
      if (judged?.copied) await noteCopied(parts, accountId);
      if (judged === undefined || judged.copied) return undefined;
      const saved = await saveUse(parts, accountId, { held, state: judged.state });
      return saved ? { accountId, amr: passkeyAmr(judged.state) } : undefined;
    },
  };
}
