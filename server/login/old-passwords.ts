import { z } from 'zod';
import type { KsfId } from '../../contract/opaque-parameters.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import type { Log } from '../platform/log.ts';
import type { Credential } from './credential.ts';
import type { PendingCredentials } from './pending.ts';
import type { StartedLogin } from './start.ts';
import type { Throttle } from './throttle.ts';

/**
 * A login with a password that opens no account any more: its export key opens what was left behind with it (opaque.md
 * 5.3). Counted like any other, apart from the password of today: who knows an old one gains no guesses at that.
 */
export interface OldPasswords {
  /** Throws ProblemError `too_many_attempts`, `invalid_input`, and `not_found` when its server setup is gone for good. */
  start(q: {
    readonly contextId: string;
    readonly credential: Omit<Credential, 'createdAtSeconds'>;
    readonly generation: number;
    readonly startLoginRequest: string;
    readonly addressPrefix: string;
  }): Promise<StartedLogin>;
  /** Takes the attempt, once. Undefined, whatever the reason. What was counted is given back. */
  finish(q: {
    readonly contextId: string;
    readonly attemptId: string;
    readonly finishLoginRequest: string;
  }): Promise<{ readonly accountId: string; readonly ksfId: KsfId } | undefined>;
}

const counted = z.strictObject({
  refunds: z
    .array(z.strictObject({ key: z.string(), forget: z.boolean() }))
    .max(3)
    .readonly(),
});

export function openOldPasswords({
  ephemera,
  clock,
  keyring,
  pending,
  throttle,
  log,
  ttlSeconds,
}: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly keyring: Pick<Keyring, 'serverSetup' | 'refresh'>;
  readonly pending: PendingCredentials;
  readonly throttle: Pick<Throttle, 'admitLogin'>;
  readonly log: Log;
  readonly ttlSeconds: number;
}): OldPasswords {
  const starts = collection({ ephemera, clock }, 'old-password-start', counted, ttlSeconds);

  return {
    async start({ contextId, credential, generation, startLoginRequest, addressPrefix }) {
      const { accountId, setupId, ksfId } = credential;
      const refunds = await throttle.admitLogin({
        credentialId: fingerprint(`old password ${accountId} ${generation}`),
        deviceId: undefined,
        addressPrefix,
      });
      if (keyring.serverSetup(setupId) === undefined) await keyring.refresh();
      if (keyring.serverSetup(setupId) === undefined) throw new ProblemError('not_found');
      const begun = await pending.begin({
        ...{ contextId, startLoginRequest },
        credential: { ...credential, createdAtSeconds: clock.nowSeconds() },
      });
      await starts.put(begun.attemptId, { refunds });
      return { ...begun, ksfId };
    },

    async finish(last) {
      const proved = await pending.prove(last);
      if (proved === undefined) return undefined;
      const start = await starts.take(last.attemptId);
      if (start)
        ephemera.refund(start.refunds).catch((error: unknown) => {
          log.warn('a login start could not be given back', { error, accountId: proved.accountId });
        });
      return { accountId: proved.accountId, ksfId: proved.ksfId };
    },
  };
}
