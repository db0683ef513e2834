import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import { collection } from '../platform/collection.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { isSecret, newSecret } from '../platform/random.ts';
import { codeChallengeOf, isCodeVerifier } from '../protocol/pkce.ts';
import { type Authorization, storedAuthorization } from '../tokens/authorization.ts';
import type { Confirmation } from '../tokens/terms.ts';
import { deliveredKeys, type DeliveredKeys } from '../vault/delivered-keys.ts';

/** What a code stands for. */
export interface CodeRecord extends Authorization {
  /** Where the code was sent; a token request that names another one is refused (AC-05). */
  readonly redirectUri: string;
  /** Undefined for a client that was registered without PKCE and did not use it. */
  readonly codeChallenge: string | undefined;
  /** Sealed to the client by the page; told once, with the first tokens. */
  readonly keys?: DeliveredKeys | undefined;
}

export interface AuthorizationCodes {
  /** A fresh code of 256 bits, good once, for `lifetimes.codeSeconds` or, if that is less, `secondsMax`. */
  issue(record: CodeRecord, secondsMax?: number): Promise<string>;
  /**
   * What the code stands for, and whether this is its first redemption: of any number of simultaneous callers one is.
   * Undefined, and nothing is spent, when code, client, verifier and the key that the code is bound to (RFC 9449 §10)
   * do not belong together, or the code has expired.
   * `first: false` is a replay by somebody who holds them all, the only one that may revoke (OAuth 2.1 §7.5.2).
   */
  redeem(presented: {
    readonly code: string;
    readonly clientId: string;
    readonly codeVerifier: string | undefined;
    readonly confirmation?: Confirmation | undefined;
  }): Promise<{ readonly record: CodeRecord; readonly first: boolean } | undefined>;
}

/**
 * Decision 4: a code lies under a key made from all that must match, so one atomic `spend` judges and spends. A wrong
 * client or verifier finds nothing and burns nothing (AC-02, AC-03, AC-04, PK-05, PK-06, PK-07).
 */
export function authorizationCodes(parts: {
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: Pick<Config, 'lifetimes'>;
}): AuthorizationCodes {
  const { codeSeconds } = parts.config.lifetimes;
  const lastingFor = (seconds: number) => collection(parts, 'code', codeRecord, seconds);
  const codes = lastingFor(codeSeconds);

  return {
    issue: async (record, secondsMax = codeSeconds) => {
      const code = newSecret('ac');
      const { clientId, codeChallenge } = record;
      const { confirmation } = record.terms;
      const kept = secondsMax < codeSeconds ? lastingFor(secondsMax) : codes;
      await kept.put(idOf({ code, clientId, codeChallenge, confirmation }), record);
      return code;
    },

    redeem: async ({ code, clientId, codeVerifier, confirmation }) => {
      if (!isSecret('ac', code)) return undefined;
      if (codeVerifier !== undefined && !isCodeVerifier(codeVerifier)) return undefined;

      const codeChallenge = codeVerifier === undefined ? undefined : codeChallengeOf(codeVerifier);
      const id = { code, clientId, codeChallenge, confirmation: undefined };
      // A key was proved: the code may have been bound to it, or to none. It lies in one of the two places.
      const places = confirmation === undefined ? [id] : [{ ...id, confirmation }, id];
      const found = await Promise.all(places.map((place) => codes.spend(idOf(place))));
      const spent = found.find((one) => one !== undefined);
      return spent && { record: spent.value, first: spent.first };
    },
  };
}

// JSON, because a plain concatenation could read two ways.
function idOf({ code, clientId, codeChallenge, confirmation }: Place): string {
  const bound = confirmation === undefined ? [] : [confirmation];
  return JSON.stringify([code, clientId, codeChallenge ?? '', ...bound]);
}

interface Place {
  readonly code: string;
  readonly clientId: string;
  readonly codeChallenge: string | undefined;
  readonly confirmation: Confirmation | undefined;
}

const stored = z.strictObject({
  ...storedAuthorization,
  nonce: z.string().optional(),
  redirectUri: z.string(),
  codeChallenge: z.string().optional(),
  keys: deliveredKeys.optional(),
});

// JSON drops what is undefined; here it comes back.
const codeRecord: z.ZodType<CodeRecord> = stored.transform(({ acr, nonce, codeChallenge, ...rest }) => ({
  ...rest,
  acr,
  nonce,
  codeChallenge,
}));
