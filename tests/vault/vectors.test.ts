import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as ours from '../../authpage/src/vault/account-key.ts';
import { toBase64url } from '../../authpage/src/vault/bytes.ts';
import { deliver, partyV } from '../../authpage/src/vault/delivery.ts';
import { importDeviceKey, openOnDevice, sealForDevice } from '../../authpage/src/vault/device-wrap.ts';
import { frame } from '../../authpage/src/vault/derive.ts';
import { openItem, sealItem } from '../../authpage/src/vault/items.ts';
import { openWithPasskey, prfSalt, sealForPasskey } from '../../authpage/src/vault/passkey-wrap.ts';
import { parseRecoveryText, recoveryText, splitRecoveryCode } from '../../authpage/src/vault/recovery-key.ts';
import { newRecovery, openRecovery } from '../../authpage/src/vault/recovery-wrap.ts';
import { scopedKey } from '../../authpage/src/vault/scoped-keys.ts';
import { openPassword, openSuccessor, openWrap, sealWrap } from '../../authpage/src/vault/wraps.ts';
import { openDelivery } from './app.ts';
import { bytes, goldenOwner as owner, orderOf, vectors } from './golden-file.ts';
import { derivations, headers, recoveryText as theirText } from './independent/formats.ts';
import { golden } from './independent/golden.ts';
import { openAgreed, openDirect } from './independent/jwe.ts';
import { keyPair, un64 } from './independent/primitives.ts';

const who = { iss: vectors.iss, sub: vectors.sub };
const first = { generation: 1, key: bytes(vectors.accountKey) };
const second = { generation: 2, key: bytes(vectors.newerAccountKey) };
const named = (name: string) => vectors.wraps.find((wrap) => wrap.name === name) ?? assert.fail(name);

describe('the vectors of docs/scoped-keys.md', () => {
  it('are what the independent implementation writes today', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(golden())), vectors);
  });

  it('JIRO-R08 CF-02 give our frames and derivations', async () => {
    for (const { parts, framedHex } of vectors.frames) {
      assert.equal(Buffer.from(frame(...parts)).toString('hex'), framedHex);
    }
    assert.equal(await ours.keyProof(owner, first), vectors.keyProof);
    assert.equal(toBase64url(await ours.exportKek(owner, bytes(vectors.exportKey))), named('opaque').kek);
    assert.equal(toBase64url(await ours.olderKek(owner, second, 1)), named('successor').kek);
    const { credentialId, prf, kek, listKey, salt } = vectors.passkey;
    assert.equal(toBase64url(await ours.prfKek(owner, credentialId, bytes(prf))), kek);
    assert.equal(toBase64url(await ours.recipientsKey(owner, first)), listKey);
    assert.equal(toBase64url(await prfSalt()), salt);
    for (const { id, key } of vectors.items) {
      assert.equal(toBase64url(await ours.itemKey(owner, first, { collection: '', id })), key);
    }
  });

  it('open with our wraps: password, bridge, successor', async () => {
    const opaque = named('opaque').jwe;
    const [earlier, later] = await Promise.all(
      [vectors.exportKey, vectors.laterExportKey].map((key) => ours.exportKek(owner, bytes(key))),
    );
    assert.ok(earlier && later);
    const of = { ...owner, generation: 1 };
    assert.deepEqual(await openPassword(earlier, { opaque, bridges: [] }, of), first.key);
    const bridges = [named('bridge').jwe];
    assert.deepEqual(await openPassword(later, { opaque, bridges }, of), first.key);
    assert.equal(await openPassword(later, { opaque, bridges: [] }, of), undefined);
    const successor = named('successor').jwe;
    assert.deepEqual(await openSuccessor(owner, { successor, generation: 1 }, second), first);
  });

  it('give our recovery key, which opens as its owner types it', async () => {
    const { text, lookup, proof, kek, jwe } = vectors.recovery;
    const code = bytes(vectors.recovery.code);
    assert.equal(await recoveryText(code), text);
    const split = await splitRecoveryCode(code, owner.accountId);
    assert.deepEqual(
      [split.lookup, split.proof, split.kek].map((part) => toBase64url(part)),
      [lookup, proof, kek],
    );
    assert.deepEqual(await openRecovery(code, { ...owner, generation: 1, jwe }), first.key);
    const sloppy = ` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')}\n`;
    assert.deepEqual(await parseRecoveryText(sloppy), code);
  });

  it('open in the browser of a device', async () => {
    const { deviceId: id, deviceKey, ...wrap } = vectors.device;
    const device = { id, key: await importDeviceKey(bytes(deviceKey)) };
    assert.deepEqual(await openOnDevice({ ...owner, generation: 1 }, wrap, device), first);
  });

  it('open with our passkey and items', async () => {
    const { prf, ...wrap } = vectors.passkey;
    assert.deepEqual(await openWithPasskey({ ...owner, generation: 1 }, wrap, bytes(prf)), first);
    for (const { id, text, body } of vectors.items) {
      assert.equal(await openItem(owner, first, { id, body }), text);
    }
  });

  it('give our scoped keys and what ties them to a transaction', async () => {
    for (const { keyGroup, sinceSeconds, jwk, ...scope } of vectors.scopedKeys) {
      const held = { ...first, sinceSeconds };
      assert.deepEqual(await scopedKey(owner, held, { keyGroup, format: 'tacet' }, scope), jwk);
    }
    for (const delivery of vectors.deliveries) assert.equal(await partyV(delivery), delivery.apv);
  });

  it('open in an app on jose, and in one on nothing', async () => {
    for (const { format, jwe, privateJwk, header, bundle, ...rest } of vectors.deliveries) {
      assert.deepEqual(JSON.parse(openAgreed(jwe, header, privateJwk).toString()), bundle);
      if (format === 'mozilla') continue;
      assert.deepEqual(await openDelivery(jwe, { ...rest, issuer: vectors.iss, privateJwk }), bundle);
    }
  });
});

