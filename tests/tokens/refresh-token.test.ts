import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newBytes, newId } from '../../server/platform/random.ts';
import { decodeRefreshToken, encodeRefreshToken } from '../../server/tokens/refresh-token.ts';
import { freshKeyring } from '../keyring/parts.ts';

const content = { accountId: newId(), familyId: newId(), generation: 7, secret: newBytes(32) };

describe('the form of a refresh token', () => {
  it('DOD-C28 comes back as it went in, for the same client', async (t) => {
    const { keyring } = await freshKeyring(t);
    const sealer = keyring.sealer('refresh-token');
    const token = encodeRefreshToken(sealer, 'client', content);
    assert.match(token, /^rt_[A-Za-z0-9_-]{128,200}$/);
    assert.deepEqual(decodeRefreshToken(sealer, 'client', token), content);
  });

  it('RT-03 is the same, to the byte, for the same generation', async (t) => {
    const { keyring } = await freshKeyring(t);
    const sealer = keyring.sealer('refresh-token');
    const token = encodeRefreshToken(sealer, 'client', content);
    assert.equal(encodeRefreshToken(sealer, 'client', content), token);
    assert.notEqual(encodeRefreshToken(sealer, 'client', { ...content, generation: 8 }), token);
  });

  it('DOD-C28 shows nothing of what it holds', async (t) => {
    const { keyring } = await freshKeyring(t);
    const token = encodeRefreshToken(keyring.sealer('refresh-token'), 'client', content);
    const bytes = Buffer.from(token.slice(3), 'base64url');
    const { accountId, familyId, secret } = content;
    const ids = [accountId, familyId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
    for (const part of [...ids, secret]) assert.equal(bytes.includes(part), false);
  });

  it('AC-10 is nothing when cut, extended, respelled, or changed in any one bit', async (t) => {
    const { keyring } = await freshKeyring(t);
    const sealer = keyring.sealer('refresh-token');
    const token = encodeRefreshToken(sealer, 'client', content);
    const bytes = Buffer.from(token.slice(3), 'base64url');
    const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return `rt_${copy.toString('base64url')}`;
    });
    const wrong = [
      '',
      'rt_',
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      `${token} `,
      `${token}\n`,
      token.slice(3),
      `RT_${token.slice(3)}`,
      `ac_${token.slice(3)}`,
      `rt_${token.slice(3).toLowerCase()}`,
      token.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1)),
      `rt_${'A'.repeat(10_000)}`,
      ...flipped,
    ];
    for (const text of wrong) assert.equal(decodeRefreshToken(sealer, 'client', text), undefined, text);
  });

  it('RT-06 does not open for another client', async (t) => {
    const { keyring } = await freshKeyring(t);
    const sealer = keyring.sealer('refresh-token');
    const token = encodeRefreshToken(sealer, 'client', content);
    assert.equal(decodeRefreshToken(sealer, 'clienT', token), undefined);
    assert.equal(decodeRefreshToken(keyring.sealer('ephemera'), 'client', token), undefined);
  });
});
