import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { envelopeKey, open, seal, sealDeterministic } from '../../server/keyring/envelope.ts';

const key = envelopeKey('AAECAwQFBgcICQoL', Buffer.alloc(32, 7));
const other = envelopeKey('CwoJCAcGBQQDAgEA', Buffer.alloc(32, 8));
const find = (id: string) => [key, other].find((candidate) => candidate.id === id);
const context = ['refresh-token', 'client-1'];
const text = Buffer.from('a plaintext that nobody can guess');

describe('the envelope', () => {
  // Made by another implementation (Python's cryptography), so that what lies in databases stays readable for ever.
  const golden = [
    [
      'random nonce',
      'AQABAgMEBQYHCAkKC2RlZmdoaWprbG1ub70kgX2pmBTBTrFHhXm3--CX1kBpMSA2tHbRxFah7kECv3efi6aWPU1TkcIa8SrkW7s',
    ],
    [
      'synthetic nonce',
      'AgABAgMEBQYHCAkKC6KF77BBTRL-hzoZc_CAAVyFT4K_KTpVrCymDh5XjfxAI9gh5W6cQgZIDSz1Z1Z407xH-oz4iq4LDBmwk2E',
    ],
  ] as const;
  for (const [name, sealed] of golden) {
    it(`opens the golden vector with a ${name}`, () => {
      const result = open(find, Buffer.from(sealed, 'base64url'), context);
      assert.equal(result.opened && result.plaintext.toString(), text.toString());
    });
  }

  it('seals the same input deterministically to the golden bytes', () => {
    assert.equal(sealDeterministic(key, text, context).toString('base64url'), golden[1][1]);
  });

  it('never seals to the same bytes twice with a random nonce', () => {
    const sealed = new Set(
      Array.from({ length: 1000 }, () => seal(key, text, context).toString('base64url')),
    );
    assert.equal(sealed.size, 1000);
  });

  it('gives another nonce to another plaintext, another context and another key', () => {
    const nonces = [
      sealDeterministic(key, text, context),
      sealDeterministic(key, Buffer.from('another'), context),
      sealDeterministic(key, text, ['refresh-token', 'client-2']),
      sealDeterministic(key, text, ['refresh-tokenclient-1']),
      sealDeterministic(other, text, context),
    ].map((sealed) => sealed.toString('hex', 13, 25));
    assert.equal(new Set(nonces).size, nonces.length);
  });

  const contexts = [
    ['another client', ['refresh-token', 'client-2']],
    ['swapped', ['client-1', 'refresh-token']],
    ['run together', ['refresh-tokenclient-1']],
    ['split elsewhere', ['refresh-toke', 'nclient-1']],
    ['shorter', ['refresh-token']],
    ['longer', ['refresh-token', 'client-1', '']],
    ['empty', []],
  ] as const;
  for (const [name, wrong] of contexts) {
    it(`does not open under a context that is ${name}`, () => {
      for (const sealed of [seal(key, text, context), sealDeterministic(key, text, context)]) {
        assert.deepEqual(open(find, sealed, wrong), { opened: false, reason: 'refused' });
      }
    });
  }

  it('does not open when any single bit is another', () => {
    for (const sealed of [seal(key, text, context), sealDeterministic(key, text, context)]) {
      for (let bit = 0; bit < sealed.length * 8; bit += 1) {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        assert.equal(open(find, changed, context).opened, false, `bit ${bit}`);
      }
    }
  });

  it('does not open when cut anywhere', () => {
    const sealed = seal(key, text, context);
    for (let length = 0; length < sealed.length; length += 1) {
      assert.equal(open(find, sealed.subarray(0, length), context).opened, false);
    }
  });

  it('says so when the key is unknown', () => {
    const sealed = seal(key, text, context);
    assert.deepEqual(
      open(() => undefined, sealed, context),
      { opened: false, reason: 'unknown_key' },
    );
  });

  it('does not open under a key that took the name of another', () => {
    const impostor = { ...other, id: key.id, idBytes: key.idBytes };
    assert.deepEqual(
      open(() => impostor, seal(key, text, context), context),
      { opened: false, reason: 'refused' },
    );
  });

  it('carries an empty plaintext', () => {
    const result = open(find, seal(key, Buffer.alloc(0), []), []);
    assert.equal(result.opened && result.plaintext.length, 0);
  });
});
