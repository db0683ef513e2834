import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { type Limits, scaledBudget } from '../http/admission.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { AccountLetters } from '../mail/account-letters.ts';
import type { OutboxStore } from '../mail/outbox-store.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { equalInConstantTime, fingerprint, hmacSha256 } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { newBytes } from '../platform/random.ts';
import { codeLettersKey } from './budget-keys.ts';
import type { Factor, FactorAsked } from './factor.ts';
import { typedDigits } from './typed-code.ts';

export interface EmailCodeParts {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: Pick<Config, 'throttleScale'>;
  readonly letters: Pick<AccountLetters, 'emailCode'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly nudgeOutbox: () => void;
}

const DIGITS = 8;
const VALID_SECONDS = 600;
const TRIES_MAX = 5;

const MINUTE = 60;
/** Nobody's mailbox is flooded through us, not even by who knows the password. */
const LETTERS: Limits = {
  free: 1,
  delaysSeconds: [MINUTE, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE],
  leakSeconds: 0,
  memorySeconds: 24 * 60 * MINUTE,
};

const mailed = z.object({ hash: z.string() });

/**
 * A code by e-mail, for who has no factor of their own and proved the password in this trip; that order is kept by
 * whoever asks for it. A code counts in its trip, for its account, once, and until the next one is mailed.
 */
export function emailCode(parts: EmailCodeParts): Factor {
  const { ephemera, clock } = parts;
  const codes = collection({ ephemera, clock }, 'email-code', mailed, VALID_SECONDS);

  return {
    kind: 'email-code',

    challenge: async (asked) => {
      const budget = letterBudget(parts, asked);
      const admission = await ephemera.admit([budget], clock.nowSeconds());
      if (!admission.admitted) {
        const { retryAfterSeconds } = admission;
        // Who reloads the page is still asked for the code that is on its way.
        if (await codes.peek(idOf(asked))) return { kind: 'email-code', againSeconds: retryAfterSeconds };
        throw new ProblemError('too_many_attempts', { retryAfterSeconds });
      }
      const code = newCode();
      await codes.put(idOf(asked), { hash: hashOf(asked, code) });
      const { account, locale } = asked;
      const letter = { to: account.email, locale, code, validSeconds: VALID_SECONDS };
      await parts.outbox.insert(parts.letters.emailCode(letter));
      parts.nudgeOutbox();
      return { kind: 'email-code', againSeconds: MINUTE };
    },

    verify: async (asked, answer) => {
      const id = idOf(asked);
      const waiting = answer.kind === 'email-code' ? await codes.peek(id) : undefined;
      if (waiting === undefined || answer.kind !== 'email-code') return undefined;
      // Counted for this very code before it is compared: 50 guesses at once are 5 guesses.
      const tries = await ephemera.count(`email-code-tries:${fingerprint(id + waiting.hash)}`, VALID_SECONDS);
      const hash = hashOf(asked, typedDigits(answer.code));
      if (tries > TRIES_MAX || !equalInConstantTime(hash, waiting.hash)) return undefined;
      const taken = await codes.take(id);
      if (taken?.hash !== waiting.hash) return undefined;
      await ephemera.refund([{ key: letterBudget(parts, asked).key, forget: true }]);
      return { next: undefined, amr: ['otp', 'email'] };
    },
  };
}

function letterBudget({ config }: EmailCodeParts, { account }: FactorAsked) {
  return scaledBudget(codeLettersKey(account.id), LETTERS, config.throttleScale);
}

function idOf({ tripId, account }: FactorAsked): string {
  return JSON.stringify([tripId, account.id]);
}

/** Under the id of the trip, which the ephemera do not hold: 10^8 codes are soon tried by who reads a plain digest. */
function hashOf({ tripId, account }: FactorAsked, code: string): string {
  return hmacSha256(Buffer.from(tripId), JSON.stringify([account.id, code])).toString('base64url');
}

function newCode(): string {
  const drawn = newBytes(8).readBigUInt64BE() % 10n ** BigInt(DIGITS);
  return drawn.toString().padStart(DIGITS, '0');
}
