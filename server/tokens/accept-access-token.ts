import type { ClientStore } from '../clients/client-store.ts';
import { acceptedAlgorithms } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import type { Proofs } from '../dpop/proof.ts';
import type { BearerRequest } from '../http/bearer-endpoint.ts';
import { Challenged } from '../http/challenge.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { isAtLeast } from '../protocol/acr.ts';
import { clientSigningAlgorithms } from '../protocol/algorithms.ts';
import { OAuthError } from '../protocol/error.ts';
import type { FamilyStore } from './family-store.ts';
import { type LiveAccessToken, liveAccessToken } from './verify-access-token.ts';

interface Parts {
  readonly keyring: Keyring;
  readonly families: FamilyStore;
  readonly clients: Pick<ClientStore, 'find'>;
  readonly proofs: Proofs;
  readonly config: Config;
  readonly clock: Clock;
}

/** What an API of ours asks of a token. */
export interface Needs {
  readonly scope?: string | undefined;
  /** RFC 9470: one of these sign-ins, and how long ago it may be. */
  readonly acrValues?: readonly string[] | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

/**
 * The one way for an API of ours to take a token: live, presented by the holder of the key it is bound to, and enough
 * for what is asked. Throws `invalid_token`, `invalid_dpop_proof`, `use_dpop_nonce`, `insufficient_scope` or
 * `insufficient_user_authentication`, each with the challenge that says what would do.
 */
export async function acceptAccessToken(
  parts: Parts,
  request: BearerRequest,
  needs: Needs = {},
): Promise<LiveAccessToken> {
  const live = await liveAccessToken(parts, request.token);
  if (!live) throw new OAuthError('invalid_token', 'the access token is unknown, expired or revoked');
  await judgeHolder(parts, request, live);
  judgeNeeds(live, needs, parts.clock.nowSeconds());
  return live;
}

/** RFC 9449 §7.1, RFC 8705 §3: a bound token is worth nothing without its key (DP-09). */
async function judgeHolder(
  { proofs, clients }: Parts,
  request: BearerRequest,
  { token }: LiveAccessToken,
): Promise<void> {
  const { confirmation } = token;
  const wanted = confirmation !== undefined && 'jkt' in confirmation ? 'DPoP' : 'Bearer';
  if (request.scheme !== wanted) {
    const description = wanted === 'DPoP' ? 'this token is bound to a key' : 'this token is bound to no key';
    throw new Challenged('invalid_token', `${description}: use the scheme ${wanted}`, { scheme: wanted });
  }
  if (confirmation === undefined) return;
  if ('x5t#S256' in confirmation) {
    if (request.certificate?.thumbprint === confirmation['x5t#S256']) return;
    throw new OAuthError('invalid_token', 'this token is bound to another client certificate');
  }
  const client = await clients.find(token.clientId);
  const algorithms = client ? acceptedAlgorithms(client) : clientSigningAlgorithms;
  const jkt = await proofs.verify(request, { algorithms, accessToken: request.token });
  if (jkt === undefined) throw new OAuthError('invalid_dpop_proof', 'send the proof in one DPoP header');
  if (jkt !== confirmation.jkt) throw new OAuthError('invalid_token', 'this token is bound to another key');
}

/** RFC 6750 §3.1 for the scope; RFC 9470 §3 for how and when the person signed in. */
function judgeNeeds(
  { token, family }: LiveAccessToken,
  { scope, acrValues, maxAgeSeconds }: Needs,
  nowSeconds: number,
): void {
  if (scope !== undefined && !token.scopes.includes(scope)) {
    throw new Challenged('insufficient_scope', `the scope ${scope} is needed`, { scopes: [scope] });
  }
  const weak = acrValues !== undefined && !acrValues.some((acr) => isAtLeast(family?.acr, acr));
  // Without a family nobody signed in for it, however long ago.
  const ageSeconds = nowSeconds - (family?.authenticatedAtSeconds ?? 0);
  const old = maxAgeSeconds !== undefined && ageSeconds > maxAgeSeconds;
  if (weak || old) {
    const description = 'the person must sign in again, as the challenge says';
    throw new Challenged('insufficient_user_authentication', description, { acrValues, maxAgeSeconds });
  }
}
