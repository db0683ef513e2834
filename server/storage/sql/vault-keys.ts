import { sql } from 'kysely';
import type { KeyAct, KeyStore, StoredPasskeyWrap } from '../../vault/key-store.ts';
import type { Database, Runner } from './database.ts';
import { statement } from './statement.ts';
import { recoveryUse } from './used-recovery.ts';
import { acting } from './vault-acting.ts';
import { judged, type Standing } from './vault-standing.ts';
import { vaultKeyReads } from './vault-keys-read.ts';
import {
  dropDeviceWraps,
  dropWraps,
  insertKey,
  type NewWrap,
  opaqueWrap,
  passkeyWrap,
  putWraps,
  recoveryWrap,
  successorWrap,
} from './vault-wraps.ts';

/**
 * Each act is one transaction under the lock of the account: how the account opens changes under the same lock, so
 * a password or a passkey that is judged to be there stays until the wrap is.
 */
export function vaultKeyStore(db: Database): KeyStore {
  return {
    ...vaultKeyReads(db),
    ...recoveryUse(db),

    make: (act, { proofDigest, opaque, passkey, recovery }) =>
      acting(db, act, async (runner) => {
        const standing = await judged(runner, act.accountId, { factorIds: factorIds(passkey && [passkey]) });
        if (standing.keys > 0) return 'changed';
        const wraps = wrapsOf({ opaque, passkeys: passkey ? [passkey] : [], recovery });
        if (wraps.length === 0) return 'last';
        if (!standing.passkeysThere || (opaque !== undefined && !standing.hasPassword)) return 'absent';
        const of = { accountId: act.accountId, generation: 1, atSeconds: act.atSeconds };
        await runner.all(insertKey, { ...of, proofDigest });
        await putWraps(runner, of, wraps);
        return 'done';
      }),

    wrapPassword: (act, holder, { jwe, seen }) =>
      acting(db, act, async (runner) => {
        const standing = await judged(runner, act.accountId, { holder });
        if (!holds(standing)) return 'changed';
        if (!standing.hasPassword) return 'absent';
        if (!isAsSeen(standing, seen)) return 'changed';
        await drop(runner, act, holder.generation, ['opaque', 'bridge']);
        await putWraps(runner, { ...act, ...holder }, [opaqueWrap(jwe)]);
        return 'done';
      }),

    wrapPasskey: (act, holder, wrap) =>
      acting(db, act, async (runner) => {
        const standing = await judged(runner, act.accountId, { holder, factorIds: [wrap.factorId] });
        if (!holds(standing)) return 'changed';
        if (!standing.passkeysThere) return 'absent';
        await putWraps(runner, { ...act, ...holder }, [passkeyWrap(wrap)]);
        return 'done';
      }),

    removePasskey: (act, holder, credentialId) =>
      acting(db, act, async (runner) => {
        const standing = await judged(runner, act.accountId, { holder });
        if (!holds(standing)) return 'changed';
        const { wrapped, otherWays } = standing;
        if (!wrapped.includes(credentialId)) return 'absent';
        if (otherWays === 0 && wrapped.length === 1) return 'last';
        const { generation } = holder;
        await runner.all(dropPasskey, { accountId: act.accountId, generation, credentialId });
        return 'done';
      }),

    setRecovery: (act, holder, recovery) =>
      acting(db, act, async (runner) => {
        const standing = await judged(runner, act.accountId, { holder });
        if (!holds(standing)) return 'changed';
        if (standing.usedRecovery === recovery.lookup) return 'used';
        await drop(runner, act, holder.generation, ['recovery']);
        await putWraps(runner, { ...act, ...holder }, [recoveryWrap(recovery)]);
        return 'done';
      }),

    reopen: (act, holder, successor) =>
      acting(db, act, async (runner) => {
        const { named, lockedUntilSeconds } = await judged(runner, act.accountId, { holder });
        if (named !== 'locked' || (lockedUntilSeconds ?? 0) <= act.atSeconds) return 'changed';
        await supersede(runner, act, holder.generation, successor);
        return 'done';
      }),

    replace: (act, holder, { proofDigest, opaque, passkeys, recovery, successor, seen }) =>
      acting(db, act, async (runner) => {
        const standing = await judged(runner, act.accountId, { holder, factorIds: factorIds(passkeys) });
        if (!holds(standing)) return 'changed';
        const wraps = wrapsOf({ opaque, passkeys, recovery });
        if (wraps.length === 0) return 'last';
        if (!standing.passkeysThere || (opaque !== undefined && !standing.hasPassword)) return 'absent';
        if (opaque !== undefined && !isAsSeen(standing, seen)) return 'changed';
        if (recovery !== undefined && standing.usedRecovery === recovery.lookup) return 'used';
        // The page seals to the list under the key: one more is not of that list.
        const named = new Set(passkeys.map(({ credentialId }) => credentialId));
        if (named.size < passkeys.length || [...named].some((id) => !standing.wrapped.includes(id)))
          return 'absent';
        await supersede(runner, act, holder.generation, successor);
        const of = {
          ...{ accountId: act.accountId, atSeconds: act.atSeconds },
          generation: holder.generation + 1,
        };
        await runner.all(insertKey, { ...of, proofDigest });
        await putWraps(runner, of, wraps);
        return 'done';
      }),

    sweepLocked: async (nowSeconds, limit) =>
      (await db.first(sweepLocked, { nowSeconds, limit }))?.count ?? 0,
  };
}

