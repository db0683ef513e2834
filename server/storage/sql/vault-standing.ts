import { sql } from 'kysely';
import type { Holder } from '../../vault/key-store.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';

/** How an account and its keys stand, for whoever is about to change them under the lock of the account. */
export interface Standing {
  /** Of the key in use. */
  readonly generation: number | null;
  readonly keys: number;
  /** The state of the key that the holder named; null when there is none, or the proof is not of it. */
  readonly named: 'current' | 'locked' | 'reopened' | null;
  readonly lockedUntilSeconds: number | null;
  readonly hasPassword: boolean;
  /** Every passkey that was named is one of the account. */
  readonly passkeysThere: boolean;
  /** Credential ids of the passkeys that open the key in use. */
  readonly wrapped: readonly string[];
  /** The lookup of the recovery key of the key in use, when that was used. */
  readonly usedRecovery: string | null;
  /** What the password opens first of the key in use: the newest bridge, or its own wrap; null when there is none. */
  readonly passwordOpens: string | null;
  /** How many ways there are besides those passkeys. */
  readonly otherWays: number;
}

const NOBODY: Holder = { generation: 0, proofDigest: '' };

export async function judged(
  runner: Runner,
  accountId: string,
  { holder = NOBODY, factorIds = [] }: { readonly holder?: Holder; readonly factorIds?: readonly string[] },
): Promise<Standing> {
  const { generation, proofDigest } = holder;
  const row = await runner.first(standing, {
    ...{ accountId, generation, proofDigest, factorIds, wanted: new Set(factorIds).size },
  });
  if (row === undefined) throw new Error('a select of one row gave none');
  return row;
}

type Given = {
  accountId: string;
  generation: number;
  proofDigest: string;
  factorIds: readonly string[];
  wanted: number;
};

const standing = statement<Given, Standing>(
  (slot) => sql`
    with keys as (
      select generation, state, proof_digest, locked_until_seconds
      from account_key where account_id = ${slot('accountId')}
    ), ways as (
      select w.kind, w.ref from key_wrap w join keys k on k.generation = w.generation
      where w.account_id = ${slot('accountId')} and k.state = 'current' and w.kind in ('opaque', 'recovery', 'prf')
    )
    select (select generation from keys where state = 'current') as generation,
      (select count(*)::integer from keys) as keys, named.state as named,
      named.locked_until_seconds as "lockedUntilSeconds",
      exists (select from credential where account_id = ${slot('accountId')}) as "hasPassword",
      (
        select count(*) from factor
        where account_id = ${slot('accountId')} and kind = 'passkey' and id = any (${slot('factorIds')}::text[])
      ) = ${slot('wanted')}::integer as "passkeysThere",
      array(select ref from ways where kind = 'prf') as wrapped, (
        select w.jwe from key_wrap w join keys k on k.generation = w.generation
        where w.account_id = ${slot('accountId')} and k.state = 'current' and w.kind in ('opaque', 'bridge')
        order by w.kind, length(w.ref) desc, w.ref desc limit 1
      ) as "passwordOpens", (
        select w.ref from key_wrap w join keys k on k.generation = w.generation
        where w.account_id = ${slot('accountId')} and k.state = 'current' and w.kind = 'recovery'
          and w.used_at_seconds is not null limit 1
      ) as "usedRecovery",
      (select count(*)::integer from ways where kind <> 'prf') as "otherWays"
    from (values (1)) as always left join keys named
      on named.generation = ${slot('generation')}::integer and named.proof_digest = ${slot('proofDigest')}`,
);