describe('what we seal opens for the independent implementation', () => {
  it('wraps under a key-encryption key', async () => {
    const kek = bytes(vectors.passkey.kek);
    for (const [kind, ref] of [
      ['opaque', ''],
      ['bridge', ''],
      ['successor', '7'],
    ] as const) {
      const jwe = await sealWrap(first.key, kek, { ...owner, generation: 3, kind, ref });
      const opened = openDirect(jwe, headers.wrap(who, 3, kind, ref), Buffer.from(kek));
      assert.deepEqual(opened, Buffer.from(first.key));
      assert.deepEqual(await openWrap(jwe, kek, { ...owner, generation: 3, kind, ref }), first.key);
    }
  });

  it('recovery keys', async () => {
    const { text, recovery } = await newRecovery(owner, first);
    const code = Buffer.from((await parseRecoveryText(text)) ?? assert.fail('its own text'));
    assert.equal(theirText(code), text);
    const theirs = derivations.recovery(who, code);
    assert.deepEqual([theirs.lookup, theirs.proof], [un64(recovery.lookup), un64(recovery.proof)]);
    const header = headers.wrap(who, 1, 'recovery', recovery.lookup);
    assert.deepEqual(openDirect(recovery.jwe, header, theirs.kek), Buffer.from(first.key));
  });

  it('passkeys: the key pair, the list and the account key', async () => {
    const { credentialId, prf } = vectors.passkey;
    const wrap = await sealForPasskey(owner, first, { credentialId, prf: bytes(prf) });
    const kek = derivations.prfKek(who, credentialId, un64(prf));
    const pair = JSON.parse(openDirect(wrap.privateJwe, headers.prfKey(who, credentialId), kek).toString());
    assert.deepEqual(Object.keys(pair), ['kty', 'crv', 'x', 'y', 'd']);
    assert.deepEqual(keyPair('P-256', un64(pair.d)), pair);
    const opened = openAgreed(wrap.jwe, headers.wrap(who, 1, 'prf', credentialId), pair);
    assert.deepEqual(opened, Buffer.from(first.key));
    const listKey = derivations.listKey(who, un64(vectors.accountKey));
    const listed = openDirect(wrap.publicJwe, headers.recipient(who, 1, credentialId), listKey);
    const { d: _, ...point } = pair;
    assert.deepEqual(JSON.parse(listed.toString()), point);
  });

  it('wraps of a device', async () => {
    const { deviceId: id, deviceKey } = vectors.device;
    const device = { id, key: await importDeviceKey(bytes(deviceKey)) };
    const { share, jwe } = await sealForDevice(owner, first, device);
    const kek = derivations.deviceKek(who, un64(deviceKey), id, un64(share));
    assert.deepEqual(openDirect(jwe, headers.wrap(who, 1, 'device', id), kek), Buffer.from(first.key));
  });

  it('vault items', async () => {
    const body = await sealItem(owner, first, { id: 'x', text: 'ŷ' });
    const key = derivations.itemKey(who, un64(vectors.accountKey), '', 'x');
    const opened = openDirect(un64(body).toString(), headers.item(who, 1, '', 'x'), key);
    assert.equal(opened.toString(), 'ŷ');
  });

  for (const delivery of vectors.deliveries) {
    it(`deliveries: ${delivery.format}, ${delivery.privateJwk.crv}`, async () => {
      const current = { ...second, sinceSeconds: 1_780_500_000 };
      const older = [{ ...first, sinceSeconds: 1_770_000_000 }];
      const keys = { current, older, nowSeconds: 1_790_000_000 };
      const jwe = await deliver(owner, orderOf(delivery), keys);
      const opened = openAgreed(jwe, delivery.header, delivery.privateJwk);
      assert.deepEqual(JSON.parse(opened.toString()), delivery.bundle);
    });
  }
});
