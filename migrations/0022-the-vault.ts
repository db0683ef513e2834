import { type Kysely, sql } from 'kysely';

/** The account key that only its owner can open, in wraps; and what is sealed under it, of which nobody here reads a byte. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account_key (
      account_id            text collate "C" not null references account on delete cascade,
      generation            integer not null check (generation >= 1),
      -- locked: a reset left it behind; reopened: its owner opened it again, and it is sealed under the one in use.
      state                 text collate "C" not null check (state in ('current', 'locked', 'reopened')),
      -- SHA-256 of what only a holder of the key can say: nobody else writes a wrap of it.
      proof_digest          text not null check (length(proof_digest) = 43),
      created_at_seconds    bigint not null,
      locked_until_seconds  bigint check ((state = 'locked') = (locked_until_seconds is not null)),
      primary key (account_id, generation)
    );
    create unique index account_key_current on account_key (account_id) where state = 'current';
    create index account_key_locked on account_key (locked_until_seconds) where state = 'locked';

    create table key_wrap (
      account_id          text collate "C" not null,
      generation          integer not null,
      -- bridge: the key of the password before, under that of the password now; successor: under the next account key.
      kind                text collate "C" not null check (kind in ('opaque', 'bridge', 'recovery', 'prf', 'successor')),
      -- opaque, successor: empty; bridge: 1, 2, …; recovery: its lookup id; prf: the credential id of the passkey.
      ref                 text collate "C" not null check (length(ref) <= 1400),
      jwe                 text not null check (length(jwe) between 1 and 4096),
      -- prf: the private key that the PRF output opens, and the public one, sealed under the account key.
      private_jwe         text check (length(private_jwe) between 1 and 4096),
      public_jwe          text check (length(public_jwe) between 1 and 4096),
      -- recovery: SHA-256 of what shows that somebody has it.
      proof_digest        text check (length(proof_digest) = 43),
      -- prf: the passkey; its wrap goes with it.
      factor_id           text collate "C",
      created_at_seconds  bigint not null,
      primary key (account_id, generation, kind, ref),
      foreign key (account_id, generation) references account_key on delete cascade,
      foreign key (account_id, factor_id) references factor on delete cascade,
      check ((kind = 'prf') = (private_jwe is not null and public_jwe is not null and factor_id is not null)),
      check ((kind = 'recovery') = (proof_digest is not null))
    );
    create index key_wrap_factor on key_wrap (account_id, factor_id) where factor_id is not null;

    -- The credential that opens a key that was left behind: its owner may remember the password after all.
    create table locked_credential (
      account_id            text collate "C" not null,
      generation            integer not null,
      credential_id         text collate "C" not null,
      setup_id              text collate "C" not null,
      ksf_id                text collate "C" not null,
      registration_record   text not null,
      primary key (account_id, generation),
      foreign key (account_id, generation) references account_key on delete cascade
    );

    -- A scoped key that was replaced for one group of clients: what it is derived with since.
    create table scoped_key (
      account_id          text collate "C" not null references account on delete cascade,
      key_group           text collate "C" not null check (length(key_group) between 1 and 512),
      scope               text collate "C" not null check (length(scope) between 1 and 256),
      rotation_salt       text not null check (length(rotation_salt) = 43),
      rotated_at_seconds  bigint not null,
      primary key (account_id, key_group, scope)
    );

    -- The id that the account will have, so that the browser can bind the account key to it before there is one.
    alter table sign_up_ticket add column account_id text;

    create table vault_collection (
      account_id      text collate "C" not null references account on delete cascade,
      -- The key group whose apps see it; that of the owner alone is empty.
      collection      text collate "C" not null check (length(collection) <= 512),
      -- Counts every change; what a reader knows up to.
      revision        bigint not null default 0,
      entries         integer not null default 0 check (entries >= 0),
      bytes           bigint not null default 0 check (bytes >= 0),
      -- Deletions up to here are forgotten: who knows less must read everything anew.
      forgotten_up_to bigint not null default 0,
      primary key (account_id, collection)
    );

    create table vault_entry (
      account_id          text collate "C" not null,
      collection          text collate "C" not null,
      kind                text collate "C" not null check (kind in ('item', 'blob')),
      id                  text collate "C" not null check (length(id) between 1 and 64),
      revision            bigint not null,
      envelope            integer not null check (envelope between 1 and 65535),
      -- Null: deleted; it says so until the deletion is forgotten.
      body                bytea,
      created_at_seconds  bigint not null,
      updated_at_seconds  bigint not null,
      primary key (account_id, collection, kind, id),
      foreign key (account_id, collection) references vault_collection on delete cascade
    );
    create unique index vault_entry_revision on vault_entry (account_id, collection, kind, revision);
    create index vault_entry_deleted on vault_entry (updated_at_seconds) where body is null;
    alter table vault_entry alter column body set storage external;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table vault_entry, vault_collection, scoped_key, locked_credential, key_wrap, account_key;
    alter table sign_up_ticket drop column account_id;
  `.execute(db);
}
