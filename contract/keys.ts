import { z } from 'zod';
import { finishLoginRequest, ksfId, loginResponse, startLoginRequest } from './opaque.ts';
import { step } from './step.ts';

/** A compact JWE (RFC 7516 §7.1) of a wrap: the server keeps it, and never looks into it. */
const jwe = z
  .string()
  .max(4096)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
/** The keys of a client, sealed to it. */
export const keysJwe = z.string().min(64).max(16_384);
const bytes = (characters: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`));
const generation = z.number().int().min(1).max(1_000_000);
/** 32 bytes that only a holder of the account key can say: nobody else writes a wrap of it. */
const keyProof = bytes(43);
const attemptId = z.string().min(40).max(64);

/** What a recovery key is split into: which it is (16 bytes), what shows that somebody has it (32), and the wrap. */
const newRecovery = z.strictObject({ lookup: bytes(22), proof: bytes(43), jwe });
const shownRecovery = z.strictObject({ lookup: bytes(22), proof: bytes(43) });
const credentialId = z.string().min(1).max(1400);
const newPasskeyWrap = z.strictObject({ credentialId, jwe, privateJwe: jwe, publicJwe: jwe });

/**
 * What becomes of the account key when a credential becomes the account's; it counts in the same transaction.
 * `first`: there was none. `rewrap`: the same key under the new password; `recovery` where the recovery key was used, which
 * is replaced by it (`recovery_used`). `bridge`: the key of the old password under that of the new one, by whoever may not see the wraps here.
 * `restart`: another key, and the one before is locked; `generation` is that of the new one.
 */
export const keyChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('first'), jwe, proof: keyProof }),
  z.strictObject({
    kind: z.literal('rewrap'),
    generation,
    jwe,
    proof: keyProof,
    recovery: newRecovery.optional(),
  }),
  z.strictObject({ kind: z.literal('bridge'), generation, jwe }),
  z.strictObject({ kind: z.literal('restart'), generation, jwe, proof: keyProof }),
]);
export type KeyChange = z.infer<typeof keyChange>;

/** Whose account key it is, and which, before anybody may see its wraps. No generation: there is none. */
export const keyOwner = z.strictObject({
  /** The account id: what the wraps are bound to. */
  accountId: z.string(),
  generation: generation.optional(),
});

const passkeyWrap = z.strictObject({ credentialId, label: z.string(), jwe, privateJwe: jwe, publicJwe: jwe });

const currentKey = z.strictObject({
  generation,
  createdAtSeconds: z.number().int(),
  /** Under the export key of the password, or of one before it: then `bridges` lead there, oldest first. */
  opaque: jwe.optional(),
  bridges: z.array(jwe),
  passkeys: z.array(passkeyWrap),
  /** When the recovery key was made; its wrap is told to whoever shows it. */
  recoveryMadeAtSeconds: z.number().int().optional(),
  /** It was shown since, and serves no other time: another takes its place, and opens no less until then. */
  recoveryUsedAtSeconds: z.number().int().optional(),
});

/** A key that a reset left behind. `successor`: it was opened again, and this is it under the next key. */
const olderKey = z.strictObject({
  generation,
  createdAtSeconds: z.number().int(),
  lockedUntilSeconds: z.number().int().optional(),
  successor: jwe.optional(),
  /** What may still open it. */
  byPassword: z.boolean(),
  byRecovery: z.boolean(),
});

/** The keys of an account as its owner's page sees them. No `current`: no key was made yet. */
export const keysState = z.strictObject({
  accountId: z.string(),
  current: currentKey.optional(),
  older: z.array(olderKey),
  /** Every passkey of the account, with a wrap or without. */
  passkeys: z.array(z.strictObject({ credentialId, label: z.string() })),
  hasPassword: z.boolean(),
});
export type KeysState = z.infer<typeof keysState>;

/** POST calls of pages about the account key, with the session cookie. Each but the first few answers the new state. */
export const keyCalls = {
  '/account/keys': { input: z.strictObject({}), output: keysState },
  /** The first account key of an account that has none: somebody asked for it, it is never made in silence. */
  '/account/keys/make': {
    input: z.strictObject({
      proof: keyProof,
      opaque: jwe.optional(),
      passkey: newPasskeyWrap.optional(),
      recovery: newRecovery.optional(),
    }),
    output: keysState,
  },
  /**
   * Puts the wrap of the password in the place of the one there and its bridges. `seen`: the wrap that the password opened
   * first, which is the newest bridge or else that of the password itself. When another is there by now, the password was
   * registered anew meanwhile, and what was sealed under it before would open to nobody.
   */
  '/account/keys/password': {
    input: z.strictObject({ generation, proof: keyProof, jwe, seen: jwe.optional() }),
    output: keysState,
  },
  '/account/keys/passkey': {
    input: z.strictObject({ generation, proof: keyProof, passkey: newPasskeyWrap }),
    output: keysState,
  },
  /** Refused where it is the last way to open the key. */
  '/account/keys/passkey/remove': {
    input: z.strictObject({ generation, proof: keyProof, credentialId }),
    output: keysState,
  },
  /** A recovery key, in the place of the one before; `recovery_used` when it is that one once more. */
  '/account/keys/recovery': {
    input: z.strictObject({ generation, proof: keyProof, recovery: newRecovery }),
    output: keysState,
  },
  /** What a recovery key opens: of the key in use, or of one that was left behind. From then on it is used. Throttled. */
  '/account/keys/recovery/open': {
    input: shownRecovery,
    output: z.strictObject({ generation, jwe }),
  },
  /** A login for its export key alone: nobody is signed in by it. `generation`: with the password of a key left behind. */
  '/account/keys/login/start': {
    input: z.strictObject({ startLoginRequest, generation: generation.optional() }),
    output: z.strictObject({
      ...{ attemptId, loginResponse, ksfId },
      /** With `generation`: what that password opens, by way of these, oldest first. */
      jwe: jwe.optional(),
      bridges: z.array(jwe).optional(),
    }),
  },
  '/account/keys/login/finish': {
    input: z.strictObject({ attemptId, finishLoginRequest }),
    output: z.strictObject({}),
  },
  /** A key that was left behind, opened again: from now on under the one in use. */
  '/account/keys/reopen': {
    input: z.strictObject({ generation, proof: keyProof, successor: jwe }),
    output: keysState,
  },
  /**
   * Another account key, because a thief may know the one in use, which opens under the new one from now on. Every wrap is
   * made anew by the page; passkeys from the list that is sealed under the key, so that the server cannot add one.
   */
  '/account/keys/replace': {
    input: z.strictObject({
      generation,
      proof: keyProof,
      newProof: keyProof,
      opaque: jwe.optional(),
      passkeys: z.array(newPasskeyWrap).max(32),
      recovery: newRecovery.optional(),
      successor: jwe,
      /** As above, where a wrap of the password comes along. */
      seen: jwe.optional(),
    }),
    output: keysState,
  },
  /**
   * Keeps the key in use open in this browser as long as this session lives. `share` is half of what opens the wrap; the
   * other half stays in the browser. In the place of what this session had.
   */
  '/account/keys/device': {
    input: z.strictObject({ generation, proof: keyProof, deviceId: bytes(22), share: bytes(43), jwe }),
    output: keysState,
  },
  /** Told to the session that kept it, and to no other. */
  '/account/keys/device/open': {
    input: z.strictObject({ deviceId: bytes(22) }),
    output: z.strictObject({ generation, share: bytes(43), jwe }),
  },
  '/account/keys/device/remove': { input: z.strictObject({}), output: keysState },
} as const;

/** The same within a trip. */
export const tripKeyCalls = {
  /**
   * In the step `new-password`: what there is to lose. `wraps`: the state, where somebody is signed in; where a mailed
   * ticket led here, only what a passkey opens that was proved in this trip, and the rest by a recovery key.
   */
  '/interaction/:id/keys': {
    input: z.strictObject({}),
    output: z.strictObject({
      owner: keyOwner,
      state: keysState.optional(),
      hasRecovery: z.boolean(),
      /** The recovery key was used: a `rewrap` has to bring another. */
      recoveryUsed: z.boolean(),
    }),
  },
  '/interaction/:id/keys/recover': {
    input: shownRecovery,
    output: z.strictObject({ generation, jwe }),
  },
  /**
   * In the step `keys`: the keys of the app, sealed to it. Out comes the next step. `email` is the account that the page
   * showed: when another signed in meanwhile, nothing is delivered.
   */
  '/interaction/:id/keys/deliver': {
    input: z.strictObject({ jwe: keysJwe, email: z.string().min(3).max(254).optional() }),
    output: z.strictObject({ step }),
  },
} as const;
