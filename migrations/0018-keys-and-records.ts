import { type Kysely, sql } from 'kysely';

/** Key-encryption keys with states of their own, a data key for each account, and values sealed under it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table kek (
      id                    text collate "C" primary key check (length(id) between 1 and 64),
      provider              text collate "C" not null check (provider in ('local', 'transit')),
      created_at_seconds    bigint not null,
      activates_at_seconds  bigint not null,
      -- Null while it is the one to wrap with.
      retires_at_seconds    bigint,
      destroyed_at_seconds  bigint
    );
    insert into kek (id, provider, created_at_seconds, activates_at_seconds)
      select kek_id, 'local', min(created_at_seconds), min(created_at_seconds) from ring_key group by kek_id;

    alter table ring_key
      -- The private part as a text that names its key-encryption key. The instances of the release before still read
      -- the column sealed, which is left to them until the row is written anew.
      add column wrapped text check (length(wrapped) between 1 and 16384),
      -- The private part was destroyed; what is sealed is nothing, and still vouches for the public part.
      add column emptied boolean not null default false,
      -- Known to a thief: what still hangs on it must be made anew by its owner.
      add column compromised_at_seconds bigint;
    -- A sealed nothing of the releases before: version, key id, nonce and tag, and no ciphertext.
    update ring_key set
      emptied = length(sealed) <= 41,
      wrapped = 'v1.' || kek_id || '.tacet1.'
        || rtrim(translate(encode(sealed, 'base64'), E'+/\\n', '-_'), '=')
      where sealed is not null;

    create table data_key (
      account_id          text collate "C" not null references account on delete cascade,
      id                  text collate "C" not null check (length(id) between 1 and 64),
      kek_id              text collate "C" not null check (length(kek_id) between 1 and 64),
      wrapped             text not null check (length(wrapped) between 1 and 2048),
      created_at_seconds  bigint not null,
      primary key (account_id, id)
    );
    -- What must still be wrapped anew, and how much of it there is.
    create index data_key_kek on data_key (kek_id, account_id, id);

    -- Data keys made before that time are read with, and written with no more.
    create table data_key_floor (
      only_row              boolean primary key default true check (only_row),
      replaced_at_seconds   bigint not null
    );

    -- Private fields that a release before wrote in clear, until they are sealed.
    create index account_profile_in_clear on account (id)
      where profile ?| array['givenName', 'familyName', 'nickname', 'website'];

    create table sealed_record (
      account_id          text collate "C" not null references account on delete cascade,
      id                  text collate "C" not null check (length(id) between 1 and 64),
      type                text collate "C" not null check (length(type) between 1 and 64),
      -- The client that keeps it here. It may go; what it kept stays with the person.
      client_id           text collate "C" not null check (length(client_id) between 1 and 512),
      sealed              text not null check (length(sealed) between 1 and 131072),
      revision            integer not null check (revision >= 1),
      created_at_seconds  bigint not null,
      updated_at_seconds  bigint not null,
      primary key (account_id, id)
    );
    create index sealed_record_recent on sealed_record (account_id, created_at_seconds, id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index account_profile_in_clear;
    drop table sealed_record, data_key_floor, data_key;
    alter table ring_key drop column wrapped, drop column emptied, drop column compromised_at_seconds;
    drop table kek;
  `.execute(db);
}
