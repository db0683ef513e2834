import assert from 'node:assert/strict';
import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

/** `node open.ts FILE` asks for the key of a file of the vault and prints what is in it (docs/vault-export.md). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const b64u = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64url');
const bytesOf = (text: string) => Buffer.from(text, 'base64url');
const none = Buffer.alloc(0);

process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exit(1);
});
assert(process.argv[2], 'Which file? node open.ts FILE');
const file = JSON.parse(readFileSync(process.argv[2], 'utf8'));
assert(file?.format === 'tacet-vault-export', 'This is no file of a vault.');
assert(file.v === 1, 'This file is of a version that this script does not know.');
if (file.items) console.error('This file is not encrypted: nothing shows who wrote it.');
console.log(JSON.stringify(file.items ?? opened(codeOf(await typed('Key of this file: '))), null, 2));

function opened(code: Buffer): unknown[] {
  const { v, iss, sub, file: name, exportedAt, parts } = file;
  const derive = (info: string, length: number) => Buffer.from(hkdfSync('sha256', code, sub, info, length));
  const key = derive('vault-file/key/v1', 32);
  assert(b64u(derive('vault-file/id/v1', 16)) === name, 'This is not the key of this file.');
  assert(parts?.length > 0, 'This file was changed: it has no parts.');
  return parts.flatMap((jwe: string, part: number) => {
    const bound = { typ: 'vault-file+jwe', v, iss, sub, file: name, exportedAt, part, of: parts.length };
    const header = b64u(JSON.stringify({ alg: 'dir', enc: 'A256GCM', ...bound }));
    const [iv = none, text = none, tag = none] = String(jwe).split('.').slice(2).map(bytesOf);
    try {
      // In its own place and its one spelling: compared before anything is decrypted.
      assert.equal([header, '', b64u(iv), b64u(text), b64u(tag)].join('.'), jwe);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(header)).setAuthTag(tag);
      return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString());
    } catch {
      throw new Error(`This file was changed: part ${part + 1} of ${parts.length} does not open.`);
    }
  });
}

/** 20 bytes and 5 of checksum: in either case, blanks and hyphens anywhere, I and L for 1, O for 0. */
function codeOf(text: string): Buffer {
  const letters = text.toUpperCase().replace(/[IL]/g, '1').replaceAll('O', '0').match(/\w/g) ?? [];
  const number = letters.reduce((sum, letter) => sum * 32n + BigInt(LETTERS.indexOf(letter)), 0n);
  const bytes = Buffer.from(number.toString(16).padStart(50, '0'), 'hex');
  const code = bytes.subarray(0, 20);
  const sum = createHash('sha256').update('tacet vault file key v1').update(code).digest().subarray(0, 5);
  assert(letters.length === 40 && sum.equals(bytes.subarray(20)), 'That is no such key: a character is off.');
  return code;
}

async function typed(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const nothing = new Promise<string>((done) => lines.once('close', () => done('')));
  return Promise.race([lines.question(question), nothing]).finally(() => lines.close());
}
