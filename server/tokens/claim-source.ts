import { PICTURE_PATH } from '../accounts/picture.ts';
import { openProfile } from '../accounts/told.ts';
import type { Client } from '../clients/client.ts';
import type { DataKeys } from '../keyring/data-keys.ts';
import type { ClaimSource } from '../protocol/claims.ts';
import type { AccountClaims } from './family-store.ts';

interface Parts {
  readonly config: { readonly issuer: string };
  readonly dataKeys: DataKeys;
}

/**
 * An account as the claims tell it to that client, which knows it by `sub`. `wholeProfile`: only then are the private
 * fields opened, which asks for the data key of the account; whoever wants its e-mail address alone never waits for one.
 * Throws KeysUnavailable.
 */
export async function claimSource(
  { config, dataKeys }: Parts,
  client: Pick<Client, 'settings'>,
  { pictureId, told, ...account }: AccountClaims,
  { sub = account.sub, wholeProfile }: { readonly sub?: string; readonly wholeProfile: boolean },
): Promise<ClaimSource> {
  const { sealed: _, ...shown } = told;
  const profile = wholeProfile ? await openProfile(dataKeys, account.sub, told) : shown;
  // OIDC Core §8.1: the address is one name for everybody, which is what pairwise subjects are there to avoid.
  const untold = pictureId === undefined || client.settings.subjectType === 'pairwise';
  const picture = untold ? {} : { picture: `${config.issuer}${PICTURE_PATH}/${pictureId}` };
  return { ...account, told: profile, sub, ...picture };
}
