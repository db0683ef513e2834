import { sql } from 'kysely';
import type { ClientStore } from '../../clients/client-store.ts';
import type { Client } from '../../clients/client.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { json, type Slot, statement } from './statement.ts';

export function clientStore(db: Database): ClientStore {
  return {
    find: async (id) => {
      const row = await db.first(find, { id });
      return row === undefined ? undefined : clientOf(row);
    },
    list: async ({ afterId, limit }) => {
      const rows = await db.all(list, { afterId: afterId ?? '', limit: Math.min(limit, limits.listRows) });
      return rows.map(clientOf);
    },
    insert: async (client, event) => {
      await db.all(insert, { client: json(client), events: eventsJson(event) });
    },
    update: (client, event) =>
      db.transaction(
        async (runner) => {
          await runner.all(lock, { id: client.id });
          const act = { client: json(client), atSeconds: event.atSeconds, events: eventsJson(event) };
          return (await runner.first(update, act)) !== undefined;
        },
        { slow: true },
      ),
    delete: async (id, event) => (await db.first(remove, { id, events: eventsJson(event) })) !== undefined,
  };
}

type Optional = 'defaultMaxAgeSeconds' | 'clientUri' | 'policyUri' | 'tosUri';

type ClientRow = Omit<Client, Optional> & {
  readonly defaultMaxAgeSeconds: number | null;
  readonly clientUri: string | null;
  readonly policyUri: string | null;
  readonly tosUri: string | null;
};

const clientColumns = sql`
  id, name, type, auth_method as "authMethod", secret_digests as "secretDigests",
  sealed_secrets as "sealedSecrets", grant_types as "grantTypes",
  redirect_uris as "redirectUris", post_logout_redirect_uris as "postLogoutRedirectUris", scopes,
  id_token_algorithm as "idTokenAlgorithm", pkce_required as "pkceRequired", first_party as "firstParty",
  default_max_age_seconds as "defaultMaxAgeSeconds", client_uri as "clientUri", policy_uri as "policyUri",
  tos_uri as "tosUri", settings, enabled, created_at_seconds as "createdAtSeconds"`;

/** What `json_to_record` needs to read a Client. */
export const clientRecord = sql`(
  id text, name text, type text, "authMethod" text, "secretDigests" text[], "sealedSecrets" text[],
  "grantTypes" text[],
  "redirectUris" text[], "postLogoutRedirectUris" text[], scopes text[], "idTokenAlgorithm" text,
  "pkceRequired" boolean, "firstParty" boolean, "defaultMaxAgeSeconds" bigint, "clientUri" text, "policyUri" text,
  "tosUri" text, settings jsonb, enabled boolean, "createdAtSeconds" bigint)`;

/** All that may change; the order is that of `clientValues`. */
export const clientFields = sql`
  name, type, auth_method, secret_digests, sealed_secrets, grant_types, redirect_uris, post_logout_redirect_uris, scopes,
  id_token_algorithm, pkce_required, first_party, default_max_age_seconds, client_uri, policy_uri, tos_uri, settings,
  enabled`;

export const clientValues = sql`
  n.name, n.type, n."authMethod", n."secretDigests", n."sealedSecrets", n."grantTypes", n."redirectUris", n."postLogoutRedirectUris",
  n.scopes, n."idTokenAlgorithm", n."pkceRequired", n."firstParty", n."defaultMaxAgeSeconds", n."clientUri",
  n."policyUri", n."tosUri", n.settings, n.enabled`;

const find = statement<{ id: string }, ClientRow>(
  (slot) => sql`select ${clientColumns} from client where id = ${slot('id')}`,
);

const list = statement<{ afterId: string; limit: number }, ClientRow>(
  (slot) => sql`
    select ${clientColumns} from client where id > ${slot('afterId')} order by id limit ${slot('limit')}`,
);

/** What makes the client written in `client`, a JSON slot. */
export const clientMade = (client: Slot) => sql`
  insert into client (id, created_at_seconds, ${clientFields})
  select n.id, n."createdAtSeconds", ${clientValues} from json_to_record(${client}::json) as n${clientRecord}`;

const insert = statement<{ client: string; events: string }, object>(
  (slot) => sql`
    with made as (
      ${clientMade(slot('client'))} returning id
    ), written as (${recorded(slot('events'), sql`made`)})
    select id from made`,
);

/** Waits for whoever begins a family at this moment: the next statement then sees it. */
const lock = statement<{ id: string }, object>(
  (slot) => sql`select from client where id = ${slot('id')} for update`,
);

const update = statement<{ client: string; atSeconds: number; events: string }, object>(
  (slot) => sql`
    with changed as (
      update client set (${clientFields}) = row(${clientValues})
      from json_to_record(${slot('client')}::json) as n${clientRecord}
      where client.id = n.id
      returning client.id, client.enabled
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint from changed
      where f.client_id = changed.id and not changed.enabled and f.revoked_at_seconds is null
    ), written as (${recorded(slot('events'), sql`changed`)})
    select id from changed`,
);

const remove = statement<{ id: string; events: string }, object>(
  (slot) => sql`
    with gone as (
      delete from client where id = ${slot('id')} returning id
    ), written as (${recorded(slot('events'), sql`gone`)})
    select id from gone`,
  { slow: true },
);

function clientOf(row: ClientRow): Client {
  return {
    ...row,
    defaultMaxAgeSeconds: row.defaultMaxAgeSeconds ?? undefined,
    clientUri: row.clientUri ?? undefined,
    policyUri: row.policyUri ?? undefined,
    tosUri: row.tosUri ?? undefined,
  };
}
