import { z } from 'zod';
import type { AccountKeys, DataKeys } from '../keyring/data-keys.ts';
import type { StoredProfile, ToldProfile } from './profile-store.ts';

/** What is nobody's business but the person's and of the apps they tell: sealed under the data key of their account. */
const privateSchema = z.strictObject({
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  nickname: z.string().optional(),
  website: z.string().optional(),
});

/** The private fields as they lie; whoever reads them opens them first. */
export async function sealProfile(
  dataKeys: DataKeys,
  accountId: string,
  { locale, zoneinfo, ...told }: ToldProfile,
): Promise<StoredProfile> {
  const shown = { ...(locale !== undefined && { locale }), ...(zoneinfo !== undefined && { zoneinfo }) };
  if (Object.keys(told).length === 0) return shown;
  const keys: AccountKeys = await dataKeys.of(accountId, 'writing');
  return { ...shown, sealed: keys.seal(Buffer.from(JSON.stringify(told)), placeOf(accountId)) };
}

/**
 * The whole profile. Asks nobody for a key where nothing private is kept. Throws KeysUnavailable, and UnreadableValue when
 * it was changed in the database.
 */
export async function openProfile(
  dataKeys: DataKeys,
  accountId: string,
  { sealed, ...shown }: StoredProfile,
): Promise<ToldProfile> {
  if (sealed === undefined) return shown;
  const keys = await dataKeys.of(accountId, 'reading', [sealed]);
  const told: unknown = JSON.parse(keys.open(sealed, placeOf(accountId)).toString());
  return { ...shown, ...withoutAbsent(privateSchema.parse(told)) };
}

const placeOf = (accountId: string) => ({ table: 'account', column: 'profile', row: accountId });

function withoutAbsent(told: z.infer<typeof privateSchema>): ToldProfile {
  return Object.fromEntries(Object.entries(told).filter(([, text]) => text !== undefined));
}
