import { sql } from 'kysely';
import { limits } from '../../platform/limits.ts';
import type { FamiliesOfClient } from '../../tokens/family-store.ts';
import type { Runner } from './database.ts';
import { type FamilyRow, familyColumns, familyOf } from './schema.ts';
import { statement } from './statement.ts';

export function familiesOfClient(db: Runner): FamiliesOfClient {
  return {
    listLive: async (accountId, clientId, nowSeconds) => {
      const rows = await db.all(listLive, { accountId, clientId, nowSeconds, limit: limits.listRows });
      return rows.map(familyOf);
    },
  };
}

type Listed = { accountId: string; clientId: string; nowSeconds: number; limit: number };

const listLive = statement<Listed, FamilyRow>(
  (slot) => sql`
    select ${familyColumns}
    from refresh_family f join account a on a.id = f.account_id join client c on c.id = f.client_id
    where f.client_id = ${slot('clientId')} and f.account_id = ${slot('accountId')}
      and f.revoked_at_seconds is null and a.state = 'active' and c.enabled
      and f.expires_at_seconds > ${slot('nowSeconds')}::bigint
      and f.idle_expires_at_seconds > ${slot('nowSeconds')}::bigint
    order by f.created_at_seconds desc, f.id limit ${slot('limit')}`,
);
