import { sql } from 'kysely';
import type { Credential, CredentialStore } from '../../login/credential.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';

export function credentialStore(db: Runner): CredentialStore {
  return { find: (credentialId) => db.first(find, { credentialId }) };
}

const find = statement<{ credentialId: string }, Credential>(
  (slot) => sql`
    select account_id as "accountId", credential_id as "credentialId", setup_id as "setupId", ksf_id as "ksfId",
      registration_record as "registrationRecord", created_at_seconds as "createdAtSeconds"
    from credential where credential_id = ${slot('credentialId')}`,
);
