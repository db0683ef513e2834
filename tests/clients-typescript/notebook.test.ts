import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, type Api } from '../../clients/typescript/api.ts';
import { caller } from '../../clients/typescript/call.ts';
import { readKeys, type ScopedKey } from '../../clients/typescript/key-bundle.ts';
import { EXIT, Failure } from '../../examples/cli-vault/failure.ts';
import { openNotebook } from '../../examples/cli-vault/notebook.ts';
import { openVault, type Vault } from '../vault/entries-world.ts';
import { jwkOf, SCOPE } from './server-half.ts';

const members = ['kty', 'alg', 'k', 'kid', 'scope'];

describe('the notebook of examples/cli-vault', () => {
  let at: Vault;
  let vault: Api;
  let key: ScopedKey;
  before(async () => {
    at = await openVault({ TACET_VAULT_QUOTA_MEGABYTES: '1' });
    const { token } = await at.app();
    const fetch: typeof globalThis.fetch = (input, init) => {
      const { pathname, search } = new URL(String(input));
      return at.fetch(pathname + search, init);
    };
    const authorize = () => ({ Authorization: `Bearer ${token}` });
    vault = api(caller({ issuer: 'https://id.example', authorize, fetch }));
    key = (await readKeys({ [SCOPE]: jwkOf(SCOPE) }, undefined, { members })).get(SCOPE) ?? assert.fail();
  });
  after(() => at.close());

  const failed = (words: RegExp) => (error: unknown) =>
    error instanceof Failure && error.exit === EXIT.failed && words.test(error.message);

  it('shows what opens beside what does not, and touches nothing of the latter', async () => {
    const notebook = openNotebook(vault, key);
    const id = await notebook.add('mine');
    await vault.writeVaultItem({ id: 'foreign', ifNoneMatch: '*', body: new Uint8Array([1, 2, 3]) });
    const read = await notebook.read();
    assert.deepEqual(
      read.map((entry) => [entry.id, entry.note?.title]),
      [
        [id, 'mine'],
        ['foreign', undefined],
      ],
    );
    for (const act of [
      notebook.find('foreign'),
      notebook.remove('foreign'),
      notebook.change('foreign', (n) => n),
    ])
      await assert.rejects(act, failed(/No key that came opens this note/));
    await assert.rejects(notebook.find(''), failed(/Several ids begin so/));
  });

  it('puts a change on top of what another device wrote, and does not bring back what it deleted', async () => {
    const [here, there] = [openNotebook(vault, key), openNotebook(vault, key)];
    const id = await here.add('both');
    assert.equal(await there.change(id, (note) => ({ ...note, topic: 'theirs' })), false);
    assert.equal(await here.change(id, (note) => ({ ...note, status: 'finished' })), true);
    await there.read();
    const { title, topic, status } = (await there.find(id)).note;
    assert.deepEqual([title, topic, status], ['both', 'theirs', 'finished']);

    await here.remove(id);
    await assert.rejects(
      there.change(id, (note) => ({ ...note, text: 'late' })),
      failed(/Another device deleted it/),
    );
    await assert.rejects(there.find(id), failed(/No note/));
  });

  it('says that the vault is full, and that deleting helps', async () => {
    const notebook = openNotebook(vault, key);
    const added: string[] = [];
    const fill = async () => {
      for (let count = 0; count < 30; count += 1) added.push(await notebook.add('x'.repeat(45_000)));
    };
    await assert.rejects(fill, failed(/The vault is full/));
    for (const id of added) await notebook.remove(id);
    await notebook.add('room again');
  });
});
