import { sql } from 'kysely';
import {
  DATA_KEYS_MAX,
  type DataKeyStore,
  type RewrapCursor,
  type StoredDataKey,
} from '../../keyring/data-key-store.ts';
import type { Database } from './database.ts';
import { json, statement } from './statement.ts';

/** Of our own choosing; the same in every release. */
const REWRAP_LOCK = 7_411_380_644;
const FIRST: RewrapCursor = { accountId: '', id: '' };

export function dataKeyStore(db: Database): DataKeyStore {
  return {
    async find(accountId) {
      const row = await db.first(find, { accountId, limit: DATA_KEYS_MAX });
      return { keys: row?.keys ?? [], floorSeconds: row?.floorSeconds ?? 0 };
    },
    add: async (key) => (await db.first(add, { ...key })) !== undefined,
    rewrap: (kekId, { after = FIRST, limit }, work) =>
      db.transaction(
        async (runner) => {
          const lock = await runner.first(tryLock, { lock: REWRAP_LOCK });
          if (lock?.taken !== true) return undefined;
          const keys = await runner.all(page, { kekId, ...after, limit });
          if (keys.length === 0) return keys;
          const written = await work(keys);
          await runner.all(rewritten, { kekId, keys: json(written) });
          return keys;
        },
        { slow: true },
      ),
    async countByKek() {
      const rows = await db.all(countByKek, {});
      return new Map(rows.map(({ kekId, count }) => [kekId, count]));
    },
    raiseFloor: async (atSeconds) => {
      await db.all(raiseFloor, { atSeconds });
    },
  };
}

const columns = sql`account_id as "accountId", id, kek_id as "kekId", wrapped,
  created_at_seconds as "createdAtSeconds"`;

type Found = { readonly keys: readonly StoredDataKey[]; readonly floorSeconds: number };

const find = statement<{ accountId: string; limit: number }, Found>(
  (slot) => sql`
    select
      coalesce((select json_agg(k order by k."createdAtSeconds", k.id) from (
        select ${columns} from data_key where account_id = ${slot('accountId')}
        order by created_at_seconds desc, id desc limit ${slot('limit')}
      ) k), '[]'::json) as keys,
      coalesce((select replaced_at_seconds from data_key_floor), 0) as "floorSeconds"`,
);

const add = statement<{ [Name in keyof StoredDataKey]: StoredDataKey[Name] }, object>(
  (slot) => sql`
    insert into data_key (account_id, id, kek_id, wrapped, created_at_seconds)
    select a.id, ${slot('id')}, ${slot('kekId')}, ${slot('wrapped')}, ${slot('createdAtSeconds')}::bigint
    from account a where a.id = ${slot('accountId')}
    returning id`,
);

const tryLock = statement<{ lock: number }, { taken: boolean }>(
  (slot) => sql`select pg_try_advisory_xact_lock(${slot('lock')}::bigint) as taken`,
);

const page = statement<RewrapCursor & { kekId: string; limit: number }, StoredDataKey>(
  (slot) => sql`
    select ${columns} from data_key
    where kek_id = ${slot('kekId')} and (account_id, id) > (${slot('accountId')}, ${slot('id')})
    order by account_id, id limit ${slot('limit')}`,
  { slow: true },
);

/** Only what still hangs on the key it was read under: who was quicker stays right. */
const rewritten = statement<{ kekId: string; keys: string }, object>(
  (slot) => sql`
    update data_key d set kek_id = n."kekId", wrapped = n.wrapped
    from json_to_recordset(${slot('keys')}::json) as n("accountId" text, id text, "kekId" text, wrapped text)
    where d.account_id = n."accountId" and d.id = n.id and d.kek_id = ${slot('kekId')}`,
  { slow: true },
);

const countByKek = statement<object, { kekId: string; count: number }>(
  () => sql`select kek_id as "kekId", count(*) as count from data_key group by kek_id`,
  { slow: true },
);

const raiseFloor = statement<{ atSeconds: number }, object>(
  (slot) => sql`
    insert into data_key_floor (replaced_at_seconds) values (${slot('atSeconds')})
    on conflict (only_row) do update set replaced_at_seconds
      = greatest(data_key_floor.replaced_at_seconds, excluded.replaced_at_seconds)`,
);
