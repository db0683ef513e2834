import { sql } from 'kysely';
import { limits } from '../../platform/limits.ts';
import type { KeyRefusal, StoredKeyChange } from '../../vault/key-change.ts';
import type { Runner } from './database.ts';
import { statement } from './statement.ts';
import { dropWraps, insertKey, opaqueWrap, putWraps, recoveryWrap } from './vault-wraps.ts';

/** The key in use, as it decides over a change. */
interface CurrentKey {
  readonly generation: number;
  readonly proofDigest: string;
  readonly bridges: number;
  /** The lookup of a recovery key that was used. */
  readonly usedRecovery: string | null;
}

/**
 * Whether that change fits the key that the account has; it writes nothing. In a transaction that locked the account, so
 * that it stays true until the end of it.
 */
export async function judgeKeyChange(
  runner: Runner,
  accountId: string,
  change: StoredKeyChange | undefined,
): Promise<'fits' | KeyRefusal> {
  const key = await runner.first(currentKey, { accountId });
  if (change === undefined) return key ? 'keys_missing' : 'fits';
  if (!fits(key, change)) return 'keys_changed';
  return leavesUsed(key, change) ? 'recovery_used' : 'fits';
}

/** Whoever brings a bridge has no key open, and can make no recovery key: theirs is replaced when the vault is opened next. */
function leavesUsed(key: CurrentKey | undefined, change: StoredKeyChange): boolean {
  if (change.kind !== 'rewrap' || !key || key.usedRecovery === null) return false;
  return change.recovery === undefined || change.recovery.lookup === key.usedRecovery;
}

function fits(key: CurrentKey | undefined, change: StoredKeyChange): boolean {
  if (change.kind === 'first' || !key) return change.kind === 'first' && !key;
  switch (change.kind) {
    case 'rewrap':
      return change.generation === key.generation && change.proofDigest === key.proofDigest;
    case 'bridge':
      return change.generation === key.generation && key.bridges < limits.keyBridges;
    case 'restart':
      return change.generation === key.generation + 1;
  }
}

/**
 * Carries out a change that fits, in the same transaction and before the credential is replaced: of a key that is left
 * behind the credential is kept, since its owner may remember the password after all.
 */
export async function changeKey(
  runner: Runner,
  accountId: string,
  change: StoredKeyChange | undefined,
  atSeconds: number,
): Promise<void> {
  if (change === undefined) return;
  const generation = change.kind === 'first' ? 1 : change.generation;
  const of = { accountId, generation, atSeconds };
  switch (change.kind) {
    case 'bridge':
      // A key that no password opens needs no way from one to the next.
      await runner.all(addBridge, { ...of, jwe: change.jwe });
      return;
    case 'rewrap': {
      const recovery = change.recovery === undefined ? [] : [recoveryWrap(change.recovery)];
      const kinds = ['opaque', 'bridge', ...recovery.map(({ kind }) => kind)];
      await runner.all(dropWraps, { accountId, generation, kinds });
      return putWraps(runner, of, [opaqueWrap(change.jwe), ...recovery]);
    }
    case 'restart': {
      const behind = { accountId, generation: generation - 1 };
      await runner.all(leaveBehind, { ...behind, lockedUntilSeconds: change.lockedUntilSeconds });
      await runner.all(keepCredential, behind);
      await runner.all(insertKey, { ...of, proofDigest: change.proofDigest });
      return putWraps(runner, of, [opaqueWrap(change.jwe)]);
    }
    case 'first':
      await runner.all(insertKey, { ...of, proofDigest: change.proofDigest });
      return putWraps(runner, of, [opaqueWrap(change.jwe)]);
  }
}

const currentKey = statement<{ accountId: string }, CurrentKey>(
  (slot) => sql`
    select k.generation, k.proof_digest as "proofDigest", (
      select count(*)::integer from key_wrap w
      where w.account_id = k.account_id and w.generation = k.generation and w.kind = 'bridge'
    ) as bridges, (
      select w.ref from key_wrap w
      where w.account_id = k.account_id and w.generation = k.generation and w.kind = 'recovery'
        and w.used_at_seconds is not null limit 1
    ) as "usedRecovery"
    from account_key k where k.account_id = ${slot('accountId')} and k.state = 'current'`,
);

export const countBridges = statement<{ accountId: string }, { readonly bridges: number }>(
  (slot) => sql`
    select count(*)::integer as bridges from key_wrap w
    join account_key k on k.account_id = w.account_id and k.generation = w.generation and k.state = 'current'
    where w.account_id = ${slot('accountId')} and w.kind = 'bridge'`,
);

type AddBridge = { accountId: string; generation: number; jwe: string; atSeconds: number };

const addBridge = statement<AddBridge, object>(
  (slot) => sql`
    insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
    select o.account_id, o.generation, 'bridge', (
      select (count(*) + 1)::text from key_wrap b
      where b.account_id = o.account_id and b.generation = o.generation and b.kind = 'bridge'
    ), ${slot('jwe')}, ${slot('atSeconds')}::bigint
    from key_wrap o
    where o.account_id = ${slot('accountId')} and o.generation = ${slot('generation')}::integer and o.kind = 'opaque'`,
);

type LeaveBehind = { accountId: string; generation: number; lockedUntilSeconds: number };

const leaveBehind = statement<LeaveBehind, object>(
  (slot) => sql`
    update account_key set state = 'locked', locked_until_seconds = ${slot('lockedUntilSeconds')}
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}`,
);

const keepCredential = statement<{ accountId: string; generation: number }, object>(
  (slot) => sql`
    insert into locked_credential (account_id, generation, credential_id, setup_id, ksf_id, registration_record)
    select account_id, ${slot('generation')}::integer, credential_id, setup_id, ksf_id, registration_record
    from credential where account_id = ${slot('accountId')}`,
);
