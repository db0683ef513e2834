import { PICTURE_PATH } from '../accounts/picture.ts';
import type { Client } from '../clients/client.ts';
import type { ClaimSource } from '../protocol/claims.ts';
import type { AccountClaims } from './family-store.ts';

/** An account as the claims tell it to that client, which knows it by `sub`. */
export function claimSource(
  issuer: string,
  client: Pick<Client, 'settings'>,
  { pictureId, ...account }: AccountClaims,
  sub: string = account.sub,
): ClaimSource {
  // OIDC Core §8.1: the address is one name for everybody, which is what pairwise subjects are there to avoid.
  const untold = pictureId === undefined || client.settings.subjectType === 'pairwise';
  return { ...account, sub, ...(!untold && { picture: `${issuer}${PICTURE_PATH}/${pictureId}` }) };
}
