import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileKeyText, vaultFileKey } from '../../authpage/src/vault/vault-file.ts';
import { goldenOwner, vectors } from './golden-file.ts';
import { openVaultFile, SCRIPT } from './open-vault-file.ts';

const { document, text, items } = vectors.file;
const [first = '', second = ''] = document.parts;
const LINES_MAX = 60;

describe('a file of the vault, and the script that opens it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-vault-file-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const opened = async (content: string, typed = text) => {
    const path = join(folder, 'vault.json');
    writeFileSync(path, content);
    return openVaultFile(path, typed);
  };

  it('is a script of at most 60 lines that imports nothing but Node.js itself', () => {
    const source = readFileSync(SCRIPT, 'utf8');
    assert.ok(source.trimEnd().split('\n').length <= LINES_MAX);
    const imported = [...source.matchAll(/\bfrom '([^']+)'|\bimport\(/g)].map(([, name]) => name);
    assert.ok(imported.length > 0);
    assert.deepEqual(
      imported.filter((name) => !name?.startsWith('node:')),
      [],
    );
    assert.doesNotMatch(source, /node:(?:https?|net|tls|dgram)|\bfetch\(/);
  });

  for (const [how, typed] of [
    ['as it is shown', text],
    [
      'as somebody types it',
      ` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')}`,
    ],
  ] as const) {
    it(`opens with its key, ${how}`, async () => {
      const { code, stdout, stderr } = await opened(JSON.stringify(document), typed);
      assert.deepEqual([code, stderr], [0, '']);
      assert.deepEqual(JSON.parse(stdout), items);
    });
  }

  it('that is not encrypted is printed, with a word on that', async () => {
    const { parts: _parts, file: _file, ...plain } = document;
    const { code, stdout, stderr } = await opened(JSON.stringify({ ...plain, items }));
    assert.deepEqual([code, JSON.parse(stdout)], [0, items]);
    assert.match(stderr, /^This file is not encrypted: [^\n]+\n$/);
  });

  const moved = (changes: object) => JSON.stringify({ ...document, ...changes });
  const flipped = first.replace(/.(?=\.[^.]+$)/, (last) => (last === 'A' ? 'B' : 'A'));
  /** The last character of a tag has bits that mean nothing: they are compared too. */
  const respelled = first.replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
  const CHANGED = /^This file was changed: [^\n]+\n$/;
  const OTHER_KEY = 'This is not the key of this file.\n';
  const refused: readonly (readonly [string, string, string | RegExp])[] = [
    ['a later version', moved({ v: 2 }), 'This file is of a version that this script does not know.\n'],
    ['no version', moved({ v: undefined }), 'This file is of a version that this script does not know.\n'],
    ['another format', moved({ format: 'other' }), 'This is no file of a vault.\n'],
    ['no object', 'null', 'This is no file of a vault.\n'],
    ['half a file', moved({}).slice(0, 300), /^[^\n]+JSON[^\n]+\n$/],
    ['a flipped bit', moved({ parts: [flipped, second] }), CHANGED],
    ['another spelling', moved({ parts: [respelled, second] }), CHANGED],
    ['parts in another order', moved({ parts: [second, first] }), CHANGED],
    ['a part left out', moved({ parts: [first] }), CHANGED],
    ['a part twice', moved({ parts: [first, first] }), CHANGED],
    ['a part too many', moved({ parts: [first, second, second] }), CHANGED],
    ['no parts', moved({ parts: [] }), CHANGED],
    ['a part that is none', moved({ parts: [first, 7] }), CHANGED],
    ['another day', moved({ exportedAt: document.exportedAt + 1 }), CHANGED],
    ['another issuer', moved({ iss: 'https://id.example.org' }), CHANGED],
    ['another account', moved({ sub: 'acc_other' }), OTHER_KEY],
    ['the name of another file', moved({ file: 'A'.repeat(22) }), OTHER_KEY],
  ];
  for (const [name, content, line] of refused) {
    it(`JIRO-R09 refuses ${name} in one line`, async () => {
      const { code, stdout, stderr } = await opened(content);
      assert.deepEqual([code, stdout], [1, '']);
      if (typeof line === 'string') assert.equal(stderr, line);
      else assert.match(stderr, line);
    });
  }

  it('refuses a key of another file, a slip of the pen, a recovery key and no key', async () => {
    const other = new Uint8Array(20).fill(7);
    assert.notEqual((await vaultFileKey(goldenOwner, other, 0)).name, document.file);
    const slip = text.replace(/^./, (one) => (one === '7' ? '8' : '7'));
    for (const [typed, line] of [
      [await fileKeyText(other), OTHER_KEY],
      [slip, 'That is no such key: a character is off.\n'],
      [vectors.recovery.text, 'That is no such key: a character is off.\n'],
      ['', 'That is no such key: a character is off.\n'],
    ] as const) {
      assert.deepEqual(await opened(JSON.stringify(document), typed), { code: 1, stdout: '', stderr: line });
    }
  });
});
