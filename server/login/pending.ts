import { z } from 'zod';
import type { ProblemCode } from '../../contract/problem.ts';
import { ksfId } from '../../contract/opaque.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Credential } from './credential.ts';
import { opaque, OpaqueRefusal } from './opaque.ts';

/**
 * A new credential that nobody can sign in with yet. It counts once a whole login with it has passed, so that a slip of
 * the pen, another key stretching or a broken record cannot lock anybody out (opaque.md 4.7).
 */
export interface PendingCredentials {
  /**
   * Keeps it for a minute and answers the first message of that login. `contextId` names the trip or ticket that it
   * belongs to. Throws ProblemError `invalid_input`.
   */
  begin(q: {
    readonly contextId: string;
    readonly credential: Credential;
    /** KE1: 128 characters of base64url. */
    readonly startLoginRequest: string;
  }): Promise<{ readonly attemptId: string; readonly loginResponse: string }>;
  /** Takes it, once; undefined when the last message proves nothing, or it belongs to another context. */
  prove(q: {
    readonly contextId: string;
    readonly attemptId: string;
    readonly finishLoginRequest: string;
  }): Promise<Credential | undefined>;
  /**
   * The same, and `act` makes it count. Where `act` refuses over the account key, nothing was changed, and the credential
   * waits for another minute, three times at most: whoever brings the key then need not choose the password again.
   */
  proveFor<Result>(
    q: {
      readonly contextId: string;
      readonly attemptId: string;
      readonly finishLoginRequest: string;
    },
    act: (proved: Credential) => Promise<Result>,
  ): Promise<Result | undefined>;
}

const RETURNS_MAX = 3;
const OVER_THE_KEY: readonly ProblemCode[] = ['keys_missing', 'keys_changed', 'recovery_used'];

const credential = z.strictObject({
  accountId: z.string(),
  credentialId: z.string(),
  setupId: z.string(),
  ksfId,
  registrationRecord: z.string(),
  createdAtSeconds: z.number().int(),
});

const stored = z.strictObject({
  sealedState: z.string(),
  credential,
  /** How often it was put back. */
  returns: z.number().int().optional(),
});
type Stored = z.infer<typeof stored>;

export function openPendingCredentials({
  ephemera,
  clock,
  keyring,
  ttlSeconds,
}: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly keyring: Pick<Keyring, 'sealer' | 'serverSetup'>;
  readonly ttlSeconds: number;
}): PendingCredentials {
  const pending = collection({ ephemera, clock }, 'pending-credential', stored, ttlSeconds);
  const sealer = keyring.sealer('ephemera');

  /** Taken, and judged by the last message. */
  async function proved(id: string, finishLoginRequest: string): Promise<Stored | undefined> {
    const taken = await pending.take(id);
    const state = taken && sealer.open(Buffer.from(taken.sealedState, 'base64url'), ['pending-login', id]);
    if (!taken || !state) return undefined;
    const right = opaque.finishLogin({ serverLoginState: state.toString(), finishLoginRequest });
    return right ? taken : undefined;
  }

  return {
    async begin({ contextId, credential: made, startLoginRequest }) {
      const setup = keyring.serverSetup(made.setupId);
      if (setup === undefined) throw new Error('a new credential names a server setup that is not there');
      const { serverLoginState, loginResponse } = answered(() =>
        opaque.startLogin({ ...made, setup, startLoginRequest }),
      );
      const attemptId = newSecret('la');
      const id = idOf(contextId, attemptId);
      const sealed = sealer.seal(Buffer.from(serverLoginState), ['pending-login', id]);
      await pending.put(id, { credential: made, sealedState: sealed.toString('base64url') });
      return { attemptId, loginResponse };
    },

    async prove({ contextId, attemptId, finishLoginRequest }) {
      if (!isSecret('la', attemptId)) return undefined;
      return (await proved(idOf(contextId, attemptId), finishLoginRequest))?.credential;
    },

    async proveFor({ contextId, attemptId, finishLoginRequest }, act) {
      if (!isSecret('la', attemptId)) return undefined;
      const id = idOf(contextId, attemptId);
      const taken = await proved(id, finishLoginRequest);
      if (!taken) return undefined;
      try {
        return await act(taken.credential);
      } catch (error) {
        const { returns = 0 } = taken;
        const overTheKey = error instanceof ProblemError && OVER_THE_KEY.includes(error.code);
        if (overTheKey && returns < RETURNS_MAX) await pending.put(id, { ...taken, returns: returns + 1 });
        throw error;
      }
    },
  };
}

/** Attempt ids have one fixed shape without a space: no two pairs make the same id. */
function idOf(contextId: string, attemptId: string): string {
  return `${attemptId} ${contextId}`;
}

/** The record was judged when the credential was made: what fails here is the message's fault. */
function answered<Result>(start: () => Result): Result {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof OpaqueRefusal)) throw error;
    throw new ProblemError('invalid_input', { field: 'startLoginRequest' }, { cause: error });
  }
}
