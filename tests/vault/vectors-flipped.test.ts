import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportKek } from '../../authpage/src/vault/account-key.ts';
import { importDeviceKey, openOnDevice } from '../../authpage/src/vault/device-wrap.ts';
import { openItem } from '../../authpage/src/vault/items.ts';
import { openWithPasskey } from '../../authpage/src/vault/passkey-wrap.ts';
import { parseRecoveryText } from '../../authpage/src/vault/recovery-key.ts';
import { openRecovery } from '../../authpage/src/vault/recovery-wrap.ts';
import { open as openJwe } from '../../authpage/src/vault/sealed.ts';
import { partHeader, vaultFileKey } from '../../authpage/src/vault/vault-file.ts';
import { openPassword, openSuccessor } from '../../authpage/src/vault/wraps.ts';
import { openDelivery } from './app.ts';
import { bytes, goldenOwner as owner, vectors } from './golden-file.ts';
import { openAgreed } from './independent/jwe.ts';

const of = { ...owner, generation: 1 };
const first = { generation: 1, key: bytes(vectors.accountKey) };
const named = (name: string) => vectors.wraps.find((wrap) => wrap.name === name)?.jwe ?? assert.fail(name);
const kek = (key: string) => exportKek(owner, bytes(key));
const { prf, ...passkey } = vectors.passkey;
const { document } = vectors.file;
const [filePart = assert.fail('no part')] = document.parts;
const [, item = assert.fail('no item')] = vectors.items;
const [delivery = assert.fail('no delivery')] = vectors.deliveries;

const goldenDevice = async () => ({
  id: vectors.device.deviceId,
  key: await importDeviceKey(bytes(vectors.device.deviceKey)),
});

/** Each sealed thing of the vectors, and what opens it. */
const sealed: Readonly<Record<string, readonly [string, (jwe: string) => Promise<unknown>]>> = {
  opaque: [
    named('opaque'),
    async (opaque) => openPassword(await kek(vectors.exportKey), { opaque, bridges: [] }, of),
  ],
  bridge: [
    named('bridge'),
    async (bridge) =>
      openPassword(await kek(vectors.laterExportKey), { opaque: named('opaque'), bridges: [bridge] }, of),
  ],
  recovery: [vectors.recovery.jwe, (jwe) => openRecovery(bytes(vectors.recovery.code), { ...of, jwe })],
  successor: [
    named('successor'),
    (successor) =>
      openSuccessor(
        owner,
        { successor, generation: 1 },
        { generation: 2, key: bytes(vectors.newerAccountKey) },
      ),
  ],
  device: [
    vectors.device.jwe,
    async (jwe) => openOnDevice(of, { share: vectors.device.share, jwe }, await goldenDevice()),
  ],
  passkey: [passkey.jwe, (jwe) => openWithPasskey(of, { ...passkey, jwe }, bytes(prf))],
  'private key of a passkey': [
    passkey.privateJwe,
    (privateJwe) => openWithPasskey(of, { ...passkey, privateJwe }, bytes(prf)),
  ],
  'list of passkeys': [
    passkey.publicJwe,
    (publicJwe) => openWithPasskey(of, { ...passkey, publicJwe }, bytes(prf)),
  ],
  item: [
    item.jwe,
    (jwe) => openItem(owner, first, { id: item.id, body: Buffer.from(jwe).toString('base64url') }),
  ],
  'part of a file': [
    filePart,
    async (jwe) => {
      const file = await vaultFileKey(owner, bytes(vectors.file.code), document.exportedAt);
      return openJwe(jwe, file.key, partHeader(owner, file, { part: 0, of: document.parts.length }));
    },
  ],
  'delivery, in an app on jose': [
    delivery.jwe,
    (jwe) => openDelivery(jwe, { ...delivery, issuer: vectors.iss }).catch(() => undefined),
  ],
  'delivery, in an app on nothing': [
    delivery.jwe,
    async (jwe) => {
      try {
        return openAgreed(jwe, delivery.header, delivery.privateJwk);
      } catch {
        return undefined;
      }
    },
  ],
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('JIRO-R09 a flipped bit', () => {
  for (const [name, [jwe, open]] of Object.entries(sealed)) {
    it(`in any character of every part is refused: ${name}`, async () => {
      assert.notEqual(await open(jwe), undefined);
      for (const [at, character] of [...jwe].entries()) {
        if (character === '.') continue;
        // The last character of a part has bits that mean nothing: they are all tried.
        const last = jwe[at + 1] === '.' || at === jwe.length - 1;
        for (const bit of last ? [1, 2, 4, 8, 16, 32] : [1 << (at % 6)]) {
          const flipped = ALPHABET[ALPHABET.indexOf(character) ^ bit] ?? assert.fail('no character');
          const damaged = `${jwe.slice(0, at)}${flipped}${jwe.slice(at + 1)}`;
          assert.equal(await open(damaged), undefined, `bit ${bit} of character ${at}`);
        }
      }
    });

    it(`or what is cut off, put before, behind or between is refused: ${name}`, async () => {
      const parts = jwe.split('.');
      const damaged = [
        '',
        '....',
        jwe.slice(0, -1),
        jwe.slice(1),
        `${jwe}.`,
        `${jwe} `,
        ` ${jwe}`,
        `${jwe}=`,
        parts.slice(0, 4).join('.'),
        parts.with(1, 'AAAA').join('.'),
        parts.with(2, '').join('.'),
        parts.with(4, '').join('.'),
        parts.with(4, parts[4]?.slice(0, 16) ?? '').join('.'),
        jwe.replaceAll('-', '+').replaceAll('_', '/'),
      ].filter((each) => each !== jwe);
      for (const each of damaged) assert.equal(await open(each), undefined, each.slice(0, 40));
    });
  }

  it('or another character of a typed recovery key is noticed', async () => {
    const { text } = vectors.recovery;
    const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (const [at, character] of [...text].entries()) {
      if (character === '-') continue;
      const other = crockford[(crockford.indexOf(character) + 1) % 32] ?? '';
      assert.equal(await parseRecoveryText(text.slice(0, at) + other + text.slice(at + 1)), undefined);
    }
    for (const typed of ['', text.slice(1), `${text}0`, text.replace(/.$/, 'U'), 'A'.repeat(1000)]) {
      assert.equal(await parseRecoveryText(typed), undefined, typed.slice(0, 50));
    }
  });
});
