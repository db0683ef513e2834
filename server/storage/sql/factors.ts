import { sql } from 'kysely';
import type { FactorAct, FactorAdded, FactorStore, StoredFactor } from '../../factors/factor-store.ts';
import { limits } from '../../platform/limits.ts';
import type { Database, Runner } from './database.ts';
import { lockAccount, secure } from './secured.ts';
import { statement } from './statement.ts';
import { onlyPasskeyOpens } from './vault-ways.ts';

export function factorStore(db: Database): FactorStore {
  return {
    list: async (accountId) => (await db.all(list, { accountId, limit: limits.listRows })).map(factorOf),
    findByLookup: async (kind, lookup) => {
      const row = await db.first(findByLookup, { kind, lookup });
      return row && factorOf(row);
    },
    add: ({ lookup, lastUsedAtSeconds, ...factor }, act, room) =>
      db.transaction(async (runner): Promise<FactorAdded> => {
        const { accountId, id, kind } = factor;
        // Gone meanwhile: there is no room in it.
        if ((await runner.first(lockAccount, { accountId })) === undefined) return 'full';
        const row = { ...factor, lookup: lookup ?? null, lastUsedAtSeconds: lastUsedAtSeconds ?? null };
        const outcome = await runner.first(add, { ...row, ...room });
        if (outcome?.made !== true) return outcome?.room === true ? 'taken' : 'full';
        if (room.only) await runner.all(removeOthers, { accountId, id, kind });
        await secured(runner, accountId, act);
        return 'added';
      }),
    advance: async ({ accountId, id, version }, next) =>
      (await db.first(advance, { accountId, id, version, ...next })) !== undefined,
    rename: async (accountId, id, label) => (await db.first(rename, { accountId, id, label })) !== undefined,
    remove: (accountId, id, act) =>
      db.transaction(async (runner) => {
        await runner.all(lockAccount, { accountId });
        const found = await runner.first(judgeRemoval, { accountId, id });
        if (found === undefined) return 'absent';
        if (found.lastWayIn) return 'last_way_in';
        if ((await runner.first(onlyPasskeyOpens, { accountId, id })) !== undefined) return 'last_key';
        await runner.all(remove, { accountId, id });
        await runner.all(removeStandIns, { accountId });
        await secured(runner, accountId, act);
        return 'removed';
      }),
  };
}

function secured(runner: Runner, accountId: string, { event, letter, keptSessionId }: FactorAct) {
  const { atSeconds } = event;
  return secure(runner, { accountId, keptSessionId, events: [event], letters: [letter], atSeconds });
}

type Nullable = 'lookup' | 'lastUsedAtSeconds';
export type FactorRow = Omit<StoredFactor, Nullable> & {
  readonly lookup: string | null;
  readonly lastUsedAtSeconds: number | null;
};

export function factorOf({ lookup, lastUsedAtSeconds, ...row }: FactorRow): StoredFactor {
  return { ...row, lookup: lookup ?? undefined, lastUsedAtSeconds: lastUsedAtSeconds ?? undefined };
}

export const factorColumns = sql`
  account_id as "accountId", id, kind, label, lookup, sealed, version, created_at_seconds as "createdAtSeconds",
  last_used_at_seconds as "lastUsedAtSeconds"`;

const list = statement<{ accountId: string; limit: number }, FactorRow>(
  (slot) => sql`
    select ${factorColumns} from factor where account_id = ${slot('accountId')}
    order by created_at_seconds, id limit ${slot('limit')}`,
);

const findByLookup = statement<{ kind: string; lookup: string }, FactorRow>(
  (slot) =>
    sql`select ${factorColumns} from factor where kind = ${slot('kind')} and lookup = ${slot('lookup')}`,
);

type Added = FactorRow & { readonly only: boolean; readonly max: number };

/** WebAuthn L3 §7.1: the index of lookups holds over all accounts, so of two who bring one credential id one is refused. */
const add = statement<
  { [Name in keyof Added]: Added[Name] },
  { readonly room: boolean; readonly made: boolean }
>(
  (slot) => sql`
    with held as (
      select ${slot('only')}::boolean or count(*) < ${slot('max')}::integer as room
      from factor where account_id = ${slot('accountId')} and kind = ${slot('kind')}
    ), made as (
      insert into factor (account_id, id, kind, label, lookup, sealed, version, created_at_seconds, last_used_at_seconds)
      select ${slot('accountId')}, ${slot('id')}, ${slot('kind')}, ${slot('label')}, ${slot('lookup')}::text,
        ${slot('sealed')}::bytea, ${slot('version')}::integer, ${slot('createdAtSeconds')}::bigint,
        ${slot('lastUsedAtSeconds')}::bigint
      from held where room
      on conflict (kind, lookup) where lookup is not null do nothing
      returning id
    )
    select room, exists (select from made) as made from held`,
);

const removeOthers = statement<{ accountId: string; id: string; kind: string }, object>(
  (slot) => sql`
    delete from factor
    where account_id = ${slot('accountId')} and kind = ${slot('kind')} and id <> ${slot('id')}`,
);

type Advance = { accountId: string; id: string; version: number; sealed: Buffer; usedAtSeconds: number };

const advance = statement<Advance, object>(
  (slot) => sql`
    update factor set sealed = ${slot('sealed')}, version = version + 1, last_used_at_seconds = ${slot('usedAtSeconds')}
    where account_id = ${slot('accountId')} and id = ${slot('id')} and version = ${slot('version')}
    returning id`,
);

const rename = statement<{ accountId: string; id: string; label: string }, object>(
  (slot) => sql`
    update factor set label = ${slot('label')} where account_id = ${slot('accountId')} and id = ${slot('id')}
    returning id`,
);

type Named = { accountId: string; id: string };

const judgeRemoval = statement<Named, { readonly lastWayIn: boolean }>(
  (slot) => sql`
    select f.kind = 'passkey'
      and not exists (select from credential c where c.account_id = f.account_id)
      and not exists (
        select from factor o where o.account_id = f.account_id and o.kind = 'passkey' and o.id <> f.id
      ) as "lastWayIn"
    from factor f where f.account_id = ${slot('accountId')} and f.id = ${slot('id')}`,
);

const remove = statement<Named, object>(
  (slot) => sql`delete from factor where account_id = ${slot('accountId')} and id = ${slot('id')}`,
);

const removeStandIns = statement<{ accountId: string }, object>(
  (slot) => sql`
    delete from factor b where b.account_id = ${slot('accountId')} and b.kind = 'backup-codes' and not exists (
      select from factor f where f.account_id = b.account_id and f.kind in ('passkey', 'totp')
    )`,
);
