import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { seal } from '../../server/keyring/envelope.ts';
import { readKeks } from '../../server/keyring/kek.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { unwrapKeys } from '../../server/keyring/wrap.ts';
import { openWorld, type World } from '../storage/world.ts';
import { keyringParts } from './parts.ts';

describe('keys that the release before wrapped', () => {
  let world: World;
  let operator: pg.Client;
  before(async () => {
    world = await openWorld();
    operator = new pg.Client({ connectionString: world.url });
    await operator.connect();
  });
  after(async () => {
    await operator.end();
    await world.stop();
  });

  it('open, whether they were there at the update or were made beside it', async (t) => {
    const parts = { ...keyringParts(t), store: world.storage.keys };
    const keyring = await openKeyring(parts);
    const token = keyring.sign('ES256', 'JWT', { n: 1 });
    const sealed = keyring.sealer('outbox').seal(Buffer.from('letter'), ['id']);

    const rows = await parts.store.list();
    const privateParts = await unwrapKeys(parts.keks, rows);
    const keks = await readKeks(parts.keysDir);
    for (const [index, row] of rows.entries()) {
      const kek = keks.get(row.kekId)?.binary;
      assert.ok(kek);
      const context = ['ring key', row.purpose, row.id, row.publicPart ?? ''];
      const bytes = seal(kek, privateParts[index] ?? Buffer.alloc(0), context);
      await operator.query('update ring_key set sealed = $2, wrapped = null where id = $1', [row.id, bytes]);
    }
    const updated = await openKeyring(parts);
    assert.deepEqual(updated.verify('JWT', token), { n: 1 });
    assert.equal(updated.sealer('outbox').open(sealed, ['id'])?.toString(), 'letter');
    assert.equal(updated.currentSetupId, keyring.currentSetupId);

    await operator.query(`update ring_key set sealed = set_byte(sealed, 60, get_byte(sealed, 60) # 1)
      where purpose = 'outbox'`);
    await assert.rejects(openKeyring(parts), /ring outbox does not open/);
  });
});
