import { keyProof, newAccountKey } from './account-key.ts';
import type { Answers } from './calls.ts';
import { type Kept, VaultLocked, heldBy, keep, kekOf, newestKek } from './kept.ts';
import { resealForPasskey, sealForPasskey } from './passkey-wrap.ts';
import { newRecovery } from './recovery-wrap.ts';
import { sealSuccessor, sealWrap } from './wraps.ts';

const PRF_BYTES = 32;
/** An account has no more passkeys than that. */
const PASSKEYS_MAX = 32;

type Wrapping = 'wrap-password' | 'bridge' | 'new-recovery' | 'wrap-passkey' | 'prove-key' | 'replace';

/** How an open account key is put under something else. */
export function wrapping(kept: Kept): Pick<Answers, Wrapping> {
  return {
    async 'wrap-password'(owner) {
      const held = heldBy(kept, owner);
      const { generation } = held;
      const kek = await newestKek(kept, owner);
      if (!kek) throw new VaultLocked('no export key');
      const jwe = await sealWrap(held.key, kek, { ...owner, generation, kind: 'opaque', ref: '' });
      return { generation, jwe, proof: await keyProof(owner, held) };
    },

    async bridge(owner) {
      const [earlier, later] = await Promise.all([
        kekOf(kept, owner, 'proved'),
        kekOf(kept, owner, 'chosen'),
      ]);
      return { jwe: await sealWrap(earlier, later, { ...owner, kind: 'bridge', ref: '' }) };
    },

    'new-recovery': async (owner) => newRecovery(owner, heldBy(kept, owner)),

    async 'wrap-passkey'({ credentialId, prf, ...owner }) {
      const held = heldBy(kept, owner);
      const secret = new Uint8Array(prf);
      if (secret.length !== PRF_BYTES) throw new RangeError('what a passkey gives is 32 bytes');
      const wrap = await sealForPasskey(owner, held, { credentialId, prf: secret });
      secret.fill(0);
      return { generation: held.generation, proof: await keyProof(owner, held), wrap };
    },

    async 'prove-key'(owner) {
      const held = heldBy(kept, owner);
      return { generation: held.generation, proof: await keyProof(owner, held) };
    },

    async replace({ passkeys, ...owner }) {
      if (passkeys.length > PASSKEYS_MAX) throw new RangeError('too many passkeys');
      const held = heldBy(kept, owner);
      const next = newAccountKey(held.generation + 1);
      const { generation } = next;
      const [kek, ...resealed] = await Promise.all([
        newestKek(kept, owner),
        ...passkeys.map((wrap) => resealForPasskey(owner, held, next, wrap)),
      ]);
      const opaque =
        kek && (await sealWrap(next.key, kek, { ...owner, generation, kind: 'opaque', ref: '' }));
      const answer = {
        generation,
        proof: await keyProof(owner, held),
        newProof: await keyProof(owner, next),
        opaque,
        passkeys: resealed.filter((wrap) => wrap !== undefined),
        successor: await sealSuccessor(owner, held, next),
      };
      const older = [...kept.older.values(), held].map(({ generation, key }) => ({
        generation,
        key: key.slice(),
      }));
      keep(kept, owner, next);
      for (const each of older) kept.older.set(each.generation, each);
      return answer;
    },
  };
}
