import { type Kysely, sql } from 'kysely';

/** Which clients took part in a session, and those that must still be told that it has ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Kept apart from the families: those go when their tokens have expired, long before the session ends.
    create table session_client (
      account_id       text collate "C" not null,
      session_id       text collate "C" not null,
      -- No foreign key: that a client is gone is seen when it would be told.
      client_id        text collate "C" not null check (length(client_id) between 1 and 2000),
      -- The session the client was told of, as its sid: the one its code came from, though another took its place.
      told_session_id  text collate "C" not null check (length(told_session_id) between 1 and 64),
      primary key (account_id, session_id, client_id, told_session_id),
      foreign key (account_id, session_id) references session on delete cascade
    );

    -- Outlives account and session: it tells of their end.
    create table logout_notice (
      id                       text collate "C" primary key check (length(id) between 1 and 64),
      account_id               text collate "C" not null check (length(account_id) between 1 and 64),
      client_id                text collate "C" not null check (length(client_id) between 1 and 2000),
      told_session_id          text collate "C" not null check (length(told_session_id) between 1 and 64),
      attempts                 integer not null check (attempts >= 0),
      created_at_seconds       bigint not null,
      next_attempt_at_seconds  bigint not null
    );

    create index logout_notice_due on logout_notice (next_attempt_at_seconds);
    create index logout_notice_of_client on logout_notice (client_id, next_attempt_at_seconds);

    -- Set when the family moved to the session that took the place of its own; its sid stays what it was.
    alter table refresh_family add column told_session_id text collate "C"
      check (length(told_session_id) between 1 and 64);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table refresh_family drop column told_session_id;
    drop table logout_notice, session_client;
  `.execute(db);
}
