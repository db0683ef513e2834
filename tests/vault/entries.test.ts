import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { vaultBlobPage, vaultCalls, vaultPage } from '../../contract/vault.ts';
import { REGISTERED_ORIGIN } from '../http/harness.ts';
import { keep, list, openVault, VAULT_SCOPES, type Vault } from './entries-world.ts';

const ANY = { bytes: 'x', headers: { 'If-Match': '*' } };

describe('entries of a vault', () => {
  let at: Vault;
  before(async () => void (at = await openVault()));
  after(() => at.close());

  it('JIRO-R20 JIRO-C12 FP-R01 CF-15 are kept, listed, read, replaced and deleted', async () => {
    const app = await at.app();
    const path = '/vault/items/notes_1';
    const made = await app.call('PUT', path, {
      bytes: 'one',
      headers: { 'If-None-Match': '*', 'Envelope-Version': '7' },
    });
    assert.deepEqual([made.status, made.body], [201, { id: 'notes_1', revision: 1 }]);
    const etag = made.headers.get('etag') ?? '';
    assert.equal(etag, '"1"');

    const read = await app.call('GET', path);
    assert.deepEqual([read.status, read.bytes.toString()], [200, 'one']);
    const shown = ['content-type', 'etag', 'envelope-version', 'cache-control', 'x-content-type-options'];
    assert.deepEqual(
      shown.map((name) => read.headers.get(name)),
      ['application/octet-stream', '"1"', '7', 'no-store', 'nosniff'],
    );
    const put = await app.call('PUT', path, { bytes: 'two', headers: { 'If-Match': etag } });
    assert.deepEqual([put.status, put.headers.get('etag')], [200, '"2"']);
    const now = at.world.clock.nowSeconds();
    const page = await list(app);
    vaultPage.parse(page);
    assert.deepEqual(page.items, [
      { id: 'notes_1', revision: 2, envelope: 1, created_at: now, updated_at: now, body: btoa('two') },
    ]);
    const state = await app.call('GET', '/vault');
    vaultCalls['GET /vault'].output.parse(state.body);
    assert.deepEqual(state.body, { revision: 2, items: 1, blobs: 0, bytes: 3, quota_bytes: 67_108_864 });

    assert.equal((await app.call('DELETE', path, { headers: { 'If-Match': '"2"' } })).status, 204);
    assert.equal((await app.call('GET', path)).status, 404);
    assert.equal((await app.call('DELETE', path, { headers: { 'If-Match': '*' } })).status, 404);
  });

  it('FP-R08 blobs are listed without what is in them, and are no items', async () => {
    const app = await at.app();
    await keep(app, 'same-id', 'item');
    await keep(app, 'same-id', 'a blob', 'blobs');
    const page = await list(app, '', 'blobs');
    vaultBlobPage.parse(page);
    assert.deepEqual(
      page.blobs.map(({ id, bytes, body }) => [id, bytes, body]),
      [['same-id', 6, undefined]],
    );
    assert.equal((await app.call('GET', '/vault/blobs/same-id')).bytes.toString(), 'a blob');
    assert.equal((await app.call('GET', '/vault/items/same-id')).bytes.toString(), 'item');
    assert.deepEqual((await app.call('GET', '/vault')).body, {
      ...{ revision: 2, items: 1, blobs: 1, bytes: 10, quota_bytes: 67_108_864 },
    });
  });

  const NEEDS = [
    ['GET', '/vault', 'vault:read', 200],
    ['GET', '/vault/items', 'vault:read', 200],
    ['GET', '/vault/items/one', 'vault:read', 200],
    ['PUT', '/vault/items/one', 'vault:write', 200],
    ['GET', '/vault/blobs', 'vault:read', 200],
    ['GET', '/vault/blobs/one', 'vault:read', 200],
    ['PUT', '/vault/blobs/one', 'vault:write', 200],
    ['POST', '/vault/batch', 'vault:write', 200],
    ['DELETE', '/vault/blobs/one', 'vault:write', 204],
    ['DELETE', '/vault/items/one', 'vault:write', 204],
    ['DELETE', '/vault', 'vault:write', 204],
  ] as const;
  it('FP-R01 CF-15 AD-01 each call needs its scope and takes no other', async () => {
    const full = await at.app();
    await keep(full, 'one', 'x');
    await keep(full, 'one', 'x', 'blobs');
    const poor = {
      'vault:read': await at.app({}, ['vault:write']),
      'vault:write': await at.app({}, ['vault:read']),
    };
    for (const [method, path, scope, good] of NEEDS) {
      const more =
        method === 'POST'
          ? { json: { operations: [{ op: 'delete', id: 'none', if_match: 1 }] } }
          : method === 'GET'
            ? {}
            : method === 'PUT'
              ? ANY
              : { headers: { 'If-Match': '*' } };
      const nobody = await at.send('', method, path, more);
      assert.equal(nobody.status, 401);
      const challenge = nobody.headers.get('www-authenticate') ?? '';
      assert.match(
        challenge,
        /^Bearer realm="tacet", resource_metadata=".*\/oauth-protected-resource\/vault"/,
      );
      assert.equal((await at.send('none', method, path, more)).status, 401);
      const refused = await poor[scope].call(method, path, more);
      assert.deepEqual(
        [refused.status, refused.body.error],
        [403, 'insufficient_scope'],
        `${method} ${path}`,
      );
      assert.match(refused.headers.get('www-authenticate') ?? '', new RegExp(`scope="${scope}"`));
      assert.equal((await full.call(method, path, more)).status, good, `${method} ${path}`);
    }
  });

  it('CF-15 AD-02 FP-C05 JIRO-C08 of another account, of another app, and ids that never were, are not there', async () => {
    const theirs = await at.app();
    const strangers = [await at.app(), await at.beside(theirs)];
    await keep(theirs, 'secret', 'of theirs');
    await keep(theirs, 'secret', 'of theirs', 'blobs');
    for (const stranger of strangers) {
      for (const kind of ['items', 'blobs']) {
        for (const id of ['SECRET', 'secret', 'none', 'a.b', 'x'.repeat(65), '%00', 'a%2Fb', 'é']) {
          const path = `/vault/${kind}/${id}`;
          const statuses = [
            (await stranger.call('GET', path)).status,
            (await stranger.call('DELETE', path, { headers: { 'If-Match': '*' } })).status,
          ];
          assert.ok(
            statuses.every((status) => [400, 404].includes(status)),
            `${path} ${statuses}`,
          );
        }
        assert.equal((await stranger.call('PUT', `/vault/${kind}/secret`, ANY)).status, 412);
      }
      assert.deepEqual([(await list(stranger)).items, (await list(stranger, '', 'blobs')).blobs], [[], []]);
      // The same id is theirs to give, and means nothing elsewhere.
      await keep(stranger, 'secret', 'of mine');
      assert.equal((await stranger.call('DELETE', '/vault')).status, 204);
    }
    assert.equal((await theirs.call('GET', '/vault/items/secret')).bytes.toString(), 'of theirs');
  });

  it('CF-15 apps of one key group share a collection, within one account', async () => {
    const group = { settings: { tacetKeyGroup: 'notes-suite' } };
    const app = await at.app(group);
    const sister = await at.beside(app, group);
    const elsewhere = await at.app(group);
    await keep(app, 'shared', 'x');
    assert.equal((await sister.call('GET', '/vault/items/shared')).status, 200);
    assert.equal((await elsewhere.call('GET', '/vault/items/shared')).status, 404);
  });

  it('FP-C04 FP-C07 go with their account, and its token with them', async () => {
    const app = await at.app();
    await keep(app, 'one', 'x');
    const event = { kind: 'account.deleted', atSeconds: at.world.clock.nowSeconds() } as const;
    await at.world.storage.accounts.delete(app.accountId, { ...event, accountId: app.accountId });
    const { accountId } = app;
    const place = { accountId, collection: app.by.client.id };
    assert.equal(await at.entries.find(place, 'item', 'one'), undefined);
    assert.equal((await app.call('GET', '/vault/items/one')).status, 401);
    assert.equal((await app.call('PUT', '/vault/items/one', ANY)).status, 401);
    const limits = { quotaBytes: 10, entriesMax: 10 };
    const write = { op: 'put', id: 'a', wanted: 'absent', envelope: 1, body: Buffer.from('x') } as const;
    assert.equal(await at.entries.write(place, 'item', [write], limits, 1), 'absent');
  });

  it('a machine has none, whatever its token says', async () => {
    const by = await at.world.client({ grantTypes: ['client_credentials'], type: 'machine', scopes: [] });
    const { body } = await at.world.post('/token', { grant_type: 'client_credentials' }, by);
    assert.equal((await at.send(body.access_token ?? '', 'GET', '/vault')).status, 403);
  });

  it('may be called by pages of registered clients, with their conditions', async () => {
    const asked = {
      Origin: REGISTERED_ORIGIN,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'authorization,if-match,if-none-match,envelope-version',
    };
    const flight = await at.fetch('/vault/items/x', { method: 'OPTIONS', headers: asked });
    const allowed = (flight.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(',');
    for (const name of ['authorization', 'dpop', 'if-match', 'if-none-match', 'envelope-version']) {
      assert.ok(allowed.includes(name), name);
    }
    const app = await at.app();
    await keep(app, 'x', 'x');
    const from = async (origin: string) =>
      (await app.call('GET', '/vault/items/x', { headers: { Origin: origin } })).headers;
    const headers = await from(REGISTERED_ORIGIN);
    assert.equal(headers.get('access-control-allow-origin'), REGISTERED_ORIGIN);
    const exposed = (headers.get('access-control-expose-headers') ?? '').split(',');
    assert.ok(exposed.includes('ETag') && exposed.includes('Envelope-Version'));
    assert.equal((await from('https://elsewhere.example')).get('access-control-allow-origin'), null);
  });

  it('are spoken of in no log line', async () => {
    const app = await at.app();
    await keep(app, 'quiet-id', 'quiet-bytes');
    await app.call('PUT', '/vault/items/quiet-id', { bytes: 'quiet-bytes', headers: { 'If-Match': '"9"' } });
    const text = JSON.stringify(at.lines);
    assert.equal(text.includes('quiet-bytes') || text.includes(btoa('quiet-bytes')), false);
  });

  it('every call of the contract is there', () => {
    const [read, write] = VAULT_SCOPES;
    for (const [call, { scope }] of Object.entries(vaultCalls)) {
      assert.equal(scope, call.startsWith('GET') ? read : write, call);
    }
  });
});
