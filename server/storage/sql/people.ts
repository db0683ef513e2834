import { sql } from 'kysely';
import type { Leaving, PeopleStore } from '../../accounts/people-store.ts';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Database } from './database.ts';
import { letterInsert, letterJson } from './outbox.ts';
import { removal, removed } from './removal.ts';
import { type AccountRow, accountColumns } from './schema.ts';
import { lockAccount, secure } from './secured.ts';
import { statement } from './statement.ts';

export function peopleStore(db: Database): PeopleStore {
  return {
    inState: ({ state, afterId, limit }) =>
      db.all(inState, { state, afterId: afterId ?? '', limit: Math.min(limit, limits.listRows) }),
    approve: async (id, event, letter) => {
      const given = { id, events: eventsJson(event), letter: letterJson(letter) };
      return (await db.first(approve, given)) !== undefined;
    },
    decline: (id, event, letter) => removed(db, declined, id, { event, letters: [letter] }),
    due: (nowSeconds, limit) => db.all(due, { nowSeconds, limit: Math.min(limit, limits.listRows) }),
    deleteDue: (id, event, letter) => removed(db, deletedDue, id, { event, letters: [letter] }),
    resetFactors: (accountId, event, letters) =>
      db.transaction(
        async (runner) => {
          if ((await runner.first(lockAccount, { accountId })) === undefined) return false;
          await runner.all(dropFactors, { accountId });
          const { atSeconds } = event;
          await secure(runner, { accountId, keptSessionId: undefined, events: [event], letters, atSeconds });
          return true;
        },
        { slow: true },
      ),
    factorKinds: (accountId) => db.all(factorKinds, { accountId }),
  };
}

const inState = statement<{ state: string; afterId: string; limit: number }, AccountRow>(
  (slot) => sql`
    select ${accountColumns} from account a
    where a.state = ${slot('state')} and a.id > ${slot('afterId')} order by a.id limit ${slot('limit')}`,
  { slow: true },
);

const approve = statement<{ id: string; events: string; letter: string }, object>(
  (slot) => sql`
    with changed as (
      update account set state = 'active' where id = ${slot('id')} and state = 'awaiting' returning id
    ), told as (
      ${letterInsert(slot('letter'))} where exists (select from changed)
    ), written as (${recorded(slot('events'), sql`changed`)})
    select id from changed`,
);

const declined = removal(() => sql`a.state = 'awaiting'`);

/** Judged again as it goes: its owner may have come back since the look. */
const deletedDue = removal(
  (slot) => sql`a.state = 'deleting' and a.delete_after_seconds <= ${slot('atSeconds')}::bigint`,
);

const due = statement<{ nowSeconds: number; limit: number }, Leaving>(
  (slot) => sql`
    select a.id, a.email, a.locale from account a
    where a.state = 'deleting' and a.delete_after_seconds <= ${slot('nowSeconds')}
    order by a.delete_after_seconds limit ${slot('limit')}`,
  { slow: true },
);

const dropFactors = statement<{ accountId: string }, object>(
  (slot) => sql`delete from factor where account_id = ${slot('accountId')}`,
);

const factorKinds = statement<{ accountId: string }, { readonly kind: FactorKind; readonly count: number }>(
  (slot) => sql`
    select kind, count(*)::integer as count from factor where account_id = ${slot('accountId')}
    group by kind order by kind`,
);
