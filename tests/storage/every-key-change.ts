import assert from 'node:assert/strict';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import type { StoredKeyChange } from '../../server/vault/key-change.ts';
import { aJwe, aProof } from '../vault/made.ts';
import { aCredential, aLetter, event, NOW, type World } from './world.ts';

/** Each statement that changes an account key with a password once. */
export async function everyKeyChange({ storage, account: make }: World): Promise<void> {
  const account = await make();
  const proofDigest = fingerprint(aProof());
  const recovery = { lookup: newId(), proofDigest: fingerprint(aProof()), jwe: aJwe() };
  const promote = (keys: StoredKeyChange | undefined) =>
    storage.credentials.promote({
      ...{ credential: aCredential(account), expects: account.email, atSeconds: NOW, keys },
      ...{ ticket: undefined, newEmail: undefined, session: undefined, keptSessionId: '' },
      ...{ events: [event('password.changed', account.id)], letters: [aLetter()] },
    });
  const next = { generation: 2, proofDigest: fingerprint(aProof()), lockedUntilSeconds: NOW + 100 };
  const changes: readonly StoredKeyChange[] = [
    { kind: 'first', jwe: aJwe(), proofDigest },
    { kind: 'bridge', generation: 1, jwe: aJwe() },
    { kind: 'rewrap', generation: 1, proofDigest, jwe: aJwe(), recovery },
    { kind: 'restart', jwe: aJwe(), ...next },
  ];
  for (const change of changes) assert.equal(await promote(change), 'done', change.kind);
  assert.equal(await promote(undefined), 'keys_missing');
  assert.equal((await storage.vaultKeys.owner(account.id)).generation, 2);
  assert.ok(await storage.vaultKeys.findLocked(account.id, 1, NOW));
}
