import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answersTo } from '../docs/curl.ts';
import { blocks, shellCommands } from '../docs/markdown.ts';
import { type App, keep, openVault, type Vault } from './entries-world.ts';

const PAGE = 'docs/flows/vault.md';
/** What the page says comes of each of its calls, in its order. */
const STATUSES = [201, 200, 200, 200, 200, 200, 204, 204];

describe(PAGE, () => {
  let at: Vault;
  let app: App;
  before(async () => {
    at = await openVault();
    app = await at.app();
  });
  after(() => at.close());

  it('shows calls that do what it says', async () => {
    const [auth, ...calls] = shellCommands(PAGE);
    assert.equal(auth, 'AUTH="Authorization: Bearer $ACCESS_TOKEN"');
    const values = { AUTH: `Authorization: Bearer ${app.token}`, ISSUER: '' };
    const answers = await answersTo(calls, values, at.fetch);
    assert.deepEqual(
      answers.map(({ status }) => status),
      STATUSES,
    );
    const [made, put, read, listed, batch, state] = answers;
    assert.deepEqual(
      [made, put, read].map((answer) => answer?.headers.get('etag')),
      ['"1"', '"2"', '"2"'],
    );
    assert.equal(read?.text, 'ciphertext');
    const { items, ...rest } = JSON.parse(listed?.text ?? '');
    assert.deepEqual([items[0].body, rest], ['Y2lwaGVydGV4dA', { next: 2, more: false, forgotten: 0 }]);
    assert.deepEqual(JSON.parse(batch?.text ?? '').results, [
      { id: 'note-1', status: 200, revision: 3 },
      { id: 'note-2', status: 404 },
    ]);
    assert.deepEqual(JSON.parse(state?.text ?? ''), {
      ...{ revision: 3, items: 1, blobs: 0, bytes: 4, quota_bytes: 67_108_864 },
    });
  });

  it('shows how to read changes', async () => {
    const [loop = ''] = blocks(PAGE, 'js');
    for (const id of ['a', 'b', 'c']) await keep(app, id, id);
    await app.call('DELETE', '/vault/items/b', { headers: { 'If-Match': '*' } });
    const known = new Map<string, unknown>();
    const read = async (path: string) => JSON.parse((await app.call('GET', path)).bytes.toString());
    const run = new Function(
      'read',
      'known',
      `return (async () => { let [since, forgotten] = [0, 0]; ${loop} return since; })()`,
    );
    const since: unknown = await run(read, known);
    assert.deepEqual([[...known.keys()], since], [['a', 'c'], 9]);
  });
});
