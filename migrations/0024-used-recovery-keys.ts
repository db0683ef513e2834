import { type Kysely, sql } from 'kysely';

/** A recovery key serves once: when it was shown, so that another takes its place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table key_wrap add column used_at_seconds bigint,
      add check (used_at_seconds is null or kind = 'recovery')
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table key_wrap drop column used_at_seconds`.execute(db);
}
