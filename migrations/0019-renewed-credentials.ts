import { type Kysely, sql } from 'kysely';

/** How credentials spread over server setups, and who was told that theirs hangs on one that a thief knows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Null until its owner was signed out and told.
    alter table credential add column told_at_seconds bigint;
    -- How many hang on each setup, without reading the records; and whom to tell.
    create index credential_setup on credential (setup_id, told_at_seconds);

    -- Of all credentials, how many hung on an older setup while another was the current one; it only shrinks. Within a
    -- span after it was taken the share goes from one value to the other, on every instance alike.
    create table setup_share (
      setup_id          text collate "C" not null check (length(setup_id) between 1 and 64),
      current_id        text collate "C" not null check (length(current_id) between 1 and 64),
      share_from        double precision not null check (share_from between 0 and 1),
      share_to          double precision not null check (share_to between 0 and 1),
      taken_at_seconds  bigint not null,
      primary key (setup_id, current_id)
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table setup_share;
    drop index credential_setup;
    alter table credential drop column told_at_seconds;
  `.execute(db);
}
