import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { fileEntry } from '../../authpage/src/vault/file-entry.ts';
import { VaultLocked } from '../../authpage/src/vault/kept.ts';
import { parseRecoveryText } from '../../authpage/src/vault/recovery-key.ts';
import { open } from '../../authpage/src/vault/sealed.ts';
import { toBase64url } from '../../authpage/src/vault/bytes.ts';
import { fileKeyText, partHeader, sealPart, vaultFileKey } from '../../authpage/src/vault/vault-file.ts';
import { bytes, goldenOwner, vectors } from './golden-file.ts';
import { derivations, fileKeyText as theirText, headers } from './independent/formats.ts';
import { openDirect } from './independent/jwe.ts';
import { un64 } from './independent/primitives.ts';
import { exportKey, owner, vaultWith } from './vault-parts.ts';

const { code, text, key, items, document } = vectors.file;
const who = { iss: vectors.iss, sub: vectors.sub };
const AT = document.exportedAt;

describe('the vectors of docs/vault-export.md', () => {
  it('give our key of a file, as its owner keeps it; no recovery key is taken for one', async () => {
    assert.equal(await fileKeyText(bytes(code)), text);
    assert.equal(await parseRecoveryText(text), undefined);
    const file = await vaultFileKey(goldenOwner, bytes(code), AT);
    assert.deepEqual([file.name, toBase64url(file.key)], [document.file, key]);
  });

  it('open with our headers, each part in its place alone', async () => {
    const file = await vaultFileKey(goldenOwner, bytes(code), AT);
    const read: unknown[] = [];
    for (const [part, jwe] of document.parts.entries()) {
      const at = (place: object, changes: object = {}, whose = goldenOwner) =>
        open(jwe, bytes(key), partHeader(whose, { ...file, ...changes }, { part, of: 2, ...place }));
      const opened = (await at({})) ?? assert.fail(`part ${part}`);
      read.push(...JSON.parse(Buffer.from(opened).toString()));
      const others = [
        at({ part: 1 - part }),
        at({ of: 3 }),
        at({}, { name: 'A'.repeat(22) }),
        at({}, { atSeconds: AT + 1 }),
        at({}, {}, { ...goldenOwner, issuer: 'https://id.example.org' }),
        at({}, {}, { ...goldenOwner, accountId: 'acc_other' }),
      ];
      assert.deepEqual(
        (await Promise.all(others)).map((other) => other !== undefined),
        others.map(() => false),
      );
    }
    assert.deepEqual(read, items);
  });

  it('are what the independent implementation opens of ours', async () => {
    const file = await vaultFileKey(goldenOwner, bytes(code), AT);
    const entry = fileEntry({ id: 'x', createdAtSeconds: 1, updatedAtSeconds: 2 }, '{"title":"ŷ"}');
    const jwe = await sealPart(goldenOwner, file, { part: 0, of: 1 }, [entry]);
    const header = headers.file(who, document.file, AT, 0, 1);
    const opened = openDirect(jwe, header, derivations.file(who, un64(code)).key);
    const expected = [{ id: 'x', createdAt: 1, updatedAt: 2, item: { title: 'ŷ' } }];
    assert.deepEqual(JSON.parse(opened.toString()), expected);
    assert.equal(theirText(un64(code)), text);
  });
});

describe('the vault as a file', () => {
  const at = { createdAtSeconds: 1, updatedAtSeconds: 2 };
  const begun = async () => {
    const vault = await vaultWith({ chosen: exportKey() });
    await vault.make({ ...owner, generation: 1 });
    const { body } = await vault['seal-item']({ ...owner, id: 'a', text: 'one' });
    return {
      vault,
      entry: { ...at, id: 'a', body },
      ...(await vault['new-file']({ ...owner, atSeconds: AT })),
    };
  };

  it('leaves out what no open key fits, and says how many; opens what older keys sealed', async () => {
    const { vault, entry, text: typed, name } = await begun();
    await vault.replace({ ...owner, passkeys: [] });
    const entries = [entry, { ...entry, id: 'moved' }];
    const { jwe, unopened } = await vault['seal-file']({ ...owner, part: 0, of: 1, entries });
    assert.equal(unopened, 1);
    const mine = { iss: owner.issuer, sub: owner.accountId };
    const { file, key: fileKey } = derivations.file(mine, codeOf(typed));
    assert.equal(file, name);
    const opened = openDirect(jwe, headers.file(mine, name, AT, 0, 1), fileKey);
    assert.deepEqual(JSON.parse(opened.toString()), [{ id: 'a', createdAt: 1, updatedAt: 2, item: 'one' }]);
  });

  it('has another key each time, which is gone from memory with its last part', async () => {
    const { vault, entry, text: first } = await begun();
    const { text: second } = await vault['new-file']({ ...owner, atSeconds: AT });
    assert.notEqual(first, second);
    const part = { ...owner, part: 0, of: 1, entries: [entry] };
    await vault['seal-file'](part);
    await assert.rejects(vault['seal-file'](part), VaultLocked);
  });

  it('is of nobody else, needs an open vault, and has limits', async () => {
    const { vault, entry } = await begun();
    const seal = (changes: object) =>
      vault['seal-file']({ ...owner, part: 0, of: 2, entries: [entry], ...changes });
    await assert.rejects(seal({ accountId: 'acc_other' }), VaultLocked);
    await assert.rejects(seal({ part: 2 }), RangeError);
    await assert.rejects(seal({ part: -1 }), RangeError);
    await assert.rejects(seal({ of: 100_001 }), RangeError);
    await assert.rejects(seal({ entries: Array.from({ length: 1001 }, () => entry) }), RangeError);
    const shut = await vaultWith({ proved: randomBytes(64) });
    await assert.rejects(shut['new-file']({ ...owner, atSeconds: AT }), VaultLocked);
  });
});

/** As somebody types it, by another hand than the page. */
function codeOf(typed: string): Buffer {
  const number = [...typed.replaceAll('-', '')].reduce(
    (sum, character) => sum * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(character)),
    0n,
  );
  return Buffer.from(number.toString(16).padStart(50, '0').slice(0, 40), 'hex');
}
