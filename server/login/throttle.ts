import { factorKinds } from '../../contract/factors/kind.ts';
import { codeLettersKey, guessesKey } from '../factors/budget-keys.ts';
import { admitOrRefuse, type Limits, scaledBudget } from '../http/admission.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Budget, Ephemera } from '../platform/ephemera.ts';

/** The throttle. With OPAQUE the server never hears of a wrong password, so each start is a guess (RFC 9807 §9.2). */
export interface Throttle {
  /**
   * Counts one login start, before any cryptography and any look-up, for members and strangers alike. Out comes what a
   * success gives back. Throws ProblemError `too_many_attempts`, having counted nothing.
   */
  admitLogin(q: {
    readonly credentialId: string;
    /** The id of a known device: its starts are counted apart from everybody else's. */
    readonly deviceId: string | undefined;
    readonly addressPrefix: string;
  }): Promise<readonly Refund[]>;
  /** Counts one letter to that address. Throws ProblemError `too_many_attempts`. */
  admitLetter(q: { readonly credentialId: string; readonly addressPrefix: string }): Promise<void>;
  /**
   * Counts one passkey ceremony that begins. Nobody is named and nothing is guessed by one, so it is about the work
   * alone: by network and by all, never by account. Throws ProblemError `too_many_attempts`.
   */
  admitPasskey(q: { readonly addressPrefix: string }): Promise<void>;
  /** An operator's unlock: the account may try again at once, its password, its letters and its factors. */
  forget(q: { readonly credentialId: string; readonly accountId: string }): Promise<void>;
}

export interface Refund {
  readonly key: string;
  readonly forget: boolean;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** product.md, Lifetimes: 5, then one after 1, 5, 15 and every 60 minutes: at most 31 guesses at an account a day. */
const LOGIN_ACCOUNT: Limits = {
  free: 5,
  delaysSeconds: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
  leakSeconds: 0,
  memorySeconds: DAY,
};

/** Spraying from one network (BF-02): room for an office behind one address, then 6 unfinished starts a minute. */
const LOGIN_ADDRESS: Limits = { free: 60, delaysSeconds: [10], leakSeconds: 10, memorySeconds: HOUR };

/** Spraying from everywhere: guesses at all accounts together, and the work they make, have a ceiling. */
const LOGIN_ALL: Limits = { free: 3000, delaysSeconds: [1], leakSeconds: 0.02, memorySeconds: HOUR };

/** Nobody's mailbox is flooded through us (DOD-N17). */
const LETTER_ACCOUNT: Limits = {
  free: 3,
  delaysSeconds: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
  leakSeconds: 0,
  memorySeconds: DAY,
};
const LETTER_ADDRESS: Limits = { free: 20, delaysSeconds: [MINUTE], leakSeconds: MINUTE, memorySeconds: DAY };
const LETTER_ALL: Limits = { free: 1000, delaysSeconds: [1], leakSeconds: 1, memorySeconds: HOUR };

/** A sign-in page asks for one as it opens, so that a passkey can be offered in the field: an office opens many. */
const PASSKEY_ADDRESS: Limits = { free: 300, delaysSeconds: [2], leakSeconds: 1, memorySeconds: HOUR };
const PASSKEY_ALL: Limits = { free: 6000, delaysSeconds: [1], leakSeconds: 0.01, memorySeconds: HOUR };

/**
 * Budget keys hold no address of anybody in clear: accounts are their credential ids (an HMAC), networks a digest.
 * One `admit` judges all budgets of a start at once, so 500 parallel starts admit exactly as many as are free (BF-04).
 */
export function openThrottle(parts: {
  readonly ephemera: Pick<Ephemera, 'admit' | 'refund'>;
  readonly clock: Clock;
  /** Multiplies every budget; 1 in production. */
  readonly scale: number;
}): Throttle {
  const { ephemera, scale } = parts;
  const budget = (key: string, limits: Limits) => scaledBudget(key, limits, scale);

  return {
    async admitLogin({ credentialId, deviceId, addressPrefix }) {
      const shared = [
        budget(`login-account:${credentialId}`, LOGIN_ACCOUNT),
        budget(`login-address:${fingerprint(addressPrefix)}`, LOGIN_ADDRESS),
        budget('login-all', LOGIN_ALL),
      ];
      const own = [budget(`login-account:${credentialId}:${deviceId}`, LOGIN_ACCOUNT)];
      // A known device belongs to somebody who proved the password before: its own budget bounds it, and no flood of
      // others, be it from the same network or from everywhere, keeps them out (BF-03). What is left of the budget of
      // everybody is theirs as well: they could leave the mark at home. So an unlock helps them too.
      return admitFirst(parts, deviceId === undefined ? [shared] : [own, shared]);
    },

    admitLetter: ({ credentialId, addressPrefix }) =>
      admitOrRefuse(parts, [
        budget(`letter-account:${credentialId}`, LETTER_ACCOUNT),
        budget(`letter-address:${fingerprint(addressPrefix)}`, LETTER_ADDRESS),
        budget('letter-all', LETTER_ALL),
      ]),

    admitPasskey: ({ addressPrefix }) =>
      admitOrRefuse(parts, [
        budget(`passkey-address:${fingerprint(addressPrefix)}`, PASSKEY_ADDRESS),
        budget('passkey-all', PASSKEY_ALL),
      ]),

    forget: ({ credentialId, accountId }) => {
      const keys = [
        `login-account:${credentialId}`,
        `letter-account:${credentialId}`,
        codeLettersKey(accountId),
        ...factorKinds.map((kind) => guessesKey(kind, accountId)),
      ];
      return ephemera.refund(keys.map((key) => ({ key, forget: true })));
    },
  };
}

/** Counts against the first set of budgets that admits; out comes what a success gives back to it. */
async function admitFirst(
  { ephemera, clock }: { readonly ephemera: Pick<Ephemera, 'admit'>; readonly clock: Clock },
  sets: readonly (readonly Budget[])[],
): Promise<readonly Refund[]> {
  const waits: number[] = [];
  for (const budgets of sets) {
    const admission = await ephemera.admit(budgets, clock.nowSeconds());
    if (admission.admitted) return budgets.map(({ key }, index) => ({ key, forget: index === 0 }));
    waits.push(admission.retryAfterSeconds);
  }
  throw new ProblemError('too_many_attempts', { retryAfterSeconds: Math.min(...waits) });
}
