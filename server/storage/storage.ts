import type { AccountStore } from '../accounts/account-store.ts';
import type { AccountTicketStore } from '../accounts/account-ticket-store.ts';
import type { PeopleStore } from '../accounts/people-store.ts';
import type { ProfileStore } from '../accounts/profile-store.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { ClientStore } from '../clients/client-store.ts';
import type { RegistrationStore } from '../clients/registration-store.ts';
import type { FactorStore } from '../factors/factor-store.ts';
import type { PoolUse } from '../health/pool-use.ts';
import type { ConsentStore } from '../interaction/consent-store.ts';
import type { SignUpStore } from '../interaction/sign-up-store.ts';
import type { DataKeyStore } from '../keyring/data-key-store.ts';
import type { KeyStore } from '../keyring/key-store.ts';
import type { CredentialStore } from '../login/credential-store.ts';
import type { SetupShareStore } from '../login/share-store.ts';
import type { UnlockStore } from '../login/unlock-store.ts';
import type { LogoutNoticeStore } from '../logout/logout-notice-store.ts';
import type { OutboxStore } from '../mail/outbox-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { DeviceSecretStore } from '../tokens/device-secret-store.ts';
import type { FamilyStore } from '../tokens/family-store.ts';
import type { DeviceWrapStore } from '../vault/device-wrap-store.ts';
import type { KeyStore as VaultKeyStore } from '../vault/key-store.ts';
import type { ScopedKeyStore } from '../vault/scoped-key-store.ts';
import type { EntryStore } from '../vault/entry-store.ts';
import type { BackupStore } from './backup/backup-store.ts';

/** Every record store, as one bundle. The composition root hands out the parts. */
export interface Storage {
  readonly accounts: AccountStore;
  readonly accountTickets: AccountTicketStore;
  readonly audit: AuditStore;
  readonly backups: BackupStore;
  readonly clients: ClientStore;
  readonly consents: ConsentStore;
  readonly credentials: CredentialStore;
  readonly accountKeys: DataKeyStore;
  readonly deviceSecrets: DeviceSecretStore;
  readonly deviceWraps: DeviceWrapStore;
  readonly factors: FactorStore;
  readonly families: FamilyStore;
  readonly keys: KeyStore;
  readonly logoutNotices: LogoutNoticeStore;
  readonly outbox: OutboxStore;
  readonly people: PeopleStore;
  readonly profiles: ProfileStore;
  readonly records: RecordStore;
  readonly registrations: RegistrationStore;
  readonly scopedKeys: ScopedKeyStore;
  readonly sessions: SessionStore;
  readonly setupShares: SetupShareStore;
  readonly signUps: SignUpStore;
  readonly unlocks: UnlockStore;
  readonly vaultKeys: VaultKeyStore;
  readonly vaultEntries: EntryStore;
  /** Deletes what has expired, in bounded batches; returns how many rows went. */
  sweep(nowSeconds: number): Promise<number>;
  /** Resolves when the database answers and its schema is current; rejects with StorageUnavailable otherwise. */
  ping(): Promise<void>;
  /** How busy the connections are. */
  pools(): readonly PoolUse[];
  close(): Promise<void>;
}
