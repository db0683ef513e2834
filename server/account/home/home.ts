import { openProfile } from '../../accounts/told.ts';
import type { DataKeys } from '../../keyring/data-keys.ts';
import type { AccountHome } from '../../../contract/account.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import type { AccountTicketStore } from '../../accounts/account-ticket-store.ts';
import { PICTURE_PATH } from '../../accounts/picture.ts';
import type { ProfileStore, ToldProfile } from '../../accounts/profile-store.ts';
import type { AuditStore } from '../../audit/audit-store.ts';
import type { FactorStore } from '../../factors/factor-store.ts';
import type { ConsentStore, UsedConsent } from '../../interaction/consent-store.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SessionStore } from '../../sessions/session-store.ts';
import type { LiveSession, Session } from '../../sessions/session.ts';
import { deviceName } from '../device.ts';
import { eventsPage } from './events.ts';
import { factorRows } from './factors.ts';
import { recordsPage, type RecordsPageParts } from './records.ts';
import { waitingFor, type WaitingParts } from './waiting.ts';

export interface HomeParts extends WaitingParts, RecordsPageParts {
  readonly accounts: Pick<AccountStore, 'details'>;
  readonly profiles: Pick<ProfileStore, 'find'>;
  readonly factors: Pick<FactorStore, 'list'>;
  readonly accountTickets: Pick<AccountTicketStore, 'pending'>;
  readonly audit: Pick<AuditStore, 'page'>;
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly consents: Pick<ConsentStore, 'listUsed'>;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly dataKeys: DataKeys;
  readonly clock: Clock;
}

/**
 * What somebody sees of their own account, all sections of it, as it is now. One statement for each kind of thing, all
 * at once: the sections are looked at together, and each act on one shows in another.
 */
export async function accountHome(parts: HomeParts, { account, session }: LiveSession): Promise<AccountHome> {
  const { id } = account;
  const nowSeconds = parts.clock.nowSeconds();
  const [details, profile, held, pending, events, allowed, sessions, waiting, kept] = await Promise.all([
    parts.accounts.details(id),
    parts.profiles.find(id),
    parts.factors.list(id),
    parts.accountTickets.pending('email-change', id, nowSeconds),
    eventsPage(parts, id, undefined),
    parts.consents.listUsed(id, nowSeconds),
    parts.sessions.list(id, nowSeconds),
    waitingFor(parts, id),
    recordsPage(parts, id, undefined),
  ]);
  // What this session was read with may be older than what it has just changed.
  const { email, name } = details ?? account;
  const pictureId = profile?.pictureId;
  return {
    account: { email, name },
    profile: profileOf(name, await openProfile(parts.dataKeys, id, profile?.told ?? {})),
    ...(pictureId !== undefined && { picture: `${PICTURE_PATH}/${pictureId}` }),
    ...(details?.passwordSetAtSeconds !== undefined && {
      passwordSetAtSeconds: details.passwordSetAtSeconds,
    }),
    factors: factorRows(parts.keyring.sealer('factor'), held),
    ...(pending && { newEmail: pending.email }),
    ...events,
    nowSeconds,
    clients: allowed.map(clientRow),
    sessions: sessions.map((one) => sessionRow(one, session)),
    waiting,
    ...kept,
  };
}

/** As the page edits it: whatever was left empty is there, and empty. */
export function profileOf(name: string, told: ToldProfile): AccountHome['profile'] {
  const empty = { givenName: '', familyName: '', nickname: '', website: '', locale: '', zoneinfo: '' };
  return { name, ...empty, ...told };
}

function clientRow(allowed: UsedConsent): AccountHome['clients'][number] {
  const { clientId, clientName, hosts, scopes, hasKeys, grantedAtSeconds, lastUsedAtSeconds } = allowed;
  return {
    clientId,
    name: clientName,
    host: hosts.join(', '),
    // What says at which resource a scope counts is for us; the scope and the resource are there by themselves.
    scopes: scopes.filter((item) => !item.startsWith('scope ')),
    allowedAtSeconds: grantedAtSeconds,
    hasKeys,
    ...(lastUsedAtSeconds !== undefined && { lastUsedAtSeconds }),
  };
}

function sessionRow(session: Session, current: Session): AccountHome['sessions'][number] {
  return {
    id: session.id,
    current: session.id === current.id,
    device: deviceName(session.userAgent),
    network: session.addressPrefix,
    country: session.country,
    signedInAtSeconds: session.authenticatedAtSeconds,
    lastSeenAtSeconds: session.lastSeenAtSeconds,
  };
}
