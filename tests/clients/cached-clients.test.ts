import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cachedClients } from '../../server/clients/cached-clients.ts';
import { clientStore, spa, standingClock } from './parts.ts';

const event = { kind: 'client.updated', atSeconds: 0 } as const;

describe('cachedClients', () => {
  it('asks once, and again after five seconds', async () => {
    const [store, clock] = [clientStore(spa), standingClock()];
    const clients = cachedClients(store, clock);
    for (const by of [0, 1, 3]) {
      clock.turn(by);
      assert.equal((await clients.find('spa'))?.id, 'spa');
    }
    assert.equal(store.asked.length, 1);
    clock.turn(1);
    await clients.find('spa');
    assert.equal(store.asked.length, 2);
  });

  it('AC-11 sees a client that was disabled elsewhere within five seconds', async () => {
    const [store, clock] = [clientStore(spa), standingClock()];
    const clients = cachedClients(store, clock);
    await clients.find('spa');
    store.rows.set('spa', { ...spa, enabled: false });
    clock.turn(5);
    assert.equal((await clients.find('spa'))?.enabled, false);
  });

  it('AC-11 sees what was changed here at once', async () => {
    const store = clientStore(spa);
    const clients = cachedClients(store, standingClock());
    await clients.find('spa');
    await clients.update({ ...spa, enabled: false }, event);
    assert.equal((await clients.find('spa'))?.enabled, false);
    await clients.delete('spa', event);
    assert.equal(await clients.find('spa'), undefined);
    await clients.insert(spa, event);
    assert.equal((await clients.find('spa'))?.enabled, true);
  });

  it('remembers a miss for two seconds only', async () => {
    const [store, clock] = [clientStore(), standingClock()];
    const clients = cachedClients(store, clock);
    await clients.find('later');
    await clients.find('later');
    assert.equal(store.asked.length, 1);
    store.rows.set('later', { ...spa, id: 'later' });
    clock.turn(2);
    assert.equal((await clients.find('later'))?.id, 'later');
  });

  it('asks once for many callers at a time', async () => {
    const store = clientStore(spa);
    const clients = cachedClients(store, standingClock());
    await Promise.all(Array.from({ length: 50 }, () => clients.find('spa')));
    assert.equal(store.asked.length, 1);
  });

  it('remembers no failure', async () => {
    const store = clientStore(spa);
    let broken = true;
    const clients = cachedClients(
      { ...store, find: (id) => (broken ? Promise.reject(new Error('down')) : store.find(id)) },
      standingClock(),
    );
    await assert.rejects(clients.find('spa'));
    broken = false;
    assert.equal((await clients.find('spa'))?.id, 'spa');
  });

  it('PA-16 a flood of made-up ids pushes no real client out and is itself forgotten', async () => {
    const store = clientStore(spa);
    const clients = cachedClients(store, standingClock());
    await clients.find('spa');
    for (let number = 0; number < 20_000; number += 1) await clients.find(`made-up-${number}`);
    store.asked.length = 0;
    await clients.find('spa');
    assert.deepEqual(store.asked, []);
    await clients.find('made-up-0');
    assert.deepEqual(store.asked, ['made-up-0']);
  });

  it('PA-16 keeps at most two thousand clients, the last used ones', async () => {
    const many = Array.from({ length: 2_001 }, (_, number) => ({ ...spa, id: `client-${number}` }));
    const store = clientStore(...many);
    const clients = cachedClients(store, standingClock());
    for (const { id } of many.slice(0, 2_000)) await clients.find(id);
    await clients.find('client-0');
    await clients.find('client-2000');
    store.asked.length = 0;
    await clients.find('client-0');
    await clients.find('client-1');
    assert.deepEqual(store.asked, ['client-1']);
  });

  it('never asks for what cannot be an id', async () => {
    const store = clientStore(spa);
    const clients = cachedClients(store, standingClock());
    for (const id of ['', 'a\0b', 'a b', 'ü', 'x'.repeat(257)])
      assert.equal(await clients.find(id), undefined);
    assert.deepEqual(store.asked, []);
  });
});
