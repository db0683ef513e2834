import { ready, server } from '@serenity-kit/opaque';
import type { z } from 'zod';
import * as wire from '../../contract/opaque.ts';
import { OPAQUE_IDENTIFIERS } from '../../contract/opaque-parameters.ts';

// The library is one WebAssembly module, compiled once (about 2 ms). Waiting for it here makes a call before it is
// ready impossible for whoever imports this file.
await ready;

/**
 * A message, a record or a setup that OPAQUE refuses: a malformed point, a wrong length, a proof that does not hold.
 * The library throws plain errors that differ in their words alone, so there is one refusal for all of them.
 */
export class OpaqueRefusal extends Error {
  override readonly name = 'OpaqueRefusal';
}

/**
 * The server's half of OPAQUE (RFC 9807: ristretto255, SHA-512, 3DH): synchronous and pure but for fresh randomness.
 * All texts are base64url without padding. Every method throws `OpaqueRefusal` unless it says otherwise.
 */
export const opaque = {
  /** A fresh server setup: OPRF seed, private key, decoy public key. Losing one loses every record made under it. */
  createSetup: (): string => server.createSetup(),

  publicKey: (setup: string): string => refusing(() => server.getPublicKey(setup)),

  /** §5.2: answers a registration request. An oracle for guesses at the password of that id: callers count. */
  evaluate(q: {
    readonly setup: string;
    readonly credentialId: string;
    readonly registrationRequest: string;
  }): string {
    exactly(wire.registrationRequest, q.registrationRequest);
    return refusing(
      () =>
        server.createRegistrationResponse({
          serverSetup: q.setup,
          userIdentifier: q.credentialId,
          registrationRequest: q.registrationRequest,
        }).registrationResponse,
    );
  },

  /** §6.2.2: KE1 to KE2. `serverLoginState` holds the awaited KE3 in clear: who reads it needs no password. */
  startLogin(q: {
    readonly setup: string;
    readonly credentialId: string;
    readonly registrationRecord: string;
    readonly startLoginRequest: string;
  }): { readonly serverLoginState: string; readonly loginResponse: string } {
    exactly(wire.startLoginRequest, q.startLoginRequest);
    exactly(wire.registrationRecord, q.registrationRecord);
    return refusing(() =>
      server.startLogin({
        serverSetup: q.setup,
        userIdentifier: q.credentialId,
        registrationRecord: q.registrationRecord,
        startLoginRequest: q.startLoginRequest,
        identifiers: OPAQUE_IDENTIFIERS,
      }),
    );
  },

  /** §6.2.4: true when KE3 proves the password. Never throws a refusal: one answer for every way to be wrong. */
  finishLogin(q: { readonly serverLoginState: string; readonly finishLoginRequest: string }): boolean {
    if (!wire.finishLoginRequest.safeParse(q.finishLoginRequest).success) return false;
    try {
      // The session key is dropped on purpose: a secret that two sides share is no one's authorization code (DOD-N04).
      refusing(() => server.finishLogin({ ...q, identifiers: OPAQUE_IDENTIFIERS }));
      return true;
    } catch (error) {
      if (error instanceof OpaqueRefusal) return false;
      throw error;
    }
  },
} as const;

/** Turns the library's plain errors into refusals. A trap of the WebAssembly module or a TypeError is our bug. */
export function refusing<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || Object.getPrototypeOf(error) !== Error.prototype) throw error;
    throw new OpaqueRefusal('OPAQUE refused its input', { cause: error });
  }
}

/** The library reads a prefix and ignores what trails it: two texts would be one message (OP-01). */
function exactly(schema: z.ZodType<string>, message: string): void {
  if (!schema.safeParse(message).success) throw new OpaqueRefusal('an OPAQUE message has the wrong length');
}
