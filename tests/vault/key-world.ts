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
import { bridge, leaveBehind } from './left-behind.ts';
import { aJwe, aProof } from './made.ts';

/** A store of account keys, and accounts that have one. */
export interface KeyWorld {
  readonly storage: Storage;
  readonly keys: KeyStore;
  readonly url: string;
  account(): Promise<Account>;
  /** An account with a password, and a key that opens with it. */
  keyed(): Promise<{ readonly id: string; readonly holder: Holder; readonly opaque: string }>;
  /** See left-behind.ts. */
  bridge(accountId: string, ref: number): Promise<string>;
  /** See left-behind.ts. */
  lock(accountId: string, untilSeconds: number): Promise<string>;
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
    bridge: (accountId, ref) => bridge(world.url, accountId, ref),
    lock: (accountId, untilSeconds) => leaveBehind(world.url, accountId, untilSeconds),
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

/** A passkey of the account, and a wrap that it opens. The first session of the account stays. */
export async function aPasskeyOf(
  { storage }: Pick<KeyWorld, 'storage'>,
  accountId: string,
  atSeconds = NOW,
): Promise<StoredPasskeyWrap> {
  const credentialId = aProof();
  const factor: StoredFactor = {
    kind: 'passkey',
    ...{ accountId, id: newId(), label: 'Phone', lookup: fingerprint(credentialId) },
    ...{ sealed: Buffer.of(1), version: 1, createdAtSeconds: atSeconds, lastUsedAtSeconds: undefined },
  };
  const [session] = await storage.sessions.list(accountId, atSeconds);
  const act = {
    event: event('factor.added', accountId, atSeconds),
    letter: aLetter(),
    keptSessionId: session?.id,
  };
  const added = await storage.factors.add(factor, act, factorRoom.passkey);
  if (added !== 'added') throw new Error('the passkey of the test was not added');
  return { credentialId, factorId: factor.id, jwe: aJwe(), privateJwe: aJwe(), publicJwe: aJwe() };
}
