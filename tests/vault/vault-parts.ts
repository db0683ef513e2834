import { randomBytes } from 'node:crypto';
import { newVault } from '../../authpage/src/vault/answers.ts';
import type { Answers, KeyOwner } from '../../authpage/src/vault/calls.ts';

export const owner: KeyOwner = { issuer: 'https://id.example', accountId: 'acc_7Gq2' };

/** A vault with export keys, as the OPAQUE worker would send them. */
export async function vaultWith(keys: {
  readonly proved?: Buffer;
  readonly chosen?: Buffer;
}): Promise<Answers> {
  const vault = newVault();
  if (keys.proved) await give(vault, 'proved', keys.proved);
  if (keys.chosen) await give(vault, 'chosen', keys.chosen);
  return vault;
}

export async function give(
  vault: Answers,
  kind: 'proved' | 'chosen',
  key: Uint8Array | undefined,
): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const taken = vault['take-export']({ kind, port: port1 });
  const buffer = key && new Uint8Array(key).buffer;
  port2.postMessage(buffer, buffer ? [buffer] : []);
  port2.close();
  return (await taken).taken;
}

/** What OPAQUE gives a password: 64 bytes. */
export function exportKey(): Buffer {
  return randomBytes(64);
}

/** What a passkey gives: 32 bytes. */
export function prf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
