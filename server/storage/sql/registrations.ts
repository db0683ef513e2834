import { sql } from 'kysely';
import type { InitialToken, RegistrationStore } from '../../clients/registration-store.ts';
import { eventsJson, recorded } from './audit.ts';
import { clientFields, clientMade, clientRecord, clientValues } from './clients.ts';
import type { Database } from './database.ts';
import { json, statement } from './statement.ts';

export function registrationStore(db: Database): RegistrationStore {
  return {
    giveOut: async (token) => {
      await db.all(giveOut, { ...token });
    },
    findInitial: (digest, nowSeconds) => db.first(findInitial, { digest, nowSeconds }),
    register: async (client, { tokenDigest, initialDigest, nowSeconds }, event) => {
      const given = { client: json(client), tokenDigest, events: eventsJson(event) };
      const made =
        initialDigest === undefined
          ? await db.first(register, given)
          : await db.first(registerWith, { ...given, initialDigest, nowSeconds });
      return made !== undefined;
    },
    holds: async (clientId, tokenDigest) => (await db.first(holds, { clientId, tokenDigest })) !== undefined,
    keepDocument: async (client, event) => {
      await db.all(keepDocument, { client: json(client), events: eventsJson(event) });
    },
  };
}

const giveOut = statement<
  {
    digest: string;
    usesLeft: number;
    machines: boolean;
    createdAtSeconds: number;
    expiresAtSeconds: number;
  },
  object
>(
  (slot) => sql`
    insert into initial_access_token (digest, uses_left, machines, created_at_seconds, expires_at_seconds)
    values (${slot('digest')}, ${slot('usesLeft')}::integer, ${slot('machines')}::boolean,
      ${slot('createdAtSeconds')}::bigint, ${slot('expiresAtSeconds')}::bigint)`,
);

const findInitial = statement<{ digest: string; nowSeconds: number }, InitialToken>(
  (slot) => sql`
    select digest, uses_left as "usesLeft", machines, created_at_seconds as "createdAtSeconds",
      expires_at_seconds as "expiresAtSeconds"
    from initial_access_token
    where digest = ${slot('digest')} and uses_left > 0 and expires_at_seconds > ${slot('nowSeconds')}::bigint`,
);

type Registered = { client: string; tokenDigest: string; events: string };

const register = statement<Registered, object>(
  (slot) => sql`
    with made as (
      ${clientMade(slot('client'))} returning id
    ), registered as (
      insert into client_registration (client_id, token_digest) select id, ${slot('tokenDigest')} from made
    ), written as (${recorded(slot('events'), sql`made`)})
    select id from made`,
);

/** Of any number of callers with one use left, one gets a client: the update holds the row. */
const registerWith = statement<Registered & { initialDigest: string; nowSeconds: number }, object>(
  (slot) => sql`
    with used as (
      update initial_access_token set uses_left = uses_left - 1
      where digest = ${slot('initialDigest')} and uses_left > 0
        and expires_at_seconds > ${slot('nowSeconds')}::bigint
      returning digest
    ), made as (
      insert into client (id, created_at_seconds, ${clientFields})
      select n.id, n."createdAtSeconds", ${clientValues}
      from used, json_to_record(${slot('client')}::json) as n${clientRecord}
      returning id
    ), registered as (
      insert into client_registration (client_id, token_digest) select id, ${slot('tokenDigest')} from made
    ), written as (${recorded(slot('events'), sql`made`)})
    select id from made`,
);

const holds = statement<{ clientId: string; tokenDigest: string }, object>(
  (slot) => sql`
    select from client_registration
    where client_id = ${slot('clientId')} and token_digest = ${slot('tokenDigest')}`,
);

const keepDocument = statement<{ client: string; events: string }, object>(
  (slot) => sql`
    with kept as (
      ${clientMade(slot('client'))}
      on conflict (id) do update set
        name = excluded.name, type = excluded.type, auth_method = excluded.auth_method,
        grant_types = excluded.grant_types, redirect_uris = excluded.redirect_uris,
        post_logout_redirect_uris = excluded.post_logout_redirect_uris, scopes = excluded.scopes,
        id_token_algorithm = excluded.id_token_algorithm, client_uri = excluded.client_uri,
        policy_uri = excluded.policy_uri, tos_uri = excluded.tos_uri, settings = excluded.settings
      returning id
    ), written as (${recorded(slot('events'), sql`kept`)})
    select id from kept`,
);
