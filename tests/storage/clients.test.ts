import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aClient, aConsent, event, NOW, openWorld, type World } from './world.ts';

describe('clients and consents', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('clients are kept as they were registered, every field', async () => {
    const full = await world.client({
      defaultMaxAgeSeconds: 0,
      clientUri: 'https://notes.example',
      policyUri: 'https://notes.example/policy',
      tosUri: 'https://notes.example/tos',
      secretDigests: ['one', 'two'],
      postLogoutRedirectUris: ['https://notes.example/bye', "https://notes.example/o'clock"],
    });
    const bare = await world.client();
    assert.deepEqual(await world.storage.clients.find(full.id), full);
    assert.deepEqual(await world.storage.clients.find(bare.id), bare);
    assert.equal(await world.storage.clients.find('nobody'), undefined);
  });

  it('clients change in every field but their id and their age', async () => {
    const client = await world.client();
    const changed = aClient({
      id: client.id,
      name: 'Tasks',
      type: 'spa',
      authMethod: 'none',
      scopes: [],
      tosUri: 'x',
    });
    assert.equal(await world.storage.clients.update(changed, event('client.updated')), true);
    assert.deepEqual(await world.storage.clients.find(client.id), changed);
    assert.equal(await world.storage.clients.update(aClient(), event('client.updated')), false);
  });

  it('clients are listed page by page', async () => {
    await Promise.all([world.client(), world.client(), world.client()]);
    const all = (await world.storage.clients.list({ afterId: undefined, limit: 100 })).map(({ id }) => id);
    const [first] = all;
    const rest = await world.storage.clients.list({ afterId: first, limit: 100 });
    assert.deepEqual([first, ...rest.map(({ id }) => id)], [...all].sort());
  });

  it('clients that are deleted take consents and families with them', async () => {
    const { client, account, family } = await world.family();
    const { clients, consents, families } = world.storage;
    assert.equal(await clients.delete(client.id, event('client.deleted')), true);
    assert.equal(await clients.delete(client.id, event('client.deleted')), false);
    assert.deepEqual(await consents.list(account.id), []);
    assert.equal(await families.findLive(account.id, family.id, NOW), undefined);
  });

  it('UI-13 consents grow by what is allowed, and are listed with the name of the client', async () => {
    const [account, client] = [await world.account(), await world.client({ name: 'Notes' })];
    const { consents } = world.storage;
    await consents.save(aConsent(account, client, ['openid']), event('consent.given', account.id));
    await consents.save(
      {
        ...aConsent(account, client, ['email', 'openid']),
        hosts: ['other.example'],
        grantedAtSeconds: NOW + 5,
      },
      event('consent.given', account.id),
    );
    assert.deepEqual(await consents.list(account.id), [
      {
        accountId: account.id,
        clientId: client.id,
        scopes: ['email', 'openid'],
        hosts: ['notes.example', 'other.example'],
        grantedAtSeconds: NOW + 5,
        clientName: 'Notes',
      },
    ]);
  });

  it('consents given many at once keep every scope', async () => {
    const [account, client] = [await world.account(), await world.client()];
    const scopes = Array.from({ length: 12 }, (_, index) => `scope${index}`);
    await Promise.all(
      scopes.map((scope) =>
        world.storage.consents.save(aConsent(account, client, [scope]), event('consent.given')),
      ),
    );
    const [kept] = await world.storage.consents.list(account.id);
    assert.deepEqual(kept?.scopes, [...scopes].sort());
  });

  it('consents of an account or client that is gone are not kept, and not an error', async () => {
    const [account, client] = [await world.account(), await world.client()];
    const { consents, accounts, audit } = world.storage;
    await consents.save(aConsent(account, aClient()), event('consent.given', account.id));
    await accounts.delete(account.id, event('account.deleted'));
    await consents.save(aConsent(account, client), event('consent.given', account.id));
    assert.deepEqual(await consents.list(account.id), []);
    const kinds = (await audit.list({ accountId: account.id, limit: 10 })).map(({ kind }) => kind);
    assert.ok(!kinds.includes('consent.given'));
  });

  it('consents are withdrawn once', async () => {
    const { account, client } = await world.family();
    const withdraw = () => world.storage.consents.withdraw(account.id, client.id, event('consent.withdrawn'));
    assert.deepEqual((await Promise.all([withdraw(), withdraw()])).sort(), [false, true]);
    assert.deepEqual(await world.storage.consents.list(account.id), []);
  });
});
