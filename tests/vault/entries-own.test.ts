import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ITEM_BYTES_MAX, ownVaultCalls } from '../../contract/vault.ts';
import { allowed, kindsOf, somebody, type Somebody } from '../account/person.ts';
import { startServer, type TestServer } from '../harness/server.ts';

const SCOPES = ['openid', 'vault:read', 'vault:write'];
const EVERY_BYTE = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte));

describe('what somebody keeps in the vault for themselves', () => {
  let server: TestServer;
  before(async () => void (server = await startServer({ env: { TACET_VAULT_QUOTA_MEGABYTES: '1' } })));
  after(() => server.stop());

  const list = async ({ browser }: Somebody, asked: { since?: number } = {}) => {
    const path = '/account/vault/items';
    const answer = await browser.call(path, ownVaultCalls[path], asked);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.output;
  };
  const put = ({ browser }: Somebody, id: string, bytes: Buffer, ifMatch = 0) => {
    const path = '/account/vault/put';
    const body = bytes.toString('base64url');
    return browser.call(path, ownVaultCalls[path], { id, body, ifMatch, envelope: 2 });
  };
  const remove = ({ browser }: Somebody, id: string, ifMatch: number) => {
    const path = '/account/vault/delete';
    return browser.call(path, ownVaultCalls[path], { id, ifMatch });
  };

  it('FP-R01 FP-R02 is kept, listed, replaced and deleted, bit for bit', async () => {
    const person = await somebody(server);
    const made = await put(person, 'a', EVERY_BYTE);
    assert.deepEqual(made.ok && made.output, { revision: 1 });
    const largest = await put(person, 'largest', Buffer.alloc(ITEM_BYTES_MAX, 255));
    assert.ok(largest.ok, 'as large as an item may be');
    const page = await list(person);
    assert.deepEqual(Buffer.from(page.items[0]?.body ?? '', 'base64url'), EVERY_BYTE);
    assert.deepEqual([page.items[0]?.envelope, page.next, page.more], [2, 2, false]);
    assert.ok((await put(person, 'a', Buffer.from('next'), 1)).ok);
    assert.deepEqual(
      (await list(person, { since: 2 })).items.map(({ id }) => id),
      ['a'],
    );
    assert.ok((await remove(person, 'a', 3)).ok);
    assert.ok((await remove(person, 'a', 3)).ok, 'gone already counts as done');
    assert.equal((await list(person)).items.find(({ id }) => id === 'a')?.deleted, true);
  });

  it('FP-N04 is not written over by a device that has not read it', async () => {
    const person = await somebody(server);
    await put(person, 'a', EVERY_BYTE);
    for (const lost of [
      await put(person, 'a', EVERY_BYTE),
      await put(person, 'a', EVERY_BYTE, 9),
      await put(person, 'none', EVERY_BYTE, 9),
      await remove(person, 'a', 9),
    ]) {
      assert.deepEqual([lost.ok, !lost.ok && lost.problem.problem], [false, 'vault_changed']);
    }
  });

  it('RFC 4918 §11.5 says when there is no room, and what is too large', async () => {
    const person = await somebody(server);
    for (let number = 0; number < 16; number += 1) {
      assert.ok((await put(person, `i${number}`, Buffer.alloc(ITEM_BYTES_MAX))).ok);
    }
    const full = await put(person, 'more', Buffer.alloc(1));
    assert.equal(!full.ok && full.problem.problem, 'vault_full');
    const large = await put(person, 'i1', Buffer.alloc(ITEM_BYTES_MAX + 1), 2);
    assert.equal(!large.ok && large.problem.problem, 'invalid_input');
  });

  it('CF-15 AD-02 is seen by no app and no stranger, nor what apps keep by its owner', async () => {
    const [person, stranger] = [await somebody(server), await somebody(server)];
    await put(person, 'mine', EVERY_BYTE);
    const app = await allowed(server, person, SCOPES.join(' '), { scopes: SCOPES });
    const headers = { Authorization: `Bearer ${app.tokens.access_token}` };
    const answer = await fetch(`${server.issuer}/vault/items`, { headers });
    assert.deepEqual([answer.status, (await answer.json()).items], [200, []]);
    const kept = await fetch(`${server.issuer}/vault/items/theirs`, {
      method: 'PUT',
      headers: { ...headers, 'If-None-Match': '*', 'Content-Type': 'application/octet-stream' },
      body: 'x',
    });
    assert.equal(kept.status, 201);
    assert.deepEqual(
      (await list(person)).items.map(({ id }) => id),
      ['mine'],
    );
    assert.deepEqual((await list(stranger)).items, []);
  });

  it('is thrown away as a whole, which is written down', async () => {
    const person = await somebody(server);
    await put(person, 'a', EVERY_BYTE);
    const path = '/account/vault/delete-all';
    assert.ok((await person.browser.call(path, ownVaultCalls[path], {})).ok);
    const page = await list(person, { since: 1 });
    assert.deepEqual([page.items, page.reset], [[], true]);
    assert.ok((await kindsOf(server, person.account)).includes('vault.emptied'));
  });

  it('UI-16 asks for a session, and takes calls of our own page alone', async () => {
    for (const path of Object.keys(ownVaultCalls)) {
      const send = (headers: Record<string, string>) =>
        fetch(server.issuer + path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: JSON.stringify(
            path.endsWith('put') ? { id: 'a', body: '', ifMatch: 0 } : { id: 'a', ifMatch: 0 },
          ),
        });
      assert.equal((await send({ Origin: 'https://elsewhere.example' })).status, 403, path);
    }
    const path = '/account/vault/items';
    const nobody = await fetch(server.issuer + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: server.issuer, 'Sec-Fetch-Site': 'same-origin' },
      body: '{}',
    });
    assert.deepEqual([nobody.status, (await nobody.json()).problem], [401, 'sign_in_first']);
  });
});
