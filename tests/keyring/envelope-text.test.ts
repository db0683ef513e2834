import assert from 'node:assert/strict';
import { createDecipheriv, createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  contextOf,
  lengthPrefixed,
  openText,
  parseEnvelope,
  sealText,
} from '../../server/keyring/envelope-text.ts';

const key = { id: 'kek-one', secret: createSecretKey(Buffer.alloc(32, 7)) };
const place = { table: 'data_key', column: 'wrapped', row: 'row-1', owner: 'account-1' };
const context = contextOf(place);
const find = (id: string) => (id === key.id ? key.secret : undefined);
const sealed = sealText(key, Buffer.from('4111 1111'), context);

/** Made once, by hand: version 1 must open what version 1 made, for as long as a backup of it may exist. */
const GOLDEN = [
  {
    envelope: 'v1.kek-one.A256GCM.AAECAwQFBgcICQoL.buSKBHJ7fT2KbtK30pmeIAcfxEcOfQ',
    aad: '00000007000000027631000000076b656b2d6f6e650000000741323536',
  },
];

describe('the textual envelope', () => {
  it('opens what it sealed, in the place it sealed it for', () => {
    assert.match(sealed, /^v1\.kek-one\.A256GCM\.[\w-]{16}\.[\w-]+$/);
    const opened = openText(find, sealed, context);
    assert.equal(opened.opened && opened.plaintext.toString(), '4111 1111');
  });

  it('KMS-N09 does not open in another table, column, row or owner, nor with texts cut elsewhere', () => {
    for (const change of [{ table: 'x' }, { column: 'x' }, { row: 'row-2' }, { owner: 'account-2' }]) {
      const result = openText(find, sealed, contextOf({ ...place, ...change }));
      assert.deepEqual(result, { opened: false, reason: 'refused', keyId: 'kek-one' });
    }
    for (const other of [['data_keywrapped', 'row-1', 'account-1'], [...context, ''], context.slice(0, 3)]) {
      assert.equal(openText(find, sealed, other).opened, false, other.join());
    }
  });

  it('KMS-R11 does not open when any one character is another', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
      assert.equal(openText(() => key.secret, changed, context).opened, false, changed);
    }
  });

  it('OBS-R09 names the key that is not there', () => {
    assert.deepEqual(
      openText(() => undefined, sealed, context),
      { opened: false, reason: 'unknown_key', keyId: 'kek-one' },
    );
  });

  const malformed = [
    '',
    'v1',
    'v2.kek-one.A256GCM.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    'v1.kek one.A256GCM.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    'v1.kek-one.A128GCM.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA',
    'v1.kek-one.A256GCM.AAAAAAAAAAAAAAAA',
    'v1.kek-one.A256GCM.AAAA.AAAAAAAAAAAAAAAAAAAAAA',
    'v1.kek-one.A256GCM.AAAAAAAAAAAAAAAA.AAAA',
    'v1.kek-one.A256GCM.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AA',
    `${sealed}=`,
    `${sealed}\n`,
    sealed.toUpperCase(),
  ];
  for (const text of malformed) {
    it(`takes no other spelling: ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(openText(find, text, context).opened, false);
    });
  }

  it('KMS-R13 never repeats a nonce, and takes none from outside', () => {
    const nonces = Array.from(
      { length: 10_000 },
      () => sealText(key, Buffer.alloc(1), context).split('.')[3],
    );
    assert.equal(new Set(nonces).size, nonces.length);
  });

  it('has the vectors of version 1, by an implementation of their own', () => {
    for (const { envelope, aad } of GOLDEN) {
      const prefixed = lengthPrefixed(['v1', key.id, 'A256GCM', ...context]);
      assert.ok(prefixed.toString('hex').startsWith(aad), prefixed.toString('hex'));
      const parts = parseEnvelope(envelope);
      const [nonce = '', body = ''] = parts?.payload.split('.') ?? [];
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', Buffer.alloc(32, 7), Buffer.from(nonce, 'base64url'));
      decipher.setAAD(prefixed);
      decipher.setAuthTag(bytes.subarray(-16));
      const plain = `${decipher.update(bytes.subarray(0, -16)).toString()}${decipher.final().toString()}`;
      assert.equal(plain, 'vector');
      const opened = openText(find, envelope, context);
      assert.equal(opened.opened && opened.plaintext.toString(), 'vector');
    }
  });
});
