import { sql } from 'kysely';
import type { Credential } from '../../login/credential.ts';
import type { CredentialStore, FoundCredential, SetupCount } from '../../login/credential-store.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { endUnder } from './ended-credentials.ts';
import { dropTickets, promote } from './promotion.ts';
import { lockAccount, secure } from './secured.ts';
import { statement } from './statement.ts';
import { onlyPasswordOpens } from './vault-ways.ts';
import { dropPasswordWraps } from './vault-wraps.ts';

export function credentialStore(db: Database): CredentialStore {
  return {
    find: (credentialId) => db.first(find, { credentialId }),
    ofAccount: (accountId) => db.first(ofAccount, { accountId }),
    promote: (promotion) => promote(db, promotion),
    renew: async ({ credential, replaces, sessionId, event }) => {
      const { accountId, credentialId, setupId, ksfId, registrationRecord } = credential;
      const given = { accountId, credentialId, setupId, ksfId, registrationRecord, sessionId };
      const old = { oldSetupId: replaces.setupId, oldRecord: replaces.registrationRecord };
      return (await db.first(renew, { ...given, ...old, events: eventsJson(event) })) !== undefined;
    },
    countBySetup: () => db.all(countBySetup, {}),
    endUnder: (end) => db.transaction((runner) => endUnder(runner, end), { slow: true }),
    remove: (accountId, { keptSessionId, event, letter }) =>
      db.transaction(async (runner) => {
        await runner.all(lockAccount, { accountId });
        if ((await runner.first(onlyPasswordOpens, { accountId })) !== undefined) return 'last_key';
        if ((await runner.first(remove, { accountId })) === undefined) return 'last_way_in';
        await runner.all(dropPasswordWraps, { accountId });
        // A new address that waits was asked for with the password, and would bring it back.
        await runner.all(dropTickets, { accountId, undone: false });
        const { atSeconds } = event;
        await secure(runner, { accountId, keptSessionId, events: [event], letters: [letter], atSeconds });
        return 'removed';
      }),
  };
}

const columns = sql`account_id as "accountId", credential_id as "credentialId", setup_id as "setupId", ksf_id as "ksfId",
  registration_record as "registrationRecord", created_at_seconds as "createdAtSeconds"`;

const find = statement<{ credentialId: string }, FoundCredential>(
  (slot) => sql`
    select ${columns}, trust_epoch as "trustEpoch"
    from credential where credential_id = ${slot('credentialId')}`,
);

const ofAccount = statement<{ accountId: string }, Credential>(
  (slot) => sql`select ${columns} from credential where account_id = ${slot('accountId')}`,
);

const remove = statement<{ accountId: string }, object>(
  (slot) => sql`
    delete from credential c where c.account_id = ${slot('accountId')}
      and exists (select from factor f where f.account_id = c.account_id and f.kind = 'passkey')
    returning c.account_id`,
);

type Renew = Omit<Credential, 'createdAtSeconds'> & {
  sessionId: string;
  oldSetupId: string;
  oldRecord: string;
  events: string;
};

/**
 * When somebody else has the row, this waits and looks again: of a change and a renewal at once the change counts, and
 * of two renewals the first. When the password was chosen stays what it was.
 */
const renew = statement<Renew, object>(
  (slot) => sql`
    with renewed as (
      update credential c set setup_id = ${slot('setupId')}, ksf_id = ${slot('ksfId')},
        registration_record = ${slot('registrationRecord')}
      where c.account_id = ${slot('accountId')} and c.credential_id = ${slot('credentialId')}
        and c.setup_id = ${slot('oldSetupId')} and c.registration_record = ${slot('oldRecord')}
        and exists (select from session s where s.account_id = c.account_id and s.id = ${slot('sessionId')})
      returning c.account_id
    ), written as (${recorded(slot('events'), sql`renewed`)})
    select account_id from renewed`,
);

const countBySetup = statement<object, SetupCount>(
  () => sql`
    select setup_id as "setupId", count(*)::integer as credentials from credential
    group by setup_id order by setup_id`,
  { slow: true },
);
