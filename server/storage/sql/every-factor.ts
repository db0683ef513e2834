import { sql } from 'kysely';
import type { EveryFactor } from '../../factors/every-factor.ts';
import type { Runner } from './database.ts';
import { factorColumns, factorOf, type FactorRow } from './factors.ts';
import { json, statement } from './statement.ts';

export function everyFactorIn(db: Runner): EveryFactor {
  return {
    page: async (kind, after, limit) => {
      const { accountId = '', id = '' } = after ?? {};
      return (await db.all(page, { kind, accountId, id, limit })).map(factorOf);
    },
    reseal: async (changed) => {
      const rows = changed.map((factor) => ({ ...factor, sealed: `\\x${factor.sealed.toString('hex')}` }));
      await db.all(reseal, { changed: json(rows) });
    },
  };
}

type Page = { kind: string; accountId: string; id: string; limit: number };

const page = statement<Page, FactorRow>(
  (slot) => sql`
    select ${factorColumns} from factor
    where kind = ${slot('kind')} and (account_id, id) > (${slot('accountId')}, ${slot('id')})
    order by account_id, id limit ${slot('limit')}`,
);

const reseal = statement<{ changed: string }, object>(
  (slot) => sql`
    update factor f set sealed = n.sealed, version = f.version + 1
    from json_to_recordset(${slot('changed')}::json) as n("accountId" text, id text, sealed bytea)
    where f.account_id = n."accountId" and f.id = n.id`,
);
