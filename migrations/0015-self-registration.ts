import { type Kysely, sql } from 'kysely';

/** Clients that registered themselves: what let them in, and what lets them change what they said (RFC 7591, 7592). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table initial_access_token (
      digest              text collate "C" primary key check (length(digest) = 43),
      uses_left           integer not null check (uses_left >= 0),
      machines            boolean not null,
      created_at_seconds  bigint not null,
      expires_at_seconds  bigint not null
    );

    create table client_registration (
      client_id     text collate "C" primary key references client on delete cascade,
      token_digest  text collate "C" not null check (length(token_digest) = 43)
    );

    create index initial_access_token_expiry on initial_access_token (expires_at_seconds);
    -- For the sweep of those that nobody used.
    create index client_of_strangers on client (created_at_seconds)
      where settings ->> 'tacetRegisteredBy' is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index client_of_strangers;
    drop table client_registration, initial_access_token;
  `.execute(db);
}
