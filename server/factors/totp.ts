import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import { equalInConstantTime } from '../platform/digest.ts';
import { newBytes } from '../platform/random.ts';
import type { Factor } from './factor.ts';
import { typedDigits } from './typed-code.ts';

// What every authenticator app can do; several take nothing else, whatever the address says.
const ALGORITHM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 §4: 160 bits. */
const SECRET_BYTES = 20;
/** RFC 6238 §5.2: one step either way, for clocks that are off and people who type slowly. */
const WINDOW_STEPS = [-1, 0, 1] as const;

const secret = z.string().regex(/^[A-Z2-7]{32}$/);
const pendingState = z.object({ secret });
/** `lastStep`: the last one that was used. Neither it nor one before it counts again (TO-01). */
const totpState = z.object({ secret, lastStep: z.number().int() });

/**
 * RFC 6238. The secret is made here, shown once while it is set up, and counts when a code of it was given; time is that
 * of our clock alone (TO-06).
 */
export function totp({
  config,
  clock,
}: {
  readonly config: Pick<Config, 'issuer'>;
  readonly clock: Clock;
}): Factor {
  /** The step of this code, if it comes after the given one. */
  const stepOf = (state: z.infer<typeof pendingState>, typed: string, after: number): number | undefined => {
    const code = typedDigits(typed);
    const now = Math.floor(clock.nowSeconds() / ALGORITHM.period);
    const matching = WINDOW_STEPS.map((offset) => now + offset)
      .filter((step) => equalInConstantTime(totpCode(state.secret, step), code))
      .filter((step) => step > after);
    return matching[0];
  };

  return {
    kind: 'totp',
    challenge: async () => ({ kind: 'totp' }),

    verify: async ({ held }, answer) => {
      if (answer.kind !== 'totp') return undefined;
      for (const one of held.filter(({ kind }) => kind === 'totp')) {
        const { data: state } = totpState.safeParse(one.state);
        const step = state && stepOf(state, answer.code, state.lastStep);
        if (step === undefined) continue;
        return { next: { held: one, state: { ...state, lastStep: step } }, amr: ['otp'] };
      }
      return undefined;
    },

    setUp: {
      offer: async ({ account }) => {
        const made = new Secret({ buffer: new Uint8Array(newBytes(SECRET_BYTES)).buffer });
        const issuer = new URL(config.issuer).hostname;
        const uri = new TOTP({ ...ALGORITHM, issuer, label: account.email, secret: made }).toString();
        return { offer: { kind: 'totp', uri, secret: made.base32 }, pending: { secret: made.base32 } };
      },

      confirm: async (_asked, pending, proof) => {
        const { data } = pendingState.safeParse(pending);
        const step = data && proof.kind === 'totp' ? stepOf(data, proof.code, -1) : undefined;
        if (data === undefined || step === undefined) return undefined;
        // The code that proved it was given is used: it signs nobody in.
        const state = { secret: data.secret, lastStep: step };
        return { kind: 'totp', label: '', state, lookup: undefined };
      },
    },
  };
}

/** The code of one step: six digits. */
export function totpCode(base32: string, step: number): string {
  const timestamp = step * ALGORITHM.period * 1000;
  return TOTP.generate({ ...ALGORITHM, secret: Secret.fromBase32(base32), timestamp });
}

/** The state in which every code that could have been accepted by now is used; undefined for what is no such state. */
export function withUsedSteps(held: unknown, nowSeconds: number): object | undefined {
  const { data: state } = totpState.safeParse(held);
  const latest = Math.floor(nowSeconds / ALGORITHM.period) + Math.max(...WINDOW_STEPS);
  return state && { ...state, lastStep: Math.max(state.lastStep, latest) };
}
