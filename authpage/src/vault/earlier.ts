import type { AccountKey } from './account-key.ts';
import { keyProof } from './account-key.ts';
import type { Answers } from './calls.ts';
import { type Kept, VaultLocked, codeOf, heldBy, isSame, kekOf } from './kept.ts';
import { openRecovery } from './recovery-wrap.ts';
import { openPassword, openSuccessor, sealSuccessor } from './wraps.ts';

/** Beyond this the oldest are not tried. */
const GENERATIONS_MAX = 64;

type Earlier = 'open-older' | 'seal-older' | 'open-successors';

/** How keys that a reset left behind are opened again. */
export function earlier(kept: Kept): Pick<Answers, Earlier> {
  return {
    async 'open-older'({ generation, ...rest }) {
      const owner = { issuer: rest.issuer, accountId: rest.accountId, generation };
      kept.reopening = undefined;
      const key =
        'opaque' in rest
          ? await openPassword(await kekOf(kept, owner, 'proved'), rest, owner)
          : await openRecovery(codeOf(kept, owner), { ...owner, jwe: rest.recoveryJwe });
      if (key) kept.reopening = { owner, held: { generation, key } };
      return { opened: key !== undefined };
    },

    async 'seal-older'(owner) {
      const newer = heldBy(kept, owner);
      const { reopening } = kept;
      if (!reopening || !isSame(reopening.owner, owner)) throw new VaultLocked('no older key is open');
      const older = reopening.held;
      const successor = await sealSuccessor(owner, older, newer);
      kept.older.set(older.generation, older);
      kept.reopening = undefined;
      return { generation: older.generation, proof: await keyProof(owner, older), successor };
    },

    async 'open-successors'({ older, ...owner }) {
      const current = heldBy(kept, owner);
      const newestFirst = [...older].sort((one, other) => other.generation - one.generation);
      for (const { generation, successor } of newestFirst.slice(0, GENERATIONS_MAX)) {
        if (successor === undefined) continue;
        // It lies under the key that was in use when it was opened again, which may have been left behind since.
        const opened = await firstOpened([current, ...kept.older.values()], (newer) =>
          openSuccessor(owner, { successor, generation }, newer),
        );
        if (opened) kept.older.set(generation, opened);
      }
      return { generations: [...kept.older.keys()].sort((one, other) => other - one) };
    },
  };
}

async function firstOpened(
  keys: readonly AccountKey[],
  openUnder: (key: AccountKey) => Promise<AccountKey | undefined>,
): Promise<AccountKey | undefined> {
  for (const key of keys) {
    const opened = await openUnder(key);
    if (opened) return opened;
  }
  return undefined;
}
