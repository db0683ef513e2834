import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { derFromRaw, rawFromDer } from '../../server/keyring/es256-signature.ts';

const SIGNATURES = 2000;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('ES256 signatures', () => {
  it('are the same in both encodings, for two thousand of them', () => {
    let short = 0;
    for (let round = 0; round < SIGNATURES; round += 1) {
      const data = Buffer.from(`message ${round}`);
      const der = sign('sha256', data, privateKey);
      const raw = rawFromDer(der);
      assert.deepEqual(derFromRaw(raw), der);
      assert.ok(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw));
      if (raw[0] === 0 || raw[32] === 0) short += 1;
    }
    // One in 128: the rounds did meet integers that DER shortens.
    assert.ok(short > 0);
  });

  const vectors = [
    ['a leading zero byte that DER adds', 'ff'.repeat(32), '80'.padEnd(64, '0')],
    ['thirty-one zero bytes that DER drops', '01'.padStart(64, '0'), '7f'.padStart(64, '0')],
    ['a dropped zero byte before a set bit', '80'.padStart(64, '0'), 'ff'.padStart(64, '0')],
    ['zeros alone', '00'.repeat(32), '00'.repeat(32)],
  ] as const;
  for (const [name, r, s] of vectors) {
    it(`keep ${name}`, () => {
      const raw = Buffer.from(r + s, 'hex');
      const der = derFromRaw(raw);
      assert.ok(der !== undefined);
      assert.equal(rawFromDer(der).toString('hex'), r + s);
    });
  }

  it('of another length are none', () => {
    for (const length of [0, 1, 63, 65, 72]) assert.equal(derFromRaw(Buffer.alloc(length, 1)), undefined);
  });
});
