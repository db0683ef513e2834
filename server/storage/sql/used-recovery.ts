import { sql } from 'kysely';
import type { KeyStore } from '../../vault/key-store.ts';
import type { Database } from './database.ts';
import { lockAccount } from './secured.ts';
import { statement } from './statement.ts';
import { noteKeyAct } from './vault-wraps.ts';

/**
 * What a recovery key opens, and that it was used. Under the lock of the account, so that of two who show it at once one is
 * the first, and whoever changes the password at that moment is judged by what was used before.
 */
export function recoveryUse(db: Database): Pick<KeyStore, 'useRecovery'> {
  return {
    useRecovery: (act, { lookup, proofDigest, olderToo }) =>
      db.transaction(async (runner) => {
        const { accountId, atSeconds } = act;
        if ((await runner.first(lockAccount, { accountId })) === undefined) return undefined;
        const shown = { accountId, lookup, proofDigest, olderToo, atSeconds };
        const found = await runner.first(find, shown);
        if (found === undefined) return undefined;
        const { generation, jwe, used } = found;
        if (!used) {
          await runner.all(mark, { accountId, generation, lookup, atSeconds });
          await noteKeyAct(runner, act);
        }
        return { generation, jwe };
      }),
  };
}

type Shown = { accountId: string; lookup: string; proofDigest: string; olderToo: boolean; atSeconds: number };

const find = statement<Shown, { readonly generation: number; readonly jwe: string; readonly used: boolean }>(
  (slot) => sql`
    select w.generation, w.jwe, w.used_at_seconds is not null as used
    from account_key k join key_wrap w on w.account_id = k.account_id and w.generation = k.generation
    where k.account_id = ${slot('accountId')} and w.kind = 'recovery' and w.ref = ${slot('lookup')}
      and w.proof_digest = ${slot('proofDigest')}
      and (k.state = 'current'
        or ${slot('olderToo')}::boolean and k.locked_until_seconds > ${slot('atSeconds')}::bigint)
    order by w.generation desc limit 1`,
);

type Used = { accountId: string; generation: number; lookup: string; atSeconds: number };

const mark = statement<Used, object>(
  (slot) => sql`
    update key_wrap set used_at_seconds = ${slot('atSeconds')}
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}::integer and kind = 'recovery'
      and ref = ${slot('lookup')}`,
);
