import { type AccountKey, keyProof } from './account-key.ts';
import { type Bytes, toBase64url } from './bytes.ts';
import type { KeyOwner, Recovery } from './calls.ts';
import { newCode } from './code-text.ts';
import { recoveryText, splitRecoveryCode } from './recovery-key.ts';
import { openWrap, sealWrap } from './wraps.ts';

/** A recovery key for that account key: the text that is shown once, and what the server keeps. */
export async function newRecovery(
  owner: KeyOwner,
  held: AccountKey,
): Promise<{
  readonly text: string;
  readonly generation: number;
  readonly proof: string;
  readonly recovery: Recovery;
}> {
  const code = newCode();
  const { lookup, proof, kek } = await splitRecoveryCode(code, owner.accountId);
  const ref = toBase64url(lookup);
  const { generation } = held;
  const jwe = await sealWrap(held.key, kek, { ...owner, generation, kind: 'recovery', ref });
  const recovery = { lookup: ref, proof: toBase64url(proof), jwe };
  const text = await recoveryText(code);
  code.fill(0);
  return { text, generation, proof: await keyProof(owner, held), recovery };
}

/** The account key under that code; undefined: it is of another code, account or generation. */
export async function openRecovery(
  code: Bytes,
  { jwe, ...owner }: KeyOwner & { readonly generation: number; readonly jwe: string },
): Promise<Bytes | undefined> {
  const { lookup, kek } = await splitRecoveryCode(code, owner.accountId);
  return openWrap(jwe, kek, { ...owner, kind: 'recovery', ref: toBase64url(lookup) });
}
