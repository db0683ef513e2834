import type Router from '@koa/router';
import { type AccountSection, accountSections } from '../../contract/account.ts';
import { actPurpose } from '../../contract/step.ts';
import type { Reply } from '../http/reply.ts';
import type { Visit } from '../http/visit.ts';
import { visitRoute } from '../http/visit-route.ts';
import type { Web } from '../http/web.ts';
import { beginOwnTrip, type TripParts } from '../interaction/begin.ts';
import type { OwnPage } from '../interaction/interaction.ts';
import { keepCompanions } from '../sessions/companions.ts';
import { readSession } from '../sessions/cookie.ts';
import { actRoute, type ActRouteParts } from './act.route.ts';
import { emailChangeRoute } from './email-change.route.ts';
import type { EmailChangeParts } from './email-change/open.ts';
import { accountHome, type HomeParts } from './home/home.ts';
import { profileRoute, type ProfileRouteParts } from './profile.route.ts';
import { type AccountRecordsParts, recordsOfAccountRoute } from './records.route.ts';
import { type AccountVaultParts, vaultOfAccountRoute } from './vault.route.ts';
import { standingRoute, type StandingRouteParts } from './standing.route.ts';
import { wellKnownRoute } from './well-known.route.ts';

export type AccountParts = HomeParts &
  AccountRecordsParts &
  AccountVaultParts &
  ActRouteParts &
  EmailChangeParts &
  ProfileRouteParts &
  StandingRouteParts &
  Pick<TripParts, 'interactions' | 'sessions' | 'config' | 'clock' | 'keyring'>;

/** The pages of somebody's own account, and the acts on it. Every act names the account of the session, never another. */
export function accountRoute(router: Router, web: Web, parts: AccountParts): void {
  visitRoute(router, web, ['GET'], '/account', (visit) => show(visit, parts, '/account', 'profile'));
  for (const section of accountSections) {
    const path = `/account/${section}` as const;
    visitRoute(router, web, ['GET'], path, (visit) => show(visit, parts, path, section));
  }
  standingRoute(router, web, parts);
  recordsOfAccountRoute(router, web, parts);
  vaultOfAccountRoute(router, web, parts);
  profileRoute(router, web, parts);
  actRoute(router, web, parts);
  emailChangeRoute(router, web, parts);
  wellKnownRoute(router, web, parts);
}

async function show(
  visit: Visit,
  parts: AccountParts,
  path: OwnPage,
  section: AccountSection,
): Promise<Reply> {
  const live = await readSession(visit, parts);
  if (!live) return beginOwnTrip(visit, parts, path);
  keepCompanions(visit, parts, live.session);
  // It says no more than the page would say by itself, so anybody may have written it.
  const { data: done } = actPurpose.safeParse(visit.parameters.values.done);
  const home = await accountHome(parts, live);
  return {
    kind: 'page',
    status: 200,
    body: { view: 'account', section, ...(done !== undefined && { done }), home },
  };
}
