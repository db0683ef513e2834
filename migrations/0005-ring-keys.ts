import { type Kysely, sql } from 'kysely';

/** Keys by purpose, their private parts sealed under a key-encryption key that is not in this database. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ring_key (
      id                    text collate "C" primary key check (length(id) between 1 and 64),
      purpose               text collate "C" not null check (length(purpose) between 1 and 64),
      public_part           text,
      sealed                bytea,
      kek_id                text collate "C" not null check (length(kek_id) between 1 and 64),
      canary                text,
      created_at_seconds    bigint not null,
      activates_at_seconds  bigint not null,
      retires_at_seconds    bigint,
      expires_at_seconds    bigint
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table ring_key`.execute(db);
}
