import { sql } from 'kysely';
import type { AccountClaims } from '../../tokens/family-store.ts';

export type AccountClaimsRow = Omit<AccountClaims, 'pictureId'> & { readonly pictureId: string | null };

/** What userinfo tells of the account a, as one JSON value: no statement more for a profile and a picture. */
export const accountClaims = sql`json_build_object(
  'sub', a.id, 'email', a.email, 'emailVerified', a.email_verified, 'name', a.name,
  'updatedAtSeconds', a.updated_at_seconds, 'told', a.profile,
  'pictureId', (select p.id from account_picture p where p.account_id = a.id))`;

export function accountClaimsOf({ pictureId, ...row }: AccountClaimsRow): AccountClaims {
  return { ...row, pictureId: pictureId ?? undefined };
}
