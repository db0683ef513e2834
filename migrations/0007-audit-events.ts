import { type Kysely, sql } from 'kysely';

/** What happened. No foreign keys: an event outlives what it tells of, under ids that are never used again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_event (
      id              bigint generated always as identity primary key,
      kind            text collate "C" not null check (length(kind) between 1 and 64),
      at_seconds      bigint not null,
      account_id      text collate "C",
      client_id       text collate "C",
      session_id      text collate "C",
      family_id       text collate "C",
      request_id      text,
      address_prefix  text
    );

    create index audit_event_of_account on audit_event (account_id, id);
    -- Events arrive in the order of time, so a summary per block is enough for retention and costs inserts nothing.
    create index audit_event_age on audit_event using brin (at_seconds);
    -- What is kept for 90 days only: a summary would lead through the blocks of all that is kept longer.
    create index audit_event_of_logins on audit_event (at_seconds) where kind in
      ('account.signed_in', 'account.signed_out', 'session.ended', 'tokens.issued', 'login.throttled');
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table audit_event`.execute(db);
}
