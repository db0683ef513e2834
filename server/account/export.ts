import { openProfile } from '../accounts/told.ts';
import type { DataKeys } from '../keyring/data-keys.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { AccountTicketStore } from '../accounts/account-ticket-store.ts';
import type { ProfileStore } from '../accounts/profile-store.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { PlacedEvent } from '../audit/audit-store.ts';
import type { FactorStore } from '../factors/factor-store.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';
import { limits } from '../platform/limits.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { LiveSession } from '../sessions/session.ts';
import { RECORDS_MAX } from '../records/create.ts';
import type { KeyStore as VaultKeyStore } from '../vault/key-store.ts';
import { type OwnedParts, ownedValues } from '../records/owned.ts';
import { profileOf } from './home/home.ts';
import { factorRows } from './home/factors.ts';

export interface ExportParts extends OwnedParts {
  readonly accounts: Pick<AccountStore, 'details'>;
  readonly profiles: Pick<ProfileStore, 'find' | 'picture'>;
  readonly factors: Pick<FactorStore, 'list'>;
  readonly consents: Pick<ConsentStore, 'listUsed'>;
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly audit: Pick<AuditStore, 'page' | 'append'>;
  readonly accountTickets: Pick<AccountTicketStore, 'pending'>;
  readonly vaultKeys: Pick<VaultKeyStore, 'list'>;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly dataKeys: DataKeys;
  readonly clock: Clock;
}

/** More events than this nobody reads; retention keeps them to a year anyway. */
const EVENTS_MAX = 10_000;
/** Who writes at the same moment may pass the quota by a few. */
const RECORDS_TOLD_MAX = 2 * RECORDS_MAX;

/**
 * Everything that is kept about somebody, in words and plain numbers: never a digest, a sealed value or a secret. What apps
 * keep for them is told in clear. Their account keys are told as they lie here, in wraps (compact JWE) that only their
 * password, passkeys and recovery key open: they are the way to what they sealed themselves. Times are seconds since 1970. Throws KeysUnavailable: half of it would pass for all.
 */
export async function accountExport(parts: ExportParts, { account, session }: LiveSession): Promise<object> {
  const { id } = account;
  const nowSeconds = parts.clock.nowSeconds();
  const [details, profile, factors, allowed, sessions, pending, events, records, accountKeyWraps] =
    await Promise.all([
      parts.accounts.details(id),
      parts.profiles.find(id),
      parts.factors.list(id),
      parts.consents.listUsed(id, nowSeconds),
      parts.sessions.list(id, nowSeconds),
      parts.accountTickets.pending('email-change', id, nowSeconds),
      allEvents(parts, id),
      ownedValues(parts, id, RECORDS_TOLD_MAX),
      parts.vaultKeys.list(id),
    ]);
  const { name, email, emailVerified, state, createdAtSeconds, updatedAtSeconds } = details ?? account;
  const picture = profile?.pictureId && (await parts.profiles.picture(profile.pictureId));
  return {
    exportedAtSeconds: nowSeconds,
    account: { id, email, emailVerified, name, state, createdAtSeconds, updatedAtSeconds },
    language: details?.locale,
    passwordSetAtSeconds: details?.passwordSetAtSeconds,
    profile: profileOf(name, await openProfile(parts.dataKeys, id, profile?.told ?? {})),
    picturePngBase64: picture ? picture.toString('base64') : undefined,
    factors: factorRows(parts.keyring.sealer('factor'), factors),
    consents: allowed.map(({ accountId: _, ...consent }) => consent),
    sessions: sessions.map((one) => ({
      ...{ id: one.id, current: one.id === session.id, browser: one.userAgent, amr: one.amr },
      ...{ network: one.addressPrefix, country: one.country },
      ...{ signedInAtSeconds: one.authenticatedAtSeconds, lastSeenAtSeconds: one.lastSeenAtSeconds },
    })),
    records,
    accountKeyWraps,
    newEmail: pending && { email: pending.email, expiresAtSeconds: pending.expiresAtSeconds },
    events,
  };
}

async function allEvents({ audit }: Pick<ExportParts, 'audit'>, accountId: string): Promise<object[]> {
  const told: object[] = [];
  for (let before: string | undefined; told.length < EVENTS_MAX;) {
    const found: readonly PlacedEvent[] = await audit.page({ accountId, before, limit: limits.listRows });
    told.push(...found.map(({ place: _, accountId: __, ...event }) => event));
    before = found.at(-1)?.place;
    if (found.length < limits.listRows) break;
  }
  return told;
}
