import { type Kysely, sql } from 'kysely';

/** Access tokens of no family that were taken back, until they have expired. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table revoked_token (
      -- SHA-256 of the jti.
      digest              text collate "C" primary key check (length(digest) = 43),
      expires_at_seconds  bigint not null
    );

    create index revoked_token_expiry on revoked_token (expires_at_seconds);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table revoked_token`.execute(db);
}
