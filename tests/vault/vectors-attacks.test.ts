import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { CompactEncrypt } from 'jose';
import { exportKek } from '../../authpage/src/vault/account-key.ts';
import { openItem } from '../../authpage/src/vault/items.ts';
import { openWithPasskey } from '../../authpage/src/vault/passkey-wrap.ts';
import { openPassword, openSuccessor, openWrap } from '../../authpage/src/vault/wraps.ts';
import { bytes, goldenOwner as owner, vectors } from './golden-file.ts';
import { derivations, headers } from './independent/formats.ts';
import { sealAgreed, sealDirect } from './independent/jwe.ts';
import { b64u, keyPair, publicOf, un64 } from './independent/primitives.ts';

const who = { iss: vectors.iss, sub: vectors.sub };
const first = { generation: 1, key: bytes(vectors.accountKey) };
const second = { generation: 2, key: bytes(vectors.newerAccountKey) };
const named = (name: string) => vectors.wraps.find((wrap) => wrap.name === name) ?? assert.fail(name);
const kek = un64(named('opaque').kek);
const right = headers.wrap(who, 1, 'opaque');

/** Under the right key, so that nothing but the header can be what is wrong. */
const opens = async (jwe: string) =>
  (await openWrap(jwe, bytes(b64u(kek)), { ...owner, generation: 1, kind: 'opaque', ref: '' })) !== undefined;
const sealedWith = (header: object, payload = Buffer.from(first.key)) =>
  sealDirect({ ...header }, kek, payload, randomBytes);

describe('attack: JWE alg confusion', () => {
  it('is measured against a wrap that opens', async () => assert.equal(await opens(sealedWith(right)), true));

  const { ref: _ref, ...short } = right;
  const refused: Readonly<Record<string, object>> = {
    zip: { ...right, zip: 'DEF' },
    crit: { ...right, crit: ['exp'], exp: 1 },
    b64: { ...right, b64: true },
    p2c: { ...right, p2c: 1 },
    'an unknown member': { ...right, kid: 'x' },
    'a missing member': short,
    'another order of members': Object.fromEntries(Object.entries(right).reverse()),
    'another alg in the header': { ...right, alg: 'A256GCMKW' },
    'no alg': { ...right, alg: undefined },
    'a number as a text': { ...right, gen: '1' },
    'another typ': { ...right, typ: 'vault-item+jwe' },
    'another version': { ...right, v: 2 },
  };
  for (const [name, header] of Object.entries(refused)) {
    it(`refuses ${name}`, async () => assert.equal(await opens(sealedWith(header)), false));
  }

  it('refuses a header with a member twice, or with blanks, under the right key', async () => {
    const text = JSON.stringify(right);
    for (const spelled of [text.replace('{', '{"alg":"dir",'), text.replace(',', ', '), `${text} `]) {
      const [, , iv, ciphertext, tag] = sealedWith(right).split('.');
      assert.equal(await opens([b64u(spelled), '', iv, ciphertext, tag].join('.')), false);
    }
  });

  it('refuses dir turned into ECDH-ES to a key of the attacker', async () => {
    const thief = keyPair('P-256', randomBytes(32));
    const jwe = sealAgreed(
      { ...right, alg: 'ECDH-ES' },
      publicOf(thief),
      Buffer.from(first.key),
      randomBytes,
    );
    assert.equal(await opens(jwe), false);
  });

  it('refuses PBES2, and computes nothing for it', async () => {
    const header = { ...right, alg: 'PBES2-HS256+A128KW', p2c: 2_000_000_000, p2s: b64u(randomBytes(16)) };
    const [, , ...rest] = sealedWith(right).split('.');
    const before = performance.now();
    assert.equal(
      await opens([b64u(JSON.stringify(header)), b64u(randomBytes(40)), ...rest].join('.')),
      false,
    );
    assert.ok(performance.now() - before < 1000);
  });

  it('refuses what the library itself would unpack from a bomb', async () => {
    const packed = await new CompactEncrypt(new Uint8Array(200_000))
      .setProtectedHeader({ ...right, alg: 'dir', enc: 'A256GCM', zip: 'DEF' })
      .encrypt(new Uint8Array(kek));
    assert.equal(await opens(packed), false);
    assert.equal(await opens(`${sealedWith(right)}${'A'.repeat(200_000)}`), false);
  });
});

describe('attack: downgrade', () => {
  for (const enc of ['A128GCM', 'A192GCM', 'A128CBC-HS256', 'A256CBC-HS512'] as const) {
    it(`refuses ${enc}`, async () => {
      const key = randomBytes({ A128GCM: 16, A192GCM: 24, 'A128CBC-HS256': 32, 'A256CBC-HS512': 64 }[enc]);
      const jwe = await new CompactEncrypt(new Uint8Array(first.key))
        .setProtectedHeader({ ...right, alg: 'dir', enc })
        .encrypt(new Uint8Array(key));
      assert.equal(await opens(jwe), false);
    });
  }

  it('refuses a key of another length inside a wrap', async () => {
    for (const length of [0, 16, 31, 33, 64]) {
      assert.equal(await opens(sealedWith(right, randomBytes(length))), false, `${length}`);
    }
  });
});

