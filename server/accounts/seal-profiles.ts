import type { DataKeys } from '../keyring/data-keys.ts';
import type { ProfileStore } from './profile-store.ts';
import { sealProfile } from './told.ts';

const BATCH = 50;

/**
 * Seals the private fields of profiles that a release before this one wrote in clear. A batch at a time, and each only if
 * its owner has not written it anew meanwhile; answers how many were sealed. Throws KeysUnavailable.
 */
export async function sealProfiles(parts: {
  readonly profiles: Pick<ProfileStore, 'inClear' | 'reseal'>;
  readonly dataKeys: DataKeys;
}): Promise<number> {
  const found = await parts.profiles.inClear(BATCH);
  // Each needs the data key of an account of its own.
  const sealed = await Promise.all(
    found.map(async ({ accountId, told }) => ({
      accountId,
      before: told,
      after: await sealProfile(parts.dataKeys, accountId, told),
    })),
  );
  await parts.profiles.reseal(sealed);
  return sealed.length;
}
