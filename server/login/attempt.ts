import { z } from 'zod';
import { type Email, parseEmail } from '../accounts/email.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';

/** What lies between the two messages of a login. */
export interface Attempt {
  /** The library's state: it holds the expected last message in clear, so who can read it needs no password. */
  readonly serverLoginState: string;
  /** Null for a stranger, whose attempt can never finish. */
  readonly accountId: string | null;
  readonly credentialId: string;
  /** What was logged in with: its server setup, and the digest of its record. */
  readonly setupId: string;
  readonly recordDigest: string;
  /** Of the account when its record was read (AccountDetails); 0 for a stranger. */
  readonly trustEpoch: number;
  readonly email: Email;
  /** The browser brought the mark of an earlier sign-in to this account. */
  readonly known: boolean;
  /** The budget keys that a success gives back: the account's is emptied, the others get one start. */
  readonly refunds: readonly { readonly key: string; readonly forget: boolean }[];
}

export interface Attempts {
  /** Puts an attempt of that interaction; out comes its id, a fresh secret. */
  begin(interactionId: string, attempt: Attempt): Promise<string>;
  /** Takes it: of any number of callers one receives it, and another interaction's id finds nothing (OP-02, OP-03). */
  take(interactionId: string, attemptId: string): Promise<Attempt | undefined>;
}

/** What is sealed of it: the library's state, and whose address it is. */
const secretPart = z.tuple([z.string(), z.string()]);

/** As it lies in the ephemera: the secret part is base64url. */
const stored = z.strictObject({
  sealedState: z.string(),
  accountId: z.string().nullable(),
  credentialId: z.string(),
  setupId: z.string(),
  recordDigest: z.string(),
  trustEpoch: z.number().int(),
  known: z.boolean(),
  refunds: z
    .array(z.strictObject({ key: z.string(), forget: z.boolean() }))
    .max(3)
    .readonly(),
});

/**
 * In production all ephemera are sealed already (decision 16). The login state is sealed here once more (decision 8):
 * a bypass of every password must not hang on how the parts were put together. The associated data is the attempt's
 * id, so that a state moved under another id does not open.
 */
export function openAttempts({
  ephemera,
  clock,
  keyring,
  ttlSeconds,
}: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly ttlSeconds: number;
}): Attempts {
  const attempts = collection({ ephemera, clock }, 'login-attempt', stored, ttlSeconds);
  const sealer = keyring.sealer('ephemera');

  return {
    async begin(interactionId, { serverLoginState, email, ...rest }) {
      const attemptId = newSecret('la');
      const id = idOf(interactionId, attemptId);
      const secret = Buffer.from(JSON.stringify([serverLoginState, email]));
      const sealed = sealer.seal(secret, ['login-state', id]);
      await attempts.put(id, { ...rest, sealedState: sealed.toString('base64url') });
      return attemptId;
    },

    async take(interactionId, attemptId) {
      if (!isSecret('la', attemptId)) return undefined;
      const id = idOf(interactionId, attemptId);
      const taken = await attempts.take(id);
      if (taken === undefined) return undefined;
      const { sealedState, ...rest } = taken;
      const opened = sealer.open(Buffer.from(sealedState, 'base64url'), ['login-state', id]);
      if (opened === undefined) return undefined;
      const [serverLoginState, written] = secretPart.parse(JSON.parse(opened.toString()));
      const email = parseEmail(written);
      return email === undefined ? undefined : { ...rest, serverLoginState, email };
    },
  };
}

/** Attempt ids have one fixed shape without a space: no two pairs make the same id. */
function idOf(interactionId: string, attemptId: string): string {
  return `${attemptId} ${interactionId}`;
}