describe('attack: the server swaps or rolls back a blob', () => {
  const others: Readonly<Record<string, object>> = {
    'another issuer': { ...right, iss: 'https://id.example.org' },
    'another account': { ...right, sub: 'acc_other' },
    'another generation': { ...right, gen: 2 },
    'a bridge as the wrap of a password': { ...right, wrap: 'bridge' },
    'the wrap of a recovery key': headers.wrap(who, 1, 'recovery', vectors.recovery.lookup),
    'another ref': { ...right, ref: 'x' },
  };
  for (const [name, header] of Object.entries(others)) {
    it(`refuses ${name}`, async () => assert.equal(await opens(sealedWith(header)), false));
  }

  it('refuses a stale wrap after a reset, whatever generation the server says', async () => {
    const exportKeyKek = await exportKek(owner, bytes(vectors.exportKey));
    const opaque = named('opaque').jwe;
    for (const [generation, opened] of [
      [1, true],
      [2, false],
    ] as const) {
      const key = await openPassword(exportKeyKek, { opaque, bridges: [] }, { ...owner, generation });
      assert.equal(key !== undefined, opened);
    }
  });

  it('refuses an older key that is told as the newer one, or lies under another', async () => {
    const successor = named('successor').jwe;
    const under = async (generation: number, newer: typeof first) =>
      openSuccessor(owner, { successor, generation }, newer);
    assert.deepEqual(await under(1, second), first);
    assert.equal(await under(2, second), undefined);
    assert.equal(await under(1, { ...second, generation: 3 }), undefined);
    assert.equal(await under(1, { generation: 2, key: first.key }), undefined);
    assert.equal(await under(1, first), undefined);
  });

  it('refuses an item under another id, of another account, of another generation', async () => {
    const [, { id, body, text } = assert.fail('no item')] = vectors.items;
    assert.equal(await openItem(owner, first, { id, body }), text);
    assert.equal(await openItem(owner, first, { id: `${id}x`, body }), undefined);
    assert.equal(await openItem({ ...owner, accountId: 'acc_other' }, first, { id, body }), undefined);
    assert.equal(await openItem(owner, { ...first, generation: 2 }, { id, body }), undefined);
    const elsewhere = headers.item(who, 1, 'notes', id);
    const key = derivations.itemKey(who, un64(vectors.accountKey), '', id);
    const moved = b64u(sealDirect(elsewhere, key, Buffer.from(text), randomBytes));
    assert.equal(await openItem(owner, first, { id, body: moved }), undefined);
  });
});

describe('attack: PRF pitfalls', () => {
  const { prf, ...wrap } = vectors.passkey;
  const of = { ...owner, generation: 1 };
  const opened = async (changes: object) => openWithPasskey(of, { ...wrap, ...changes }, bytes(prf));
  const agreed = headers.wrap(who, 1, 'prf', wrap.credentialId);

  it('never uses the output of a passkey as it is', () => assert.notEqual(wrap.kek, prf));

  it('refuses a key that the server sealed to the passkey', async () => {
    const chosen = sealAgreed(agreed, publicOf(wrap.privateJwk), randomBytes(32), randomBytes);
    assert.equal(await opened({ jwe: chosen }), undefined);
  });

  it('refuses an invalid curve point, another curve and more members in epk', async () => {
    const { privateJwk } = wrap;
    const epks = {
      'off the curve': {
        kty: 'EC',
        crv: 'P-256',
        x: b64u(Buffer.alloc(32, 1)),
        y: b64u(Buffer.alloc(32, 2)),
      },
      'at infinity': { kty: 'EC', crv: 'P-256', x: b64u(Buffer.alloc(32)), y: b64u(Buffer.alloc(32)) },
      'on X25519': publicOf(keyPair('X25519', randomBytes(32))),
      'with its private half': keyPair('P-256', randomBytes(32)),
      'with one more member': { ...publicOf(privateJwk), use: 'enc' },
      'that is none': 'x',
    };
    const [, ...rest] = wrap.jwe.split('.');
    for (const [name, epk] of Object.entries(epks)) {
      const header = b64u(JSON.stringify({ ...agreed, epk }));
      assert.equal(await opened({ jwe: [header, ...rest].join('.') }), undefined, name);
    }
  });

  it('refuses a pair whose halves do not belong together, or are written otherwise', async () => {
    const other = keyPair('P-256', randomBytes(32));
    const list = headers.recipient(who, 1, wrap.credentialId);
    const sealedList = (value: unknown) =>
      sealDirect(list, un64(wrap.listKey), Buffer.from(JSON.stringify(value)), randomBytes);
    assert.ok(await opened({ publicJwe: sealedList(publicOf(wrap.privateJwk)) }));
    for (const value of [publicOf(other), wrap.privateJwk, { ...publicOf(wrap.privateJwk), kid: 'x' }, 7]) {
      assert.equal(await opened({ publicJwe: sealedList(value) }), undefined);
    }
    const older = headers.recipient(who, 2, wrap.credentialId);
    const text = Buffer.from(JSON.stringify(publicOf(wrap.privateJwk)));
    const ofOtherGeneration = sealDirect(older, un64(wrap.listKey), text, randomBytes);
    assert.equal(await opened({ publicJwe: ofOtherGeneration }), undefined);
  });
});
