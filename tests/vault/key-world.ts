import { randomBytes } from 'node:crypto';
import type { Account } from '../../server/accounts/account.ts';
import type { AuditKind } from '../../server/audit/event.ts';
import type { StoredFactor } from '../../server/factors/factor-store.ts';
import { factorRoom } from '../../server/factors/held.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import type { Storage } from '../../server/storage/storage.ts';
import type { Holder, KeyAct, KeyStore, StoredPasskeyWrap } from '../../server/vault/key-store.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { aLetter, event, NOW, openWorld, type World } from '../storage/world.ts';

/** A store of account keys, and accounts that have one. */
export interface KeyWorld {
  readonly storage: Storage;
  readonly keys: KeyStore;
  readonly url: string;
  account(): Promise<Account>;
  /** An account with a password, and a key that opens with it. */
  keyed(): Promise<{ readonly id: string; readonly holder: Holder; readonly opaque: string }>;
  /** Writes a bridge as a change of the address does; out comes its text. */
  bridge(accountId: string, ref: number): Promise<string>;
  /** Leaves the key behind as a reset does: it opens with the password of then until that time. */
  lock(accountId: string, untilSeconds: number): Promise<void>;
  removeFactor(accountId: string, factorId: string): Promise<string>;
  rows(text: string, accountId: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export async function openKeyWorld(): Promise<KeyWorld> {
  return keyWorldOn(await openWorld());
}

export function keyWorldOn(world: World): KeyWorld {
  const { storage } = world;
  const keys = storage.vaultKeys;
  const run = (text: string, ...values: unknown[]) => rowsOf(world.url, text, values);
  return {
    ...{ storage, keys, url: world.url },
    account: () => world.account(),
    async keyed() {
      const { id } = await world.account();
      const holder = { generation: 1, proofDigest: fingerprint(aProof()) };
      const opaque = aJwe();
      const first = { ...holder, opaque, passkey: undefined, recovery: undefined };
      const outcome = await keys.make(actOf(id, 'keys.made'), first);
      if (outcome !== 'done') throw new Error('the key of the test was not made');
      return { id, holder, opaque };
    },
    async bridge(accountId, ref) {
      const jwe = aJwe();
      await run(
        `insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
         select account_id, generation, 'bridge', $2, $3, $4 from account_key
         where account_id = $1 and state = 'current'`,
        ...[accountId, String(ref), jwe, NOW],
      );
      return jwe;
    },
    async lock(accountId, untilSeconds) {
      const [old] = await run(
        `update account_key set state = 'locked', locked_until_seconds = $2
         where account_id = $1 and state = 'current' returning generation, created_at_seconds`,
        ...[accountId, untilSeconds],
      );
      await run(
        `insert into locked_credential select account_id, $2, credential_id, setup_id, ksf_id, registration_record
         from credential where account_id = $1`,
        ...[accountId, old?.generation],
      );
      await run(
        `insert into account_key values ($1, $2::integer + 1, 'current', $3, $4::bigint + 1, null)`,
        ...[accountId, old?.generation, fingerprint(accountId), old?.created_at_seconds],
      );
      await run(
        `insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
         values ($1, $2::integer + 1, 'opaque', '', $3, $4)`,
        ...[accountId, old?.generation, aJwe(), NOW],
      );
    },
    removeFactor: (accountId, factorId) => {
      const act = { event: event('factor.removed', accountId), letter: aLetter(), keptSessionId: undefined };
      return storage.factors.remove(accountId, factorId, act);
    },
    rows: async (text, accountId) =>
      text.includes('$1') ? run(text, accountId) : run(`${text} where account_id = $1`, accountId),
    stop: () => world.stop(),
  };
}

export function actOf(accountId: string, kind: AuditKind, atSeconds = NOW): KeyAct {
  return { accountId, atSeconds, events: [event(kind, accountId, atSeconds)], letters: [] };
}

/** 32 random bytes, as a holder of a key says them. */
export function aProof(): string {
  return randomBytes(32).toString('base64url');
}

/** The shape of a wrap: the server looks no further. */
export function aJwe(): string {
  return [57, 0, 16, 43, 22]
    .map((characters) => randomBytes(characters).toString('base64url').slice(0, characters))
    .join('.');
}

/** A passkey of the account, and a wrap that it opens. */
export async function aPasskeyOf({ storage }: KeyWorld, accountId: string): Promise<StoredPasskeyWrap> {
  const credentialId = aProof();
  const factor: StoredFactor = {
    kind: 'passkey',
    ...{ accountId, id: newId(), label: 'Phone', lookup: fingerprint(credentialId) },
    ...{ sealed: Buffer.of(1), version: 1, createdAtSeconds: NOW, lastUsedAtSeconds: undefined },
  };
  const act = { event: event('factor.added', accountId), letter: aLetter(), keptSessionId: undefined };
  const added = await storage.factors.add(factor, act, factorRoom.passkey);
  if (added !== 'added') throw new Error('the passkey of the test was not added');
  return { credentialId, factorId: factor.id, jwe: aJwe(), privateJwe: aJwe(), publicJwe: aJwe() };
}
