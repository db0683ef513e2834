import { type Kysely, sql } from 'kysely';

/** What apps of one maker share on a device (Native SSO): one for each client in a session, gone with the session. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table device_secret (
      account_id          text collate "C" not null,
      session_id          text collate "C" not null,
      client_id           text collate "C" not null references client on delete cascade,
      secret_digest       text collate "C" not null check (length(secret_digest) = 43),
      created_at_seconds  bigint not null,
      primary key (account_id, session_id, client_id),
      foreign key (account_id, session_id) references session on delete cascade
    );

    -- The account is in the key so that the table can be spread by account; the digest alone finds the row.
    create unique index device_secret_digest on device_secret (secret_digest, account_id);
    create index device_secret_of_client on device_secret (client_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table device_secret`.execute(db);
}
