import { type Kysely, sql } from 'kysely';

/** Sign-ups that proved nothing yet, and the letters on their way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_up_ticket (
      ticket_digest       text collate "C" primary key check (length(ticket_digest) = 43),
      email               text collate "C" not null check (length(email) between 3 and 254),
      locale              text not null check (length(locale) <= 35),
      interaction_id      text check (length(interaction_id) <= 64),
      browser_digest      text check (length(browser_digest) <= 64),
      starts              integer not null check (starts >= 0),
      -- The server setup its registrations are evaluated under, from the first of them on.
      setup_id            text collate "C" check (length(setup_id) between 1 and 64),
      created_at_seconds  bigint not null,
      expires_at_seconds  bigint not null
    );

    create index sign_up_ticket_email on sign_up_ticket (email, ticket_digest);
    create index sign_up_ticket_expiry on sign_up_ticket (expires_at_seconds);

    create table outbox_letter (
      id                       text collate "C" primary key check (length(id) between 1 and 64),
      kind                     text not null check (length(kind) between 1 and 64),
      sealed                   bytea check (length(sealed) <= 262144),
      attempts                 integer not null,
      created_at_seconds       bigint not null,
      next_attempt_at_seconds  bigint not null,
      state                    text not null check (state in ('waiting', 'sent', 'failed'))
    );

    create index outbox_letter_due on outbox_letter (next_attempt_at_seconds) where state = 'waiting';
    create index outbox_letter_age on outbox_letter (created_at_seconds);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table outbox_letter, sign_up_ticket`.execute(db);
}
