import { type Kysely, sql } from 'kysely';

/** An account key that stays open in one browser as long as its session does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table device_wrap (
      account_id          text collate "C" not null,
      session_id          text collate "C" not null,
      generation          integer not null,
      device_id           text collate "C" not null check (length(device_id) = 22),
      -- Half of what opens it. The other half is a key that the browser keeps, and shows to nobody.
      share               text not null check (length(share) = 43),
      jwe                 text not null check (length(jwe) between 1 and 4096),
      created_at_seconds  bigint not null,
      primary key (account_id, session_id),
      -- However a session ends, this goes in the same statement.
      foreign key (account_id, session_id) references session on delete cascade,
      foreign key (account_id, generation) references account_key on delete cascade
    );
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table device_wrap`.execute(db);
}
