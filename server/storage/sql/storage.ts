import { sql } from 'kysely';
import type { Log } from '../../platform/log.ts';
import { StorageUnavailable } from '../../platform/unavailable.ts';
import type { Storage } from '../storage.ts';
import { accountStore } from './accounts.ts';
import { accountTicketStore } from './account-tickets.ts';
import { auditStore } from './audit.ts';
import { backupStore } from './backups.ts';
import { clientStore } from './clients.ts';
import { consentStore } from './consents.ts';
import { credentialStore } from './credentials.ts';
import { dataKeyStore } from './data-keys.ts';
import { openDatabase, type Runner } from './database.ts';
import { deviceSecretStore } from './device-secrets.ts';
import { deviceWrapStore } from './device-wraps.ts';
import { factorStore } from './factors.ts';
import { familyStore } from './families.ts';
import { keyStore } from './keys.ts';
import { logoutNoticeStore } from './logout-notices.ts';
import { latestMigration } from './migrate.ts';
import { outboxStore } from './outbox.ts';
import { peopleStore } from './people.ts';
import { profileStore } from './profiles.ts';
import { recordStore } from './records.ts';
import { registrationStore } from './registrations.ts';
import { scopedKeyStore } from './scoped-keys.ts';
import { sessionStore } from './sessions.ts';
import { setupShareStore } from './setup-shares.ts';
import { signUpStore } from './sign-ups.ts';
import { statement } from './statement.ts';
import { sweep } from './sweep.ts';
import { unlockStore } from './unlocks.ts';
import { vaultKeyStore } from './vault-keys.ts';
import { entryStore } from './vault-entries.ts';

/** Every store over one PostgreSQL. Connects when first asked. */
export function sqlStorage(
  url: string,
  options: { readonly log?: Log | undefined; readonly maxConnections?: number | undefined },
): Storage {
  const db = openDatabase(url, options);
  return {
    accounts: accountStore(db),
    accountTickets: accountTicketStore(db),
    audit: auditStore(db),
    backups: backupStore(url),
    clients: clientStore(db),
    consents: consentStore(db),
    credentials: credentialStore(db),
    accountKeys: dataKeyStore(db),
    deviceSecrets: deviceSecretStore(db),
    deviceWraps: deviceWrapStore(db),
    factors: factorStore(db),
    families: familyStore(db),
    keys: keyStore(db),
    logoutNotices: logoutNoticeStore(db),
    outbox: outboxStore(db),
    people: peopleStore(db),
    profiles: profileStore(db),
    records: recordStore(db),
    registrations: registrationStore(db),
    scopedKeys: scopedKeyStore(db),
    sessions: sessionStore(db),
    setupShares: setupShareStore(db),
    signUps: signUpStore(db),
    unlocks: unlockStore(db),
    vaultKeys: vaultKeyStore(db),
    vaultEntries: entryStore(db),
    sweep: (nowSeconds) => sweep(db, nowSeconds),
    ping: () => ping(db),
    pools: () => db.pools(),
    close: () => db.close(),
  };
}

/** A schema of a newer release will do: that is how instances are replaced one by one. */
async function ping(db: Runner): Promise<void> {
  const tables = await db.first(hasMigrations, {});
  const row = tables?.present === true ? await db.first(applied, { name: latestMigration }) : undefined;
  if (row === undefined)
    throw new StorageUnavailable('the schema of the database is not up to date: run migrate');
}

const hasMigrations = statement<object, { readonly present: boolean }>(
  () => sql`select to_regclass('kysely_migration') is not null as present`,
);

const applied = statement<{ name: string }, object>(
  (slot) => sql`select name from kysely_migration where name = ${slot('name')}`,
);
