import { sql } from 'kysely';
import type { DeviceWrapStore, StoredDeviceWrap } from '../../vault/device-wrap-store.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';
import { acting } from './vault-acting.ts';
import { judged } from './vault-standing.ts';

export function deviceWrapStore(db: Database): DeviceWrapStore {
  return {
    keep: (act, holder, sessionId, wrap) =>
      acting(db, act, async (runner) => {
        const { named } = await judged(runner, act.accountId, { holder });
        if (named !== 'current') return 'changed';
        const { accountId, atSeconds } = act;
        const { generation } = holder;
        const kept = await runner.first(keep, { accountId, sessionId, generation, ...wrap, atSeconds });
        return kept === undefined ? 'absent' : 'done';
      }),

    find: (wanted) => db.first(find, { ...wanted }),

    drop: (act, sessionId) =>
      acting(db, act, async (runner) => {
        const dropped = await runner.first(drop, { accountId: act.accountId, sessionId });
        return dropped === undefined ? 'absent' : 'done';
      }),
  };
}

type Of = { accountId: string; sessionId: string };

/** The session stays until this is written, and takes it along when it goes. */
const keep = statement<Of & StoredDeviceWrap & { generation: number; atSeconds: number }, object>(
  (slot) => sql`
    insert into device_wrap (account_id, session_id, generation, device_id, share, jwe, created_at_seconds)
    select s.account_id, s.id, ${slot('generation')}::integer, ${slot('deviceId')}, ${slot('share')}, ${slot('jwe')},
      ${slot('atSeconds')}::bigint
    from session s where s.account_id = ${slot('accountId')} and s.id = ${slot('sessionId')} for key share
    on conflict (account_id, session_id) do update set generation = excluded.generation,
      device_id = excluded.device_id, share = excluded.share, jwe = excluded.jwe,
      created_at_seconds = excluded.created_at_seconds
    returning account_id`,
);

const find = statement<
  Of & { deviceId: string },
  { readonly generation: number; readonly share: string; readonly jwe: string }
>(
  (slot) => sql`
    select d.generation, d.share, d.jwe
    from device_wrap d join account_key k on k.account_id = d.account_id and k.generation = d.generation
    where d.account_id = ${slot('accountId')} and d.session_id = ${slot('sessionId')}
      and d.device_id = ${slot('deviceId')} and k.state = 'current'`,
);

const drop = statement<Of, object>(
  (slot) => sql`
    delete from device_wrap
    where account_id = ${slot('accountId')} and session_id = ${slot('sessionId')} returning account_id`,
);
