import type { AuthenticatedClient } from '../clients/client.ts';
import { rotatesRefreshTokens } from '../clients/profile.ts';
import type { Config } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/digest.ts';
import { OAuthError } from '../protocol/error.ts';
import type { Family, FamilyStore, RefreshClaim } from './family-store.ts';
import type { Owed } from './owed.ts';
import { decodeRefreshToken, isBoundTo } from './refresh-token.ts';
import type { Confirmation } from './terms.ts';

/** Takes refresh tokens in, one generation after the other (OAuth 2.1 §4.3, decision 5). */
export interface RefreshFamilies {
  /**
   * Rotates the family of this token. A token used a moment ago leads to the same successor again (RT-03); one used
   * longer ago kills its family, committed before the refusal leaves (RT-01, DOD-N01). Throws `invalid_grant`,
   * `invalid_scope` or `invalid_target`; the latter two have changed nothing. A client whose tokens are not rotated gets
   * the same token again.
   */
  redeem(
    presented: {
      readonly token: string;
      readonly scopes: readonly string[] | undefined;
      /** RFC 8707 §2.2: absent or empty for all that were granted. */
      readonly resources?: readonly string[] | undefined;
      /** The key this request has proved to hold. */
      readonly confirmation?: Confirmation | undefined;
    },
    client: AuthenticatedClient,
    caller: Caller,
  ): Promise<Owed & { readonly kind: 'next' }>;
}

interface Parts {
  readonly keyring: Keyring;
  readonly families: FamilyStore;
  readonly config: Config;
  readonly clock: Clock;
}

export function refreshFamilies(parts: Parts): RefreshFamilies {
  const { keyring, families, config, clock } = parts;
  return {
    async redeem({ token, scopes, resources = [], confirmation }, client, caller) {
      const content = decodeRefreshToken(keyring.sealer('refresh-token'), client.id, token);
      // Before anything is turned: a thief without the key changes nothing (RFC 9449 §5, DP-12).
      if (!content || !isBoundTo(content, confirmation)) throw unknownToken();

      const { accountId, familyId, generation, secret } = content;
      const secretDigest = sha256(secret).toString('base64url');
      const claim: RefreshClaim = { accountId, familyId, clientId: client.id, secretDigest, generation };
      const nowSeconds = clock.nowSeconds();
      const idleExpiresAtSeconds = nowSeconds + config.lifetimes.refreshIdleSeconds;

      const turn = rotatesRefreshTokens(client);
      // The issuer is a resource of every authorization: our own APIs.
      const wanted = { scopes, resources: resources.filter((one) => one !== config.issuer) };
      const rotated = await families.rotate(claim, { nowSeconds, idleExpiresAtSeconds, turn, ...wanted });
      const family = rotated ?? (await retried(parts, claim, { ...wanted, turn }, caller));
      return { kind: 'next', family, secret, requestedScopes: scopes, requestedResources: resources };
    },
  };
}

interface Asked {
  readonly scopes: readonly string[] | undefined;
  readonly resources: readonly string[];
  readonly turn: boolean;
}

/** The family of a token that was used a moment ago; throws for every other reason why a rotation found nothing. */
async function retried(
  { families, config, clock }: Parts,
  claim: RefreshClaim,
  asked: Asked,
  caller: Caller,
): Promise<Family> {
  const nowSeconds = clock.nowSeconds();
  const retrySeconds = config.lifetimes.refreshRetrySeconds;
  const judgement = await families.judge(claim, { nowSeconds, retrySeconds });
  switch (judgement.verdict) {
    case 'retry':
      refuseWider(judgement.family, asked);
      return judgement.family;
    case 'current':
      refuseWider(judgement.family, asked);
      // Of two that come at once only one writes; where the token is not spent, the other may have it too.
      if (!asked.turn) return judgement.family;
      throw unknownToken();
    case 'replayed':
      // A statement of its own, committed before we refuse: the newest token, whoever has it, is dead (DOD-N01).
      await families.revoke(claim.accountId, claim.familyId, {
        kind: 'refresh.replayed',
        atSeconds: nowSeconds,
        accountId: claim.accountId,
        clientId: claim.clientId,
        familyId: claim.familyId,
        requestId: caller.requestId,
        addressPrefix: caller.addressPrefix,
      });
      throw unknownToken();
    case 'unknown':
      throw unknownToken();
  }
}

function unknownToken(): OAuthError {
  return new OAuthError('invalid_grant', 'the refresh token is unknown, used, expired or revoked');
}

/** RFC 6749 §6, RFC 8707 §2.2: a refresh may ask for less, and for all again later, never for more (RT-07). */
function refuseWider({ scopes, terms }: Family, asked: Asked): void {
  if (asked.scopes?.some((scope) => !scopes.includes(scope)))
    throw new OAuthError('invalid_scope', 'a refresh cannot ask for more than was granted');
  if (asked.resources.some((resource) => !terms.resources?.includes(resource)))
    throw new OAuthError('invalid_target', 'the resource was not granted');
}
