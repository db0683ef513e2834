import * as accounts from './0001-accounts.ts';
import * as clients from './0002-clients.ts';
import * as sessions from './0003-sessions.ts';
import * as refreshFamilies from './0004-refresh-families.ts';
import * as ringKeys from './0005-ring-keys.ts';
import * as lettersAndTickets from './0006-letters-and-tickets.ts';
import * as auditEvents from './0007-audit-events.ts';
import * as theWholeProtocol from './0008-the-whole-protocol.ts';
import * as sealedSecrets from './0009-sealed-secrets.ts';
import * as revokedTokens from './0012-revoked-tokens.ts';
import * as deviceSecrets from './0013-device-secrets.ts';
import * as selfRegistration from './0015-self-registration.ts';
import * as logoutNotices from './0016-logout-notices.ts';
import * as aPersonsAccount from './0017-a-persons-account.ts';
import * as keysAndRecords from './0018-keys-and-records.ts';
import * as renewedCredentials from './0019-renewed-credentials.ts';
import * as eventsOfRecords from './0020-events-of-records.ts';
import * as restores from './0021-restores.ts';
import * as theVault from './0022-the-vault.ts';
import * as openOnADevice from './0023-open-on-a-device.ts';
import * as usedRecoveryKeys from './0024-used-recovery-keys.ts';

/** Every migration, in order. A new one is a new file and a new line; a released one is never edited. */
export const migrations = {
  '0001-accounts': accounts,
  '0002-clients': clients,
  '0003-sessions': sessions,
  '0004-refresh-families': refreshFamilies,
  '0005-ring-keys': ringKeys,
  '0006-letters-and-tickets': lettersAndTickets,
  '0007-audit-events': auditEvents,
  '0008-the-whole-protocol': theWholeProtocol,
  '0009-sealed-secrets': sealedSecrets,
  '0012-revoked-tokens': revokedTokens,
  '0013-device-secrets': deviceSecrets,
  '0015-self-registration': selfRegistration,
  '0016-logout-notices': logoutNotices,
  '0017-a-persons-account': aPersonsAccount,
  '0018-keys-and-records': keysAndRecords,
  '0019-renewed-credentials': renewedCredentials,
  '0020-events-of-records': eventsOfRecords,
  '0021-restores': restores,
  '0022-the-vault': theVault,
  '0023-open-on-a-device': openOnADevice,
  '0024-used-recovery-keys': usedRecoveryKeys,
};
