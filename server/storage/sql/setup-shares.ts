import { sql } from 'kysely';
import type { SetupShare, SetupShareStore } from '../../login/share-store.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';

export function setupShareStore(db: Database): SetupShareStore {
  return {
    list: () => db.all(list, {}),
    take: async (given) => {
      await db.all(take, given);
    },
  };
}

/** As many as there are pairs of server setups: a handful. */
const list = statement<object, SetupShare>(
  () => sql`
    select setup_id as "setupId", current_id as "currentId", share_from as "from", share_to as "to",
      taken_at_seconds as "takenAtSeconds"
    from setup_share`,
);

type Take = { currentId: string; olderIds: readonly string[]; nowSeconds: number; everySeconds: number };

/** Of instances that count at once, the second finds it done. */
const take = statement<Take, object>(
  (slot) => sql`
    with counted as (
      select setup_id, count(*)::double precision as credentials from credential group by setup_id
    ), whole as (
      select greatest(sum(credentials), 1) as credentials from counted
    )
    insert into setup_share as old (setup_id, current_id, share_from, share_to, taken_at_seconds)
    select o.id, ${slot('currentId')}, s.share, s.share, ${slot('nowSeconds')}::bigint
    from unnest(${slot('olderIds')}::text[]) as o(id)
      left join counted c on c.setup_id = o.id
      cross join whole
      cross join lateral (select coalesce(c.credentials, 0) / whole.credentials as share) s
    on conflict (setup_id, current_id) do update set
      share_from = old.share_to, share_to = least(old.share_to, excluded.share_to),
      taken_at_seconds = excluded.taken_at_seconds
    where old.taken_at_seconds <= excluded.taken_at_seconds - ${slot('everySeconds')}::bigint`,
  { slow: true },
);
