import { sql } from 'kysely';
import type { KeyStore } from '../../vault/key-store.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';

/** What a trip asks of account keys before anybody may see their wraps. */
export function keyOwners(db: Runner): Pick<KeyStore, 'owner' | 'findRecovery'> {
  return {
    owner: async (accountId) => {
      const { generation, hasRecovery } = (await db.first(owner, { accountId })) ?? NOTHING;
      return { generation: generation ?? undefined, hasRecovery };
    },
    findRecovery: (accountId, shown) => db.first(findRecovery, { accountId, ...shown }),
  };
}

interface Owner {
  readonly generation: number | null;
  readonly hasRecovery: boolean;
}

const NOTHING: Owner = { generation: null, hasRecovery: false };

const owner = statement<{ accountId: string }, Owner>(
  (slot) => sql`
    select k.generation, exists (
      select from key_wrap w
      where w.account_id = k.account_id and w.generation = k.generation and w.kind = 'recovery'
    ) as "hasRecovery"
    from account_key k where k.account_id = ${slot('accountId')} and k.state = 'current'`,
);

type Shown = { accountId: string; lookup: string; proofDigest: string; nowSeconds: number };

const findRecovery = statement<Shown, { readonly generation: number; readonly jwe: string }>(
  (slot) => sql`
    select w.generation, w.jwe from key_wrap w
    join account_key k on k.account_id = w.account_id and k.generation = w.generation
    where w.account_id = ${slot('accountId')} and w.kind = 'recovery' and w.ref = ${slot('lookup')}
      and w.proof_digest = ${slot('proofDigest')}
      and (k.state = 'current' or k.locked_until_seconds > ${slot('nowSeconds')})
    order by w.generation desc limit 1`,
);
