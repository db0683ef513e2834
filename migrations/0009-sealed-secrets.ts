import { type Kysely, sql } from 'kysely';

/** The secrets of clients that sign with them (`client_secret_jwt`), sealed: a digest verifies no signature. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table client add column sealed_secrets text[] not null default '{}'
      check (cardinality(sealed_secrets) <= 8)
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table client drop column sealed_secrets`.execute(db);
}
