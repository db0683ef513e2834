import { type Kysely, sql } from 'kysely';

/** Browsers that somebody signed in with. A session that ends is deleted; the audit log remembers it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table session (
      account_id                text collate "C" not null references account on delete cascade,
      id                        text collate "C" not null check (length(id) between 1 and 64),
      secret_digest             text collate "C" not null check (length(secret_digest) = 43),
      authenticated_at_seconds  bigint not null,
      amr                       text[] not null,
      user_agent                text not null check (length(user_agent) <= 512),
      created_at_seconds        bigint not null,
      last_seen_at_seconds      bigint not null,
      idle_seconds              bigint not null check (idle_seconds > 0),
      expires_at_seconds        bigint not null,
      primary key (account_id, id)
    ) with (fillfactor = 85); -- room for last_seen to move within its page

    -- The account is in the key so that the table can be spread by account; the digest alone finds the row.
    create unique index session_secret on session (secret_digest, account_id);
    create index session_expiry on session (expires_at_seconds);
    -- A summary per block, so that moving last_seen need not touch the other indexes (PostgreSQL 16 and later).
    create index session_idle on session using brin ((last_seen_at_seconds + idle_seconds));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table session`.execute(db);
}
