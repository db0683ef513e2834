import { type Kysely, sql } from 'kysely';

/** The tokens that descend from one code. Rotation changes no indexed column, so it stays within its page. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table refresh_family (
      account_id                text collate "C" not null references account on delete cascade,
      id                        text collate "C" not null check (length(id) between 1 and 64),
      client_id                 text collate "C" not null references client on delete cascade,
      -- No foreign key: a family outlives the idle session it began in.
      session_id                text collate "C" not null check (length(session_id) between 1 and 64),
      scopes                    text[] not null,
      authenticated_at_seconds  bigint not null,
      amr                       text[] not null,
      acr                       text,
      secret_digest             text collate "C" check (length(secret_digest) = 43),
      generation                integer not null check (generation >= 0),
      rotated_at_seconds        bigint not null,
      created_at_seconds        bigint not null,
      idle_expires_at_seconds   bigint not null,
      expires_at_seconds        bigint not null,
      revoked_at_seconds        bigint,
      primary key (account_id, id)
    ) with (fillfactor = 75);

    create index refresh_family_of_session on refresh_family (account_id, session_id);
    create index refresh_family_of_client on refresh_family (client_id, account_id);
    create index refresh_family_expiry on refresh_family (expires_at_seconds);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table refresh_family`.execute(db);
}
