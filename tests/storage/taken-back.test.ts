import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aConsent, aFamily, event, NOW, openWorld, type Standing, type World } from './world.ts';

interface Act {
  readonly name: string;
  take(world: World, standing: Standing): Promise<unknown>;
  /** Makes things as they were, as far as one can. */
  undo(world: World, standing: Standing): Promise<unknown>;
}

const ACTS: readonly Act[] = [
  {
    name: 'signing out',
    take: ({ storage }, { account, session }) =>
      storage.sessions.end(account.id, session.id, event('session.ended')),
    undo: ({ storage }, { session }) =>
      storage.sessions.start(session, undefined, event('account.signed_in')),
  },
  {
    name: 'withdrawing the consent',
    take: ({ storage }, { account, client }) =>
      storage.consents.withdraw(account.id, client.id, event('consent.withdrawn')),
    undo: ({ storage }, { account, client }) =>
      storage.consents.save(aConsent(account, client), event('consent.given')),
  },
  {
    name: 'disabling the account',
    take: ({ storage }, { account }) =>
      storage.accounts.setState(account.id, 'disabled', event('account.disabled')),
    undo: ({ storage }, { account }) =>
      storage.accounts.setState(account.id, 'active', event('account.enabled')),
  },
  {
    name: 'disabling the client',
    take: ({ storage }, { client }) =>
      storage.clients.update({ ...client, enabled: false }, event('client.updated')),
    undo: ({ storage }, { client }) => storage.clients.update(client, event('client.updated')),
  },
];

const ROUNDS = 20;
const PARALLEL = 8;

describe('what takes tokens back', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  for (const { name, take, undo } of ACTS) {
    it(`RT-08 ${name} kills its families and no others, and nothing revives them`, async () => {
      const [standing, stranger] = [await world.family(), await world.family()];
      await take(world, standing);
      await undo(world, standing);
      const { families } = world.storage;
      assert.equal(await families.findLive(standing.account.id, standing.family.id, NOW), undefined);
      assert.ok(await families.findLive(stranger.account.id, stranger.family.id, NOW));
    });

    it(`AC-11 ${name} leaves no family behind that was being made at the same moment`, async () => {
      const { families } = world.storage;
      const terms = { consentNeeded: true, nowSeconds: NOW };
      let made = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const standing = await world.family();
        const attempts = Array.from({ length: PARALLEL }, () => aFamily(standing));
        const [outcomes] = await Promise.all([
          Promise.all(attempts.map((family) => families.create(family, terms, event('tokens.issued')))),
          take(world, standing),
        ]);
        await undo(world, standing);
        made += outcomes.filter(Boolean).length;
        for (const { accountId, id } of attempts)
          assert.equal(await families.findLive(accountId, id, NOW), undefined);
      }
      // Otherwise nothing raced.
      assert.ok(made > 0);
    });
  }
});
