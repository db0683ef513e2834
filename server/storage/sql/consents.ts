import { sql } from 'kysely';
import type { ConsentListing, ConsentStore, UsedConsent } from '../../interaction/consent-store.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { type ConsentRow, consentColumns } from './schema.ts';
import { statement } from './statement.ts';

export function consentStore(db: Database): ConsentStore {
  return {
    save: async (consent, event) => {
      await db.all(save, { ...consent, events: eventsJson(event) });
    },
    find: (accountId, clientId) => db.first(find, { accountId, clientId }),
    list: (accountId) => db.all(list, { accountId, limit: limits.listRows }),
    listUsed: async (accountId, nowSeconds) => {
      const rows = await db.all(listUsed, { accountId, nowSeconds, limit: limits.listRows });
      return rows.map(({ usedAtSeconds, ...row }) => ({
        ...row,
        lastUsedAtSeconds: usedAtSeconds ?? undefined,
      }));
    },
    withdraw: (accountId, clientId, event) =>
      db.transaction(async (runner) => {
        const pair = { accountId, clientId };
        await runner.all(lock, pair);
        const act = { ...pair, atSeconds: event.atSeconds, events: eventsJson(event) };
        return (await runner.first(withdraw, act)) !== undefined;
      }),
  };
}

type Saved = {
  accountId: string;
  clientId: string;
  scopes: readonly string[];
  hosts: readonly string[];
  grantedAtSeconds: number;
  events: string;
};

/** Nothing happens when account or client went away meanwhile. */
const save = statement<Saved, object>(
  (slot) => sql`
    with saved as (
      insert into consent (account_id, client_id, scopes, hosts, granted_at_seconds)
      select a.id, c.id, ${slot('scopes')}::text[], ${slot('hosts')}::text[], ${slot('grantedAtSeconds')}::bigint
      from account a, client c
      where a.id = ${slot('accountId')} and a.state = 'active' and c.id = ${slot('clientId')}
      on conflict (account_id, client_id) do update set
        scopes = array(select distinct unnest(consent.scopes || excluded.scopes) order by 1),
        hosts = array(select distinct unnest(consent.hosts || excluded.hosts) order by 1),
        granted_at_seconds = excluded.granted_at_seconds
      returning account_id
    ), written as (${recorded(slot('events'), sql`saved`)})
    select account_id from saved`,
);

const list = statement<{ accountId: string; limit: number }, ConsentListing>(
  (slot) => sql`
    select ${consentColumns}, c.name as "clientName" from consent k join client c on c.id = k.client_id
    where k.account_id = ${slot('accountId')}
    order by k.granted_at_seconds desc, k.client_id limit ${slot('limit')}`,
);

type Used = ConsentListing & Pick<UsedConsent, 'hasKeys'> & { readonly usedAtSeconds: number | null };

const listUsed = statement<{ accountId: string; nowSeconds: number; limit: number }, Used>(
  (slot) => sql`
    select ${consentColumns}, c.name as "clientName",
      coalesce(c.settings -> 'tacetKeyScopes' ?| k.scopes, false) as "hasKeys", (
      select max(f.rotated_at_seconds) from refresh_family f
      where f.account_id = k.account_id and f.client_id = k.client_id and f.revoked_at_seconds is null
        and f.expires_at_seconds > ${slot('nowSeconds')} and f.idle_expires_at_seconds > ${slot('nowSeconds')}
    ) as "usedAtSeconds"
    from consent k join client c on c.id = k.client_id
    where k.account_id = ${slot('accountId')}
    order by k.granted_at_seconds desc, k.client_id limit ${slot('limit')}`,
);

type Pair = { accountId: string; clientId: string };

const find = statement<Pair, ConsentRow>(
  (slot) => sql`
    select ${consentColumns} from consent k
    where k.account_id = ${slot('accountId')} and k.client_id = ${slot('clientId')}`,
);

/** Waits for whoever begins a family under this consent: the next statement then sees it. */
const lock = statement<Pair, object>(
  (slot) => sql`
    select from consent where account_id = ${slot('accountId')} and client_id = ${slot('clientId')} for update`,
);

const withdraw = statement<Pair & { atSeconds: number; events: string }, object>(
  (slot) => sql`
    with withdrawn as (
      delete from consent where account_id = ${slot('accountId')} and client_id = ${slot('clientId')}
      returning account_id, client_id
    ), revoked as (
      update refresh_family f set revoked_at_seconds = ${slot('atSeconds')}::bigint from withdrawn
      where f.account_id = withdrawn.account_id and f.client_id = withdrawn.client_id
        and f.revoked_at_seconds is null
    ), written as (${recorded(slot('events'), sql`withdrawn`)})
    select account_id from withdrawn`,
);
