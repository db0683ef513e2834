import type { KeyChange } from '../../contract/keys.ts';
import {
  keyProof,
  newAccountKey,
  newRecovery,
  type Owner,
  passwordKey,
  type Recovery,
  seal,
} from './wraps.ts';

/** An account key, as the page that made or opened it holds it. */
export interface HeldKey {
  readonly key: Buffer;
  readonly owner: Owner;
  readonly generation: number;
}

type Change<Kind extends KeyChange['kind']> = Extract<KeyChange, { kind: Kind }>;

export function wrapUnder({ key, owner, generation }: HeldKey, exportKey: string): string {
  return seal(passwordKey(exportKey, owner), key, { owner, generation, kind: 'opaque' });
}

export function proofOf({ key, owner, generation }: HeldKey): string {
  return keyProof(key, owner, generation);
}

export function firstOf(owner: Owner, exportKey: string): { held: HeldKey; keys: Change<'first'> } {
  const held = { key: newAccountKey(), owner, generation: 1 };
  return { held, keys: { kind: 'first', jwe: wrapUnder(held, exportKey), proof: proofOf(held) } };
}

export function rewrapOf(held: HeldKey, exportKey: string, recovery?: Recovery): Change<'rewrap'> {
  const { generation } = held;
  const wrap = { generation, jwe: wrapUnder(held, exportKey), proof: proofOf(held) };
  return { kind: 'rewrap', ...wrap, ...(recovery && { recovery: recovery.made }) };
}

export function bridgeOf(
  { owner, generation }: Omit<HeldKey, 'key'>,
  from: string,
  to: string,
): Change<'bridge'> {
  const bound = { owner, generation, kind: 'bridge' } as const;
  const jwe = seal(passwordKey(to, owner), passwordKey(from, owner), bound);
  return { kind: 'bridge', generation, jwe };
}

/** Another key in the place of that generation. */
export function restartOf(
  { owner, generation }: Omit<HeldKey, 'key'>,
  exportKey: string,
): { held: HeldKey; keys: Change<'restart'> } {
  const held = { key: newAccountKey(), owner, generation: generation + 1 };
  const { generation: next } = held;
  const wrap = { generation: next, jwe: wrapUnder(held, exportKey), proof: proofOf(held) };
  return { held, keys: { kind: 'restart', ...wrap } };
}

export function recoveryOf({ key, owner, generation }: HeldKey): Recovery {
  return newRecovery(key, owner, generation);
}
