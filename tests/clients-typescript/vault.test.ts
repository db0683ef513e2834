import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, type Api } from '../../clients/typescript/api.ts';
import { decoded, encoded } from '../../clients/typescript/bytes.ts';
import { caller, CallRefused } from '../../clients/typescript/call.ts';
import { readKeys, type ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { openItem, sealItem } from '../../clients/typescript/seal.ts';
import { openVault, type Vault } from '../vault/entries-world.ts';
import { jwkOf, SCOPE } from './server-half.ts';

const members = ['kty', 'alg', 'k', 'kid', 'scope'];
const utf8 = (text: string) => new TextEncoder().encode(text);
const NOTE = 'nobody else reads this';

describe('the typed client at the vault', () => {
  let at: Vault;
  let vault: Api;
  let key: ScopedKey;
  before(async () => {
    at = await openVault();
    const { token } = await at.app();
    const fetch: typeof globalThis.fetch = (input, init) => {
      const { pathname, search } = new URL(String(input));
      return at.fetch(pathname + search, init);
    };
    const authorize = () => ({ Authorization: `Bearer ${token}` });
    vault = api(caller({ issuer: 'https://id.example', authorize, fetch }));
    const keys = await readKeys({ [SCOPE]: jwkOf(SCOPE) }, undefined, { members });
    key = keys.get(SCOPE) ?? assert.fail();
  });
  after(() => at.close());

  const sealed = (id: string) => sealItem(key, { id, content: utf8(NOTE) });
  const opened = async (id: string, body: Uint8Array) =>
    new TextDecoder().decode((await openItem(key, { id, body })).content);

  it('FP-R01 FP-R04 JIRO-R13 keeps what was sealed, lists it and gives it back, and never sees it', async () => {
    const made = await vault.writeVaultItem({ id: 'one', ifNoneMatch: '*', body: await sealed('one') });
    assert.equal(made.status, 201);
    const read = await vault.readVaultItem({ id: 'one' });
    assert.deepEqual([read.etag, read.headers.get('Envelope-Version')], [made.etag, '1']);
    assert.equal(await opened('one', read.data), NOTE);
    const known = await vault.readVaultItem({ id: 'one', ifNoneMatch: made.etag });
    assert.deepEqual([known.status, known.data.length], [304, 0]);

    const listed = (await vault.listVaultItems({ since: 0, limit: 10 })).data;
    const [item] = listed.items;
    assert.equal(await opened('one', decoded(item?.body ?? '') ?? new Uint8Array()), NOTE);
    assert.equal(Buffer.from(read.data).includes(NOTE), false);
    const again = await vault.listVaultItems({ since: listed.next, forgotten: listed.forgotten });
    assert.deepEqual(again.data.items, []);
  });

  it('has one winner, and tells the other', async () => {
    const { etag } = await vault.readVaultItem({ id: 'one' });
    const write = async () => vault.writeVaultItem({ id: 'one', ifMatch: etag, body: await sealed('one') });
    assert.equal((await write()).status, 200);
    await assert.rejects(write, (error) => error instanceof CallRefused && error.status === 412);
    const body = await sealed('one');
    await assert.rejects(
      vault.writeVaultItem({ id: 'one', body }),
      (error) => error instanceof CallRefused && error.status === 428,
    );
  });

  it('writes several at once, keeps blobs, and deletes', async () => {
    const operations = [{ op: 'put', id: 'two', body: encoded(await sealed('two')), if_match: 0 }] as const;
    const { results } = (await vault.writeVaultBatch({ body: { operations } })).data;
    assert.deepEqual(
      results.map(({ id, status }) => [id, status]),
      [['two', 201]],
    );
    const blob = await vault.writeVaultBlob({ id: 'blob', ifNoneMatch: '*', body: new Uint8Array([0, 255]) });
    assert.deepEqual([...(await vault.readVaultBlob({ id: 'blob' })).data], [0, 255]);
    assert.equal((await vault.listVaultBlobs()).data.blobs[0]?.bytes, 2);
    assert.equal((await vault.deleteVaultBlob({ id: 'blob', ifMatch: blob.etag })).status, 204);
    for (const id of ['..', '.']) assert.throws(() => void vault.deleteVaultItem({ id }), RangeError);
    assert.equal((await vault.readVault()).data.items, 2);
    assert.equal((await vault.emptyVault()).status, 204);
    assert.equal((await vault.readVault()).data.items, 0);
  });
});
