import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { StoredKey } from '../../server/keyring/key-store.ts';
import { newId } from '../../server/platform/random.ts';
import { openStorage } from '../../server/storage/open.ts';
import { event, NOW, openWorld, type World } from './world.ts';

const aKey = (change: Partial<StoredKey> = {}): StoredKey => ({
  id: newId(),
  purpose: 'outbox',
  publicPart: null,
  sealed: 'v1.kek.A256GCM.AA.AA',
  emptied: false,
  kekId: 'kek',
  canary: null,
  createdAtSeconds: NOW,
  activatesAtSeconds: NOW,
  retiresAtSeconds: null,
  expiresAtSeconds: null,
  compromisedAtSeconds: null,
  ...change,
});

describe('ring keys', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('are kept as they were made, and take new times and sealed parts, but no other purpose', async () => {
    const { keys } = world.storage;
    const key = aKey({ purpose: 'sign-ES256', publicPart: '{"kty":"EC"}', canary: 'canary' });
    await keys.change(async () => ({ write: [key], events: [event('key.created')] }));
    const found = async () => (await keys.list()).find(({ id }) => id === key.id);
    assert.deepEqual(await found(), key);
    const retired = {
      ...key,
      sealed: null,
      kekId: 'next',
      retiresAtSeconds: NOW + 1,
      expiresAtSeconds: NOW + 2,
      compromisedAtSeconds: NOW,
    };
    await keys.change(async () => ({
      write: [{ ...retired, purpose: 'outbox', publicPart: 'x' }],
      events: [],
    }));
    assert.deepEqual(await found(), retired);
    assert.ok((await world.storage.audit.list({ limit: 50 })).some(({ kind }) => kind === 'key.created'));
  });

  it('are changed by one at a time: of instances that start together, one makes the first key', async () => {
    const storages = await Promise.all([
      openStorage(world.url),
      openStorage(world.url),
      openStorage(world.url),
    ]);
    const purpose = 'credential-id';
    let running = 0;
    await Promise.all(
      storages.map(({ keys }) =>
        keys.change(async (current) => {
          running += 1;
          assert.equal(running, 1);
          await new Promise((resolve) => setTimeout(resolve, 50));
          running -= 1;
          return {
            write: current.some((key) => key.purpose === purpose) ? [] : [aKey({ purpose })],
            events: [],
          };
        }),
      ),
    );
    assert.equal((await world.storage.keys.list()).filter((key) => key.purpose === purpose).length, 1);
    await Promise.all(storages.map((storage) => storage.close()));
  });

  it('are left alone when the work fails, whose error goes up as it is', async () => {
    const before = await world.storage.keys.list();
    const wrong = new Error('the key-encryption key does not fit');
    await assert.rejects(
      world.storage.keys.change(() => Promise.reject(wrong)),
      (error) => error === wrong,
    );
    const doubled = aKey();
    await assert.rejects(world.storage.keys.change(async () => ({ write: [doubled, doubled], events: [] })));
    assert.deepEqual(await world.storage.keys.list(), before);
    await world.storage.keys.change(async () => ({ write: [], events: [] }));
  });
});
