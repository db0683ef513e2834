import { newAccountKey, keyProof } from './account-key.ts';
import { toBase64url } from './bytes.ts';
import type { Answers } from './calls.ts';
import { type Kept, VaultLocked, codeOf, isSame, keep, kekOf, newestKek } from './kept.ts';
import { openWithPasskey } from './passkey-wrap.ts';
import { parseRecoveryText, splitRecoveryCode } from './recovery-key.ts';
import { openRecovery } from './recovery-wrap.ts';
import { takeExport } from './take-export.ts';
import { openPassword, sealWrap } from './wraps.ts';

const PRF_BYTES = 32;

type Opening =
  | 'take-export'
  | 'chosen-counts'
  | 'make'
  | 'open-password'
  | 'open-passkey'
  | 'read-recovery'
  | 'open-recovery'
  | 'status';

/** How an account key comes to be open. */
export function opening(kept: Kept): Pick<Answers, Opening> {
  return {
    async 'take-export'({ kind, port }) {
      kept.exports.get(kind)?.fill(0);
      kept.exports.delete(kind);
      const bytes = await takeExport(port);
      if (bytes) kept.exports.set(kind, bytes);
      return { taken: bytes !== undefined };
    },

    async 'chosen-counts'() {
      const chosen = kept.exports.get('chosen');
      if (!chosen) throw new VaultLocked('no export key: chosen');
      kept.exports.get('proved')?.fill(0);
      kept.exports.set('proved', chosen);
      kept.exports.delete('chosen');
      return {};
    },

    async make({ generation, ...owner }) {
      const held = newAccountKey(generation);
      const kek = await newestKek(kept, owner);
      const wrap = { ...owner, generation, kind: 'opaque', ref: '' } as const;
      const opaque = kek && (await sealWrap(held.key, kek, wrap));
      keep(kept, owner, held);
      return { opaque, proof: await keyProof(owner, held) };
    },

    async 'open-password'({ opaque, bridges, ...owner }) {
      const kek = await kekOf(kept, owner, 'proved');
      const key = await openPassword(kek, { opaque, bridges }, owner);
      if (key) keep(kept, owner, { generation: owner.generation, key });
      return { opened: key !== undefined };
    },

    async 'open-passkey'({ wrap, prf, ...owner }) {
      const secret = new Uint8Array(prf);
      const held = secret.length === PRF_BYTES ? await openWithPasskey(owner, wrap, secret) : undefined;
      secret.fill(0);
      if (held) keep(kept, owner, held);
      return { opened: held !== undefined };
    },

    async 'read-recovery'({ text, ...owner }) {
      kept.code = undefined;
      const bytes = await parseRecoveryText(text);
      if (!bytes) return undefined;
      kept.code = { owner, bytes };
      const { lookup, proof } = await splitRecoveryCode(bytes, owner.accountId);
      return { lookup: toBase64url(lookup), proof: toBase64url(proof) };
    },

    async 'open-recovery'({ generation, jwe, ...owner }) {
      const key = await openRecovery(codeOf(kept, owner), { ...owner, generation, jwe });
      if (key) keep(kept, owner, { generation, key });
      return { opened: key !== undefined };
    },

    async status(owner) {
      const open = kept.open && isSame(kept.open.owner, owner) ? kept.open.held : undefined;
      return { generation: open?.generation };
    },
  };
}
