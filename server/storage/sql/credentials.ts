import { sql } from 'kysely';
import type { Credential } from '../../login/credential.ts';
import type { CredentialStore, FoundCredential } from '../../login/credential-store.ts';
import type { Database } from './database.ts';
import { dropTickets, promote } from './promotion.ts';
import { lockAccount, secure } from './secured.ts';
import { statement } from './statement.ts';

export function credentialStore(db: Database): CredentialStore {
  return {
    find: (credentialId) => db.first(find, { credentialId }),
    ofAccount: (accountId) => db.first(ofAccount, { accountId }),
    promote: (promotion) => promote(db, promotion),
    remove: (accountId, { keptSessionId, event, letter }) =>
      db.transaction(async (runner) => {
        await runner.all(lockAccount, { accountId });
        if ((await runner.first(remove, { accountId })) === undefined) return false;
        // A new address that waits was asked for with the password, and would bring it back.
        await runner.all(dropTickets, { accountId, undone: false });
        const { atSeconds } = event;
        await secure(runner, { accountId, keptSessionId, events: [event], letters: [letter], atSeconds });
        return true;
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
