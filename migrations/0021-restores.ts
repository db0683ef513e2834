import { type Kysely, sql } from 'kysely';

/** When this database was last restored from a backup: what was taken back of tokens without a row is not known then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table restored (
      only_row    boolean primary key default true check (only_row),
      at_seconds  bigint not null
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table restored`.execute(db);
}
