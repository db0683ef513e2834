import { type Kysely, sql } from 'kysely';

/** Factors, what a mailed ticket may do to an account, and what a person says of themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table account
      drop constraint account_state_check,
      add constraint account_state_check check (state in ('awaiting', 'active', 'disabled', 'deleting')),
      -- What a person tells of themselves besides the name; read where it is asked for, never at every request.
      add column profile jsonb not null default '{}' check (pg_column_size(profile) <= 8192),
      add column locale text not null default 'en' check (length(locale) <= 35),
      -- Set while the state is deleting: then it goes.
      add column delete_after_seconds bigint,
      -- Moves when a factor or the password changes: no browser is remembered beyond it.
      add column trust_epoch integer not null default 0;

    -- The same beside the credential: who looks for one sees it without another look, which members alone would cost.
    alter table credential add column trust_epoch integer not null default 0;

    create index account_deletion on account (delete_after_seconds) where delete_after_seconds is not null;
    create index account_awaiting on account (created_at_seconds, id) where state = 'awaiting';

    alter table session
      add column address_prefix text not null default '' check (length(address_prefix) <= 64),
      add column country text not null default '' check (length(country) <= 2);

    create table factor (
      account_id            text collate "C" not null references account on delete cascade,
      id                    text collate "C" not null check (length(id) between 1 and 64),
      kind                  text collate "C" not null check (length(kind) between 1 and 32),
      label                 text not null check (length(label) <= 120),
      lookup                text collate "C" check (length(lookup) between 1 and 64),
      sealed                bytea not null check (length(sealed) <= 16384),
      version               integer not null,
      created_at_seconds    bigint not null,
      last_used_at_seconds  bigint,
      primary key (account_id, id)
    );
    -- WebAuthn L3 §7.1: a credential id is registered once, whoever brings it.
    create unique index factor_lookup on factor (kind, lookup) where lookup is not null;

    create table account_ticket (
      ticket_digest       text collate "C" primary key check (length(ticket_digest) = 43),
      purpose             text collate "C" not null check (length(purpose) between 1 and 32),
      -- Null for a stranger: the same row is written, and the ticket was given to nobody. No foreign key, whose look
      -- at the account would tell members by the time it takes; whoever deletes an account deletes these.
      account_id          text collate "C" check (length(account_id) between 1 and 64),
      email               text collate "C" not null check (length(email) between 3 and 254),
      locale              text not null check (length(locale) <= 35),
      interaction_id      text check (length(interaction_id) <= 64),
      browser_digest      text check (length(browser_digest) <= 64),
      starts              integer not null check (starts >= 0),
      setup_id            text collate "C" check (length(setup_id) between 1 and 64),
      created_at_seconds  bigint not null,
      expires_at_seconds  bigint not null
    );
    create index account_ticket_of on account_ticket (account_id, purpose);
    create index account_ticket_email on account_ticket (email, purpose);
    create index account_ticket_expiry on account_ticket (expires_at_seconds);

    create table account_picture (
      account_id          text collate "C" primary key references account on delete cascade,
      -- Unguessable, and new with every picture: who has the address was told it.
      id                  text collate "C" not null unique check (length(id) between 16 and 64),
      png                 bytea not null check (length(png) <= 524288),
      updated_at_seconds  bigint not null
    );

    -- An operator lets an account try again; one instance takes the row and forgets its throttle for all.
    create table unlock_request (
      account_id     text collate "C" primary key references account on delete cascade,
      credential_id  text collate "C" not null check (length(credential_id) between 1 and 64),
      at_seconds     bigint not null
    );

    alter table sign_up_ticket add column invited boolean not null default false;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sign_up_ticket drop column invited;
    drop table unlock_request, account_picture, account_ticket, factor;
    alter table session drop column address_prefix, drop column country;
    drop index account_awaiting, account_deletion;
    alter table credential drop column trust_epoch;
    alter table account
      drop column profile, drop column locale, drop column delete_after_seconds, drop column trust_epoch,
      drop constraint account_state_check,
      add constraint account_state_check check (state in ('active', 'disabled'));
  `.execute(db);
}
