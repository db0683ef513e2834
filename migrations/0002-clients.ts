import { type Kysely, sql } from 'kysely';

/** Registered clients, and what each account allowed each of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table client (
      id                         text collate "C" primary key check (length(id) between 1 and 512),
      name                       text not null check (length(name) between 1 and 120),
      type                       text not null check (type in ('web', 'spa', 'native', 'machine')),
      auth_method                text not null,
      secret_digests             text[] not null check (cardinality(secret_digests) <= 8),
      grant_types                text[] not null check (cardinality(grant_types) <= 32),
      redirect_uris              text[] not null check (cardinality(redirect_uris) <= 128),
      post_logout_redirect_uris  text[] not null check (cardinality(post_logout_redirect_uris) <= 128),
      scopes                     text[] not null check (cardinality(scopes) <= 128),
      id_token_algorithm         text not null,
      pkce_required              boolean not null,
      first_party                boolean not null,
      default_max_age_seconds    bigint check (default_max_age_seconds >= 0),
      client_uri                 text check (length(client_uri) <= 2048),
      policy_uri                 text check (length(policy_uri) <= 2048),
      tos_uri                    text check (length(tos_uri) <= 2048),
      enabled                    boolean not null,
      created_at_seconds         bigint not null
    );

    create table consent (
      account_id          text collate "C" not null references account on delete cascade,
      client_id           text collate "C" not null references client on delete cascade,
      scopes              text[] not null,
      hosts               text[] not null,
      granted_at_seconds  bigint not null,
      primary key (account_id, client_id)
    );

    -- For the cascade of a deleted client.
    create index consent_of_client on consent (client_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table consent, client`.execute(db);
}
