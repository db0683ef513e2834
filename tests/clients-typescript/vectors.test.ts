import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deliver, partyV } from '../../authpage/src/vault/delivery.ts';
import type { Recipient } from '../../clients/typescript/delivery.ts';
import { openMozillaKeys } from '../../clients/typescript/mozilla-keys.ts';
import { Refused } from '../../clients/typescript/refused.ts';
import { askForScopedKeys, openScopedKeys } from '../../clients/typescript/scoped-keys.ts';
import { bytes, goldenOwner, orderOf, vectors } from '../vault/golden-file.ts';

const [golden = assert.fail('no delivery'), , mozilla = assert.fail('no delivery')] = vectors.deliveries;
const { clientId, redirectUri, codeChallenge } = golden;
const NOW = 1_790_000_000;
const given = { clientId, redirectUri, codeChallenge, issuer: vectors.iss, nowSeconds: NOW };
const SCOPE = 'key:notes';

async function recipientOf({ privateJwk }: typeof golden, thumbprint: string): Promise<Recipient> {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' };
  const privateKey = await crypto.subtle.importKey('jwk', { ...privateJwk }, algorithm, false, [
    'deriveBits',
  ]);
  return { privateKey, thumbprint };
}

/** What the key of a scope opens, sealed by somebody who has its bytes. */
async function opens(key: CryptoKey | undefined, k: string | undefined): Promise<boolean> {
  if (key === undefined || k === undefined) return false;
  const iv = new Uint8Array(12);
  const theirs = await crypto.subtle.importKey('raw', bytes(k), 'AES-GCM', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, theirs, bytes('AAAA'));
  return (await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)).byteLength === 3;
}

describe('the client and docs/scoped-keys.md', () => {
  it('CF-04 opens the published delivery, keys and older keys', async () => {
    const recipient = await recipientOf(golden, golden.thumbprint);
    const { iat, sub, keys: told, older } = JSON.parse(JSON.stringify(golden.bundle));
    const keys = await openScopedKeys({
      ...given,
      nowSeconds: iat,
      subject: sub,
      recipient,
      jwe: golden.jwe,
    });
    assert.deepEqual([...keys.keys()].sort(), Object.keys(told).sort());
    for (const [scope, { key, kid, older: before }] of keys) {
      assert.equal(kid, told[scope].kid);
      assert.ok(await opens(key, told[scope].k));
      const kids = (older?.[scope] ?? []).map((jwk: { kid: string }) => jwk.kid);
      assert.deepEqual(
        before.map((one) => one.kid),
        kids,
      );
      for (const [at, one] of before.entries()) assert.ok(await opens(one.key, older[scope][at].k));
    }
  });

  it('opens the published delivery in the format of Mozilla, under the name that its app chose', async () => {
    const recipient = await recipientOf(mozilla, 'the app named it so');
    const keys = await openMozillaKeys({ recipient, jwe: mozilla.jwe });
    const told: Record<string, { k: string; kid: string }> = JSON.parse(JSON.stringify(mozilla.bundle));
    assert.equal(keys.get(SCOPE)?.kid, told[SCOPE]?.kid);
    assert.ok(await opens(keys.get(SCOPE)?.key, told[SCOPE]?.k));
  });

  it('CF-04 opens what our own page seals to it, and refuses it for another request', async () => {
    const { keysJwk, recipient } = await askForScopedKeys();
    const { thumbprint } = recipient;
    const apv = await partyV({ clientId, redirectUri, codeChallenge, thumbprint });
    const jwk = JSON.parse(Buffer.from(keysJwk, 'base64url').toString());
    const key = { generation: 2, key: bytes(vectors.newerAccountKey), sinceSeconds: 1_780_500_000 };
    const keys = { current: key, older: [], nowSeconds: NOW };
    const jwe = await deliver(goldenOwner, { ...orderOf(golden), jwk, thumbprint, apv }, keys);
    const again = { ...recipient };
    assert.ok((await openScopedKeys({ ...given, recipient, jwe })).has(SCOPE));
    const moved = { ...given, codeChallenge: 'x'.repeat(43), recipient: again, jwe };
    await assert.rejects(
      openScopedKeys(moved),
      (error) => error instanceof Refused && error.reason === 'foreign',
    );
  });
});
