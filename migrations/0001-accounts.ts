import { type Kysely, sql } from 'kysely';

/** Somebody who can sign in, and the OPAQUE record that lets them prove a password. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account (
      id                  text collate "C" primary key check (length(id) between 1 and 64),
      -- Canonical when it arrives (accounts/email.ts), so equality is identity.
      email               text collate "C" not null unique
                            check (length(email) between 3 and 254 and email = lower(email)),
      email_verified      boolean not null,
      name                text not null check (length(name) <= 120),
      state               text not null check (state in ('active', 'disabled')),
      created_at_seconds  bigint not null,
      updated_at_seconds  bigint not null
    );

    create table credential (
      account_id           text collate "C" primary key references account on delete cascade,
      -- HMAC of the e-mail address, made once; never the address itself.
      credential_id        text collate "C" not null unique check (length(credential_id) between 1 and 64),
      setup_id             text collate "C" not null check (length(setup_id) between 1 and 64),
      ksf_id               text not null check (length(ksf_id) between 1 and 64),
      registration_record  text not null check (length(registration_record) between 1 and 256),
      created_at_seconds   bigint not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table credential, account`.execute(db);
}
