import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls, accountSections } from '../../contract/account.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { enter, get, openTrip, problemOf } from '../interaction/trip.ts';
import { follow } from '../../server/commands/demo/person.ts';
import { allowed, carryOut, homeOf, somebody } from './person.ts';

const EVENTS = accountCalls['/account/events'];

describe('the sections of the account page', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('JIRO-R19 each have an address, with and without a slash; another has nothing', async () => {
    const { browser } = await somebody(server);
    const at = async (path: string) => {
      const page = await browser.visit(server.issuer + path);
      return page.kind === 'page' && page.data.view === 'account' ? page.data.section : problemOf(page);
    };
    assert.equal(await at('/account'), 'profile');
    for (const section of accountSections) {
      assert.equal(await at(`/account/${section}`), section);
      assert.equal(await at(`/account/${section}/`), section);
    }
    for (const path of ['/account/nothing', '/account/Security', '/account/data/x']) {
      assert.equal((await get(browser, server.issuer + path)).status, 404, path);
    }
  });

  it('are come back to by who had to sign in first', async () => {
    const account = await server.account('comes-back@example.org');
    const browser = server.browser();
    const { id } = await openTrip(browser, `${server.issuer}/account/devices`);
    const page = await follow(browser, await enter(browser, id, account.email));
    assert.equal(page.kind === 'page' && page.data.view === 'account' && page.data.section, 'devices');
  });

  it('say what was done only in words of ours', async () => {
    const { browser } = await somebody(server);
    for (const [said, shown] of [
      ['change-email', 'change-email'],
      ['<script>', undefined],
      ['Change-Email', undefined],
    ] as const) {
      const page = await browser.visit(`${server.issuer}/account/security?done=${said}`);
      assert.ok(page.kind === 'page' && page.data.view === 'account');
      assert.equal(page.data.done, shown);
    }
  });

  it('UI-16 tell when an app last got a token, as long as one counts', async () => {
    const person = await somebody(server);
    const client = await allowed(server, person);
    const usedAt = async () => (await homeOf(server, person.browser)).clients[0]?.lastUsedAtSeconds;
    const first = server.clock.nowSeconds();
    assert.equal(await usedAt(), first);
    server.clock.turn(120);
    assert.equal((await client.refresh()).status, 200);
    assert.equal(await usedAt(), first + 120);
    server.clock.turn(15 * 86_400);
    const { consents } = server.parts.storage;
    const [unused] = await consents.listUsed(person.account.id, server.clock.nowSeconds());
    assert.ok(unused && unused.lastUsedAtSeconds === undefined, 'none that still counts');
  });

  it('CF-38 tell which apps have keys: those that were allowed one', async () => {
    const { browser, account } = await somebody(server);
    const settings = { tacetKeyScopes: ['key:notes', 'key:tasks'] };
    const [atSeconds, accountId] = [server.clock.nowSeconds(), account.id];
    const allow = async (scopes: readonly string[], change: object) => {
      const { client } = await server.client(change);
      const consent = { accountId, clientId: client.id, scopes, hosts: ['app.example'] };
      const event = { kind: 'consent.given', atSeconds, accountId, clientId: client.id } as const;
      await server.parts.storage.consents.save({ ...consent, grantedAtSeconds: atSeconds }, event);
      return client.id;
    };
    const expected = new Map([
      [await allow(['openid', 'key:tasks'], { settings }), true],
      [await allow(['openid'], { settings }), false],
      // What a client without key scopes calls so is none.
      [await allow(['openid', 'key:notes'], {}), false],
    ]);
    const { clients } = await homeOf(server, browser, '/account/apps');
    assert.deepEqual(new Map(clients.map(({ clientId, hasKeys }) => [clientId, hasKeys])), expected);
  });

  it('OBS-C18 tell what happened, newest first, a page at a time, each once', async () => {
    const person = await somebody(server);
    const { browser, account } = person;
    const { audit } = server.parts.storage;
    for (let count = 0; count < 120; count += 1)
      await audit.append({
        ...{ kind: 'login.throttled', atSeconds: server.clock.nowSeconds() - count, accountId: account.id },
        addressPrefix: `10.0.${count}.0/24`,
      });
    const first = await homeOf(server, browser, '/account/events');
    assert.equal(first.events.length, 50);
    assert.equal(first.events[0]?.network, '10.0.119.0/24');

    const networks = first.events.map(({ network }) => network);
    let before = first.moreEvents;
    for (let pages = 0; before !== undefined && pages < 9; pages += 1) {
      const next = must(await browser.call('/account/events', EVENTS, { before }));
      networks.push(...next.events.map(({ network }) => network));
      before = next.moreEvents;
    }
    const throttled = networks.filter((network) => network?.startsWith('10.0.'));
    assert.equal(throttled.length, 120);
    assert.equal(new Set(throttled).size, 120);
  });

  it('JIRO-R19 tell nothing of what happened to another account', async () => {
    const ada = await somebody(server);
    await allowed(server, ada);
    const bob = await somebody(server);
    const { events } = await homeOf(server, bob.browser);
    assert.deepEqual([...new Set(events.map(({ kind }) => kind))].toSorted(), [
      'account.created',
      'account.signed_in',
    ]);
    for (const before of ['9'.repeat(18), '0', '-1', '1; drop table audit_event', '9'.repeat(64)]) {
      const told = must(await bob.browser.call('/account/events', EVENTS, { before })).events;
      assert.ok(
        told.every(({ kind }) => kind.startsWith('account.')),
        before,
      );
    }
  });

  it('name the app that something happened with, and the network', async () => {
    const person = await somebody(server);
    await allowed(server, person);
    const { events } = await homeOf(server, person.browser);
    const given = events.find(({ kind }) => kind === 'consent.given');
    assert.deepEqual([given?.clientName, given?.network], ['Notes', '127.0.0.0/24']);
  });

  it('tell password managers where to go', async () => {
    const endpoints = await fetch(`${server.issuer}/.well-known/passkey-endpoints`);
    const security = `${server.issuer}/account/security`;
    assert.deepEqual(await endpoints.json(), { enroll: security, manage: security });
  });

  it('a change of address that waits is shown, and forgotten when its letter has expired', async () => {
    const person = await somebody(server);
    await carryOut(server, person, 'change-email', 'waits@example.org');
    assert.equal((await homeOf(server, person.browser)).newEmail, 'waits@example.org');
    server.clock.turn(900);
    assert.equal((await homeOf(server, person.browser)).newEmail, undefined);
  });
});
