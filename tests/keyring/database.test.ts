import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { KeyringError } from '../../server/keyring/keyring-error.ts';
import { maintainKeys } from '../../server/keyring/maintain.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { purposes } from '../../server/keyring/purposes.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import { testDatabase, type TestDatabase } from '../harness/database.ts';
import { DAY, keyringParts } from './parts.ts';

describe('the keyring over PostgreSQL', () => {
  let database: TestDatabase;
  let instances: Storage[];
  before(async () => {
    database = await testDatabase();
    instances = await Promise.all(Array.from({ length: 5 }, () => openStorage(database.url)));
  });
  after(async () => {
    await Promise.all(instances.map((storage) => storage.close()));
    await database.stop();
  });

  it('DOD-C51 lives a life of keys over five instances that start, rotate and tidy up at once', async (t) => {
    const parts = keyringParts(t);
    const each = instances.map((storage) => ({ ...parts, store: storage.keys }));
    const rings = await Promise.all(each.map((mine) => openKeyring(mine)));
    const [first, ...others] = rings;
    assert.ok(first !== undefined);
    assert.equal(first.keys.length, purposes.length);
    assert.equal(readdirSync(parts.keysDir).length, 1);
    const token = first.sign('ES256', 'JWT', { n: 1 });
    const sealed = first.sealer('ephemera').seal(Buffer.from('value'), ['key']);
    const check = () => {
      for (const other of others) {
        assert.equal(other.jwks().etag, first.jwks().etag);
        assert.equal(other.sealer('ephemera').open(sealed, ['key'])?.toString(), 'value');
      }
    };
    check();
    for (const other of others) assert.deepEqual(other.verify('JWT', token), { n: 1 });

    const rotated = await Promise.allSettled(each.map((mine) => rotateKey(mine, 'sign-ES256')));
    assert.equal(rotated.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of rotated) {
      if (outcome.status === 'rejected')
        assert.ok(outcome.reason instanceof KeyringError, String(outcome.reason));
    }
    await Promise.all(rings.map((ring) => ring.refresh()));
    assert.equal(first.keys.length, purposes.length + 1);
    check();

    parts.pass(DAY + 20);
    const written = await Promise.all(each.map((mine) => maintainKeys(mine)));
    assert.equal(
      written.reduce((sum, count) => sum + count, 0),
      1,
      'the private part of the old key, destroyed once',
    );
    await Promise.all(rings.map((ring) => ring.refresh()));
    check();
    assert.deepEqual(others[0]?.verify('JWT', first.sign('ES256', 'JWT', { n: 2 })), { n: 2 });

    const restarted = await openKeyring({ ...parts, store: instances[0]?.keys ?? assert.fail() });
    assert.equal(restarted.jwks().etag, first.jwks().etag);
    assert.equal(restarted.serverSetup(restarted.currentSetupId), first.serverSetup(first.currentSetupId));
  });
});
