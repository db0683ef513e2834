import assert from 'node:assert/strict';
import { createDecipheriv, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { readKeys, type ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { type Reason, Refused } from '../../clients/typescript/refused.ts';
import { openItem, sealItem } from '../../clients/typescript/seal.ts';
import { encrypted, jwkOf, NOW, SCOPE } from './server-half.ts';

const older = jwkOf(SCOPE, NOW - 5_000);
const current = jwkOf(SCOPE);
const members = ['kty', 'alg', 'k', 'kid', 'scope'];
const read = await readKeys({ [SCOPE]: current }, { [SCOPE]: [older] }, { members });
const key: ScopedKey = read.get(SCOPE) ?? assert.fail();
const bytesOf = ({ k }: { readonly k: string }) => Buffer.from(k, 'base64url');
const utf8 = (text: string) => new TextEncoder().encode(text);
const header = { alg: 'dir', enc: 'A256GCM', v: 1, kid: current.kid, id: 'note-1' };

const refused = (opening: Promise<unknown>, reason: Reason) =>
  assert.rejects(opening, (error) => error instanceof Refused && error.reason === reason);

describe('what an app seals into the vault', () => {
  it('FP-R02 JIRO-R13 comes out bit by bit, and never looks the same twice', async () => {
    for (const content of [
      new Uint8Array(),
      Uint8Array.from({ length: 256 }, (_, at) => at),
      randomBytes(60_000),
    ]) {
      const body = await sealItem(key, { id: 'note-1', content });
      const opened = await openItem(key, { id: 'note-1', body });
      assert.deepEqual(Buffer.from(opened.content), Buffer.from(content));
      assert.equal(opened.renew, false);
      assert.notDeepEqual(body, await sealItem(key, { id: 'note-1', content }));
    }
  });

  it('is what its description says, to Node itself', async () => {
    const body = Buffer.from(await sealItem(key, { id: 'note-1', content: utf8('rest') })).toString();
    const [head = '', none, iv = '', sealed = '', tag = ''] = body.split('.');
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), header);
    assert.equal(none, '');
    const decipher = createDecipheriv('aes-256-gcm', bytesOf(current), Buffer.from(iv, 'base64url'));
    decipher.setAAD(Buffer.from(head)).setAuthTag(Buffer.from(tag, 'base64url'));
    assert.equal(
      decipher.update(Buffer.from(sealed, 'base64url')).toString() + decipher.final('utf8'),
      'rest',
    );
  });

  it('opens with an older key, and says that it is to be sealed anew', async () => {
    const body = utf8(encrypted({ ...header, kid: older.kid }, bytesOf(older), 'old'));
    const { content, renew } = await openItem(key, { id: 'note-1', body });
    assert.deepEqual([Buffer.from(content).toString(), renew], ['old', true]);
  });

  const cases: readonly (readonly [name: string, body: string, reason: Reason])[] = [
    ['of another id', encrypted({ ...header, id: 'note-2' }, bytesOf(current), 'x'), 'foreign'],
    ['under an unknown key', encrypted({ ...header, kid: 'other' }, bytesOf(current), 'x'), 'foreign'],
    [
      'under the name of another key',
      encrypted({ ...header, kid: older.kid }, bytesOf(current), 'x'),
      'unreadable',
    ],
    ['of another version', encrypted({ ...header, v: 2 }, bytesOf(current), 'x'), 'malformed'],
    ['with zip', encrypted({ ...header, zip: 'DEF' }, bytesOf(current), 'x'), 'malformed'],
    ['with another alg', encrypted({ ...header, alg: 'A256KW' }, bytesOf(current), 'x'), 'malformed'],
    ['without an id', encrypted({ ...header, id: undefined }, bytesOf(current), 'x'), 'malformed'],
    ['that is no JWE', 'x', 'malformed'],
  ];
  for (const [name, body, reason] of cases)
    it(`refuses an item ${name}`, () => refused(openItem(key, { id: 'note-1', body: utf8(body) }), reason));

  it('JIRO-R09 refuses every flipped bit', async () => {
    const body = await sealItem(key, { id: 'note-1', content: utf8('note') });
    for (const [at] of body.entries()) {
      const flipped = Uint8Array.from(body, (byte, index) => (index === at ? byte ^ 1 : byte));
      await assert.rejects(openItem(key, { id: 'note-1', body: flipped }), Refused, String(at));
    }
  });
});
