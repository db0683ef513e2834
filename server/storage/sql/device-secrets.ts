import { sql } from 'kysely';
import type { DeviceSecret, DeviceSecretStore, DeviceSession } from '../../tokens/device-secret-store.ts';
import type { Runner } from './database.ts';
import { type Slot, statement } from './statement.ts';

export function deviceSecretStore(db: Runner): DeviceSecretStore {
  return {
    put: async (secret, nowSeconds) => (await db.first(put, { ...secret, nowSeconds })) !== undefined,
    find: (secretDigest, nowSeconds) => db.first(find, { secretDigest, nowSeconds }),
  };
}

/** Live: s session, its account a and the client c. */
const standing = (now: Slot) => sql`
  a.state = 'active' and c.enabled and s.expires_at_seconds > ${now}::bigint
  and s.last_seen_at_seconds + s.idle_seconds > ${now}::bigint`;

/** Locked against deletion: a session that ends meanwhile is waited for, and then there is nothing to write. */
const put = statement<DeviceSecret & { nowSeconds: number }, object>(
  (slot) => sql`
    with standing as (
      select s.account_id, s.id as session_id, c.id as client_id
      from session s join account a on a.id = s.account_id join client c on c.id = ${slot('clientId')}
      where s.account_id = ${slot('accountId')} and s.id = ${slot('sessionId')} and ${standing(slot('nowSeconds'))}
      for key share of s, a, c
    )
    insert into device_secret as d (account_id, session_id, client_id, secret_digest, created_at_seconds)
    select account_id, session_id, client_id, ${slot('secretDigest')}, ${slot('nowSeconds')}::bigint from standing
    on conflict (account_id, session_id, client_id) do update
      set secret_digest = excluded.secret_digest, created_at_seconds = excluded.created_at_seconds
    returning d.account_id`,
);

const find = statement<{ secretDigest: string; nowSeconds: number }, DeviceSession>(
  (slot) => sql`
    select d.account_id as "accountId", d.session_id as "sessionId", d.client_id as "clientId",
      s.authenticated_at_seconds as "authenticatedAtSeconds", s.amr
    from device_secret d
      join session s on s.account_id = d.account_id and s.id = d.session_id
      join account a on a.id = d.account_id
      join client c on c.id = d.client_id
    where d.secret_digest = ${slot('secretDigest')} and ${standing(slot('nowSeconds'))}`,
);