/** A password that was registered anew since the page looked would not open what the page sealed under it before. */
function isAsSeen({ passwordOpens }: Standing, seen: string | undefined): boolean {
  return passwordOpens === (seen ?? null);
}

/** The one who writes has the key in use. */
function holds({ named }: Standing): boolean {
  return named === 'current';
}

function factorIds(wraps: readonly StoredPasskeyWrap[] = []): readonly string[] {
  return wraps.map(({ factorId }) => factorId);
}

type Wraps = Pick<Parameters<KeyStore['replace']>[2], 'opaque' | 'passkeys' | 'recovery'>;

function wrapsOf({ opaque, passkeys, recovery }: Wraps): readonly NewWrap[] {
  return [
    ...(opaque === undefined ? [] : [opaqueWrap(opaque)]),
    ...passkeys.map(passkeyWrap),
    ...(recovery === undefined ? [] : [recoveryWrap(recovery)]),
  ];
}

async function drop(runner: Runner, { accountId }: KeyAct, generation: number, kinds: readonly string[]) {
  await runner.all(dropWraps, { accountId, generation, kinds });
}

/** From now on that key opens under the one in use, and by nothing else. */
async function supersede(runner: Runner, act: KeyAct, generation: number, successor: string): Promise<void> {
  const { accountId } = act;
  await runner.all(reopened, { accountId, generation });
  await runner.all(dropLocked, { accountId, generation });
  await runner.all(dropDeviceWraps, { accountId, generation });
  await drop(runner, act, generation, ['opaque', 'bridge', 'recovery', 'prf']);
  await putWraps(runner, { ...act, generation }, [successorWrap(successor)]);
}

type Named = { accountId: string; generation: number };

const reopened = statement<Named, object>(
  (slot) => sql`
    update account_key set state = 'reopened', locked_until_seconds = null
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}::integer`,
);

const dropLocked = statement<Named, object>(
  (slot) => sql`
    delete from locked_credential
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}::integer`,
);

const dropPasskey = statement<Named & { credentialId: string }, object>(
  (slot) => sql`
    delete from key_wrap
    where account_id = ${slot('accountId')} and generation = ${slot('generation')}::integer and kind = 'prf'
      and ref = ${slot('credentialId')}`,
);

/** Wraps and the credential of then hang on the key, and go with it. */
const sweepLocked = statement<{ nowSeconds: number; limit: number }, { readonly count: number }>(
  (slot) => sql`
    with gone as (
      delete from account_key where ctid = any (array(
        select ctid from account_key where state = 'locked' and locked_until_seconds <= ${slot('nowSeconds')}::bigint
        limit ${slot('limit')}::integer for update skip locked
      )) returning 1
    )
    select count(*)::integer as count from gone`,
  { slow: true },
);
