import type Router from '@koa/router';
import { accountCalls, type Profile } from '../../contract/account.ts';
import { isPictureId, newPictureId, PICTURE_PATH } from '../accounts/picture.ts';
import type { ProfileStore, ToldProfile } from '../accounts/profile-store.ts';
import { paint } from '../clients/logos/painter.ts';
import { pngPixels } from '../clients/logos/png-header.ts';
import type { FactorStore } from '../factors/factor-store.ts';
import { firstSpoken } from '../http/locale.ts';
import { pageCall } from '../http/page-call.ts';
import { pictureResource } from '../http/picture-resource.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { sealProfile } from '../accounts/told.ts';
import { accountHome, type HomeParts } from './home/home.ts';
import { pictureBudget, type PictureBudgetParts } from './picture-budget.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { happened } from './happened.ts';

export interface ProfileRouteParts extends HomeParts, PictureBudgetParts {
  readonly profiles: ProfileStore;
  readonly factors: Pick<FactorStore, 'list' | 'rename'>;
  readonly sessions: SessionStore;
}

/** Of the picture that is kept: 200 kB at most, whatever was on it. */
const SIDE_MAX = 256;
/** 400,000 characters of base64 with what stands around them. */
const PICTURE_BODY_BYTES = 400_256;

/** What somebody says of themselves, and what they call their factors. */
export function profileRoute(router: Router, web: Web, parts: ProfileRouteParts): void {
  const { profiles, factors } = parts;
  const budget = pictureBudget(parts);

  const saveCall = '/account/profile/save';
  pageCall(router, web, saveCall, accountCalls[saveCall], async (profile, request) => {
    const live = await signedIn(parts, request);
    const { id } = live.account;
    if (!isTimeZone(profile.zoneinfo)) throw new ProblemError('invalid_input', { field: 'zoneinfo' });
    const { name, ...told } = profile;
    const letters = firstSpoken([profile.locale]);
    const event = happened('profile.changed', parts, request, id);
    const stored = await sealProfile(parts.dataKeys, id, withoutEmpty(told));
    await profiles.save(id, { name, told: stored, letters }, event);
    return accountHome(parts, live);
  });

  const pictureCall = '/account/picture/save';
  const savePicture = accountCalls[pictureCall];
  const saving = { bytesMax: PICTURE_BODY_BYTES };
  pageCall(
    router,
    web,
    pictureCall,
    savePicture,
    async ({ png }, request) => {
      const live = await signedIn(parts, request);
      const { id } = live.account;
      // SS-05: whoever draws it anew leaves behind what was hidden beside the pixels.
      const bytes = Buffer.from(png, 'base64');
      const drawn = await budget(id, async () =>
        pngPixels(bytes) === undefined ? undefined : paint(bytes, SIDE_MAX),
      );
      if (drawn === undefined) throw new ProblemError('invalid_input', { field: 'png' });
      const event = happened('profile.changed', parts, request, id);
      await profiles.savePicture(id, { id: newPictureId(), png: drawn }, event);
      return accountHome(parts, live);
    },
    saving,
  );

  const removeCall = '/account/picture/remove';
  pageCall(router, web, removeCall, accountCalls[removeCall], async (_, request) => {
    const live = await signedIn(parts, request);
    const { id } = live.account;
    await profiles.removePicture(id, happened('profile.changed', parts, request, id));
    return accountHome(parts, live);
  });

  const renameCall = '/account/factors/rename';
  pageCall(router, web, renameCall, accountCalls[renameCall], async ({ factorId, label }, request) => {
    const live = await signedIn(parts, request);
    // One of another account is not there.
    if (!(await factors.rename(live.account.id, factorId, label))) throw new ProblemError('not_found');
    return accountHome(parts, live);
  });

  // Clients show it on pages of theirs (OIDC Core §5.1, `picture`).
  pictureResource(
    router,
    `${PICTURE_PATH}/:id`,
    async ({ id = '' }) => (isPictureId(id) ? profiles.picture(id) : undefined),
    { shownElsewhere: true },
  );
}

/** OIDC Core §5.3.2: a claim without a value is left out, so nothing empty is kept. */
function withoutEmpty(told: Omit<Profile, 'name'>): ToldProfile {
  return Object.fromEntries(Object.entries(told).filter(([, text]) => text !== ''));
}

function isTimeZone(zone: string): boolean {
  try {
    return zone === '' || new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
