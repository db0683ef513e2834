import { type Kysely, sql } from 'kysely';

/** Which record an event tells of, and of what type it is. Nothing of its value. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table audit_event
      add column record_id text collate "C" check (length(record_id) <= 64),
      add column record_type text collate "C" check (length(record_type) <= 64);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit_event drop column record_id, drop column record_type`.execute(db);
}
