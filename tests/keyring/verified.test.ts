import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { signJws, verifyJws } from '../../server/keyring/jws.ts';
import { maintainKeys } from '../../server/keyring/maintain.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { signingKey } from '../../server/keyring/signing-key.ts';
import { recent } from '../../server/platform/recent.ts';
import { DAY, freshKeyring, lifetimes } from './parts.ts';

const TYP = 'at+jwt';

/** A key that counts how often a signature is worked out. */
function countingKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicPart = JSON.stringify(publicKey.export({ format: 'jwk' }));
  const key = signingKey(
    'ES256',
    'k'.repeat(16),
    publicPart,
    privateKey.export({ type: 'pkcs8', format: 'der' }),
  );
  let sums = 0;
  const verify = (data: Buffer, signature: Buffer) => {
    sums += 1;
    return key.verify(data, signature);
  };
  const material = { ...key, verify };
  const row = {
    id: 'k'.repeat(16),
    purpose: 'sign-ES256',
    publicPart,
    sealed: null,
    emptied: true,
    canary: null,
    kekId: 'kek',
    createdAtSeconds: 0,
    activatesAtSeconds: 0,
    retiresAtSeconds: null,
    expiresAtSeconds: null,
    compromisedAtSeconds: null,
  } as const;
  return { key, ring: [{ row, material }], sums: () => sums };
}

describe('a token that was verified before', () => {
  it('is not worked out again, and says the same', () => {
    const { key, ring, sums } = countingKey();
    const token = signJws(key, TYP, { sub: 'anna' });
    for (let time = 0; time < 3; time += 1) assert.deepEqual(verifyJws(ring, TYP, token), { sub: 'anna' });
    assert.equal(sums(), 1);
  });

  it('makes no other token good: AC-10 one character more, less or other is worked out, and refused', () => {
    const { key, ring, sums } = countingKey();
    const token = signJws(key, TYP, { sub: 'anna' });
    assert.ok(verifyJws(ring, TYP, token));
    const others = [...token].map((character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return token.slice(0, at) + other + token.slice(at + 1);
    });
    for (const other of [...others, `${token}A`, token.slice(0, -1), token.slice(1), `A${token}`])
      assert.equal(verifyJws(ring, TYP, other), undefined, other);
    assert.equal(verifyJws(ring, 'JWT', token), undefined, 'JT-05 another typ');
    assert.ok(sums() > 100);
  });

  it('is not remembered when its signature did not hold', () => {
    const [{ ring, sums }, stranger] = [countingKey(), countingKey()];
    const forged = signJws(stranger.key, TYP, { sub: 'anna' });
    for (let time = 0; time < 3; time += 1) assert.equal(verifyJws(ring, TYP, forged), undefined);
    assert.equal(sums(), 3);
  });

  it('KY-03 is refused at once when its key is revoked', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const stolen = keyring.sign('ES256', TYP, { sub: 'anna' });
    assert.ok(keyring.verify(TYP, stolen));
    await rotateKey(parts, 'sign-ES256', { revoke: true });
    await keyring.refresh();
    assert.equal(keyring.verify(TYP, stolen), undefined);
  });

  it('is refused when its key has expired, before anybody reads the rings again', async (t) => {
    const { parts, keyring } = await freshKeyring(t);
    const token = keyring.sign('ES256', TYP, { sub: 'anna' });
    await rotateKey(parts, 'sign-ES256');
    await keyring.refresh();
    assert.ok(keyring.verify(TYP, token));
    parts.pass(DAY + lifetimes.sessionAbsoluteSeconds + 2 * lifetimes.clockLeewaySeconds);
    assert.equal(keyring.verify(TYP, token), undefined);
    await maintainKeys(parts);
    await keyring.refresh();
    assert.equal(keyring.verify(TYP, token), undefined);
  });
});

describe('what was asked for last', () => {
  it('is kept, and the oldest is forgotten', () => {
    const texts = recent(3);
    for (const text of ['a', 'b', 'c']) texts.add(text);
    assert.equal(texts.has('a'), true);
    texts.add('d');
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((text) => texts.has(text)),
      [true, false, true, true],
    );
    for (let more = 0; more < 100; more += 1) texts.add('a');
    assert.equal(texts.has('d'), true, 'one text counts once');
  });
});
