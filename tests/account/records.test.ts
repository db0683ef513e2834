import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { allowed, carryOut, homeOf, kindsOf, type Somebody, somebody } from './person.ts';

const SCOPES = ['openid', 'records:read', 'records:write'];
const CARD = '4242424242424242';
const DELETE = accountCalls['/account/records/delete'];

describe('what apps keep for somebody, to its owner', () => {
  let server: TestServer;
  before(async () => void (server = await startServer()));
  after(() => server.stop());

  /** Somebody, and an app that keeps a value for them. */
  async function withRecord(change: object = {}) {
    const person = await somebody(server);
    const app = await allowed(server, person, SCOPES.join(' '), { scopes: SCOPES, ...change });
    const headers = {
      Authorization: `Bearer ${app.tokens.access_token}`,
      'Content-Type': 'application/json',
    };
    const keep = async (body: object): Promise<string> => {
      const made = await fetch(`${server.issuer}/records`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      assert.equal(made.status, 201, await made.clone().text());
      return (await made.json()).id;
    };
    const id = await keep({ type: 'card-number', value: CARD });
    return { person, app, keep, id };
  }

  it('is listed in part, with who keeps it', async () => {
    const { person, id } = await withRecord();
    const { records, moreRecords, nowSeconds } = await homeOf(server, person.browser, '/account/data');
    assert.deepEqual(records, [
      { id, type: 'card-number', masked: '•••• 4242', clientName: 'Notes', createdAtSeconds: nowSeconds },
    ]);
    assert.equal(moreRecords, undefined);
  });

  it('comes a page at a time', async () => {
    const { person, keep } = await withRecord();
    for (let made = 1; made < 60; made += 1) await keep({ type: 'free-text', value: String(made) });
    const first = await homeOf(server, person.browser, '/account/data');
    assert.equal(first.records.length, 50);
    const path = '/account/records';
    const next = await person.browser.call(path, accountCalls[path], { before: first.moreRecords ?? '' });
    assert.ok(next.ok);
    assert.equal(next.output.records.length, 10);
    assert.equal(next.output.moreRecords, undefined);
    const all = [...first.records, ...next.output.records].map(({ id }) => id);
    assert.equal(new Set(all).size, 60);
  });

  it('can be thrown away, by nobody else', async () => {
    const { person, id } = await withRecord();
    const stranger: Somebody = await somebody(server);
    const theirs = await stranger.browser.call('/account/records/delete', DELETE, { recordId: id });
    assert.ok(theirs.ok);
    assert.equal((await homeOf(server, person.browser)).records.length, 1);
    assert.equal((await kindsOf(server, stranger.account)).includes('record.deleted'), false);

    const done = await person.browser.call('/account/records/delete', DELETE, { recordId: id });
    assert.ok(done.ok);
    assert.deepEqual(done.output.records, []);
    const { events } = done.output;
    assert.deepEqual(
      [events[0]?.kind, events[0]?.recordType, events[0]?.clientName],
      ['record.deleted', 'card-number', undefined],
    );
    assert.deepEqual([events[1]?.kind, events[1]?.clientName], ['record.created', 'Notes']);
  });

  it('is theirs in clear, in the file they take along, and stays when the app is gone', async () => {
    const { person, app, id } = await withRecord();
    const { storage, clock } = server.parts;
    const clientId = app.client.id;
    await storage.clients.delete(clientId, {
      kind: 'client.deleted',
      atSeconds: clock.nowSeconds(),
      clientId,
    });
    const file = await (await carryOut(server, person, 'export')).json();
    const [record, ...more] = file.records;
    assert.equal(more.length, 0);
    assert.deepEqual([record.id, record.value, record.clientId], [id, CARD, clientId]);
    assert.equal(record.clientName, undefined);
    const { records } = await homeOf(server, person.browser);
    assert.equal(records[0]?.clientName, undefined);
  });

  it('KMS-R24 goes with the account', async () => {
    const { person, id } = await withRecord();
    const { storage, clock } = server.parts;
    const { id: accountId } = person.account;
    const event = { kind: 'account.deleted', atSeconds: clock.nowSeconds(), accountId } as const;
    await storage.accounts.delete(accountId, event);
    assert.equal(await storage.records.find(accountId, id), undefined);
  });
});
