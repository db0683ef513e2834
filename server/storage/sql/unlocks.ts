import { sql } from 'kysely';
import type { Unlock, UnlockStore } from '../../login/unlock-store.ts';
import { limits } from '../../platform/limits.ts';
import { eventsJson, recorded } from './audit.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';

export function unlockStore(db: Runner): UnlockStore {
  return {
    request: async (unlock, event) => {
      const { atSeconds } = event;
      const row = await db.first(request, { ...unlock, atSeconds, events: eventsJson(event) });
      return row !== undefined;
    },
    take: (limit) => db.all(take, { limit: Math.min(limit, limits.listRows) }),
    giveBack: async ({ accountId, credentialId }, atSeconds) => {
      await db.all(giveBack, { accountId, credentialId, atSeconds });
    },
  };
}

const insertion = (account: object, credential: object, atSeconds: object) => sql`
  insert into unlock_request (account_id, credential_id, at_seconds)
  select a.id, ${credential}, ${atSeconds}::bigint from account a where a.id = ${account}
  on conflict (account_id) do update
    set credential_id = excluded.credential_id, at_seconds = excluded.at_seconds`;

type Request = { accountId: string; credentialId: string; atSeconds: number; events: string };

const request = statement<Request, object>(
  (slot) => sql`
    with made as (
      ${insertion(slot('accountId'), slot('credentialId'), slot('atSeconds'))} returning account_id
    ), written as (${recorded(slot('events'), sql`made`)})
    select account_id from made`,
);

const giveBack = statement<Omit<Request, 'events'>, object>((slot) =>
  insertion(slot('accountId'), slot('credentialId'), slot('atSeconds')),
);

const take = statement<{ limit: number }, Unlock>(
  (slot) => sql`
    delete from unlock_request where ctid = any (array(
      select ctid from unlock_request order by at_seconds limit ${slot('limit')} for update skip locked
    ))
    returning account_id as "accountId", credential_id as "credentialId"`,
);
