import { type Kysely, sql } from 'kysely';

/** What a client settled for itself, and what a family is bound to besides its scopes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table client add column settings jsonb not null default '{}' check (length(settings::text) <= 131072);
    alter table refresh_family add column terms jsonb not null default '{}' check (length(terms::text) <= 65536);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table client drop column settings;
    alter table refresh_family drop column terms;
  `.execute(db);
}
