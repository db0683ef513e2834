import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { scopeSentence } from '../../authpage/src/views/scope-sentence.ts';
import { en } from '../../authpage/src/words/en.ts';
import { KeysUnavailable } from '../../server/platform/unavailable.ts';
import { scopeRegistry } from '../../server/protocol/scope.ts';
import { ownedPage, ownedValues } from '../../server/records/owned.ts';
import { recordTypes } from '../../server/records/types/index.ts';
import { silentLog } from '../keyring/parts.ts';
import { CARD, keep, list, openRecords, type Records } from './world.ts';

describe('what is kept for somebody', () => {
  let at: Records;
  before(async () => void (at = await openRecords()));
  after(() => at.close());

  const types = recordTypes({ recordTypes: [] });
  const parts = () => ({ records: at.records, dataKeys: at.dataKeys, log: silentLog });

  it('is listed without values, and not exported by half, while nobody answers who holds the keys', async () => {
    const app = await at.app();
    const id = await keep(app);
    at.dataKeys.down = true;
    const page = await ownedPage(parts(), types, app.accountId, { limit: 10 });
    assert.deepEqual(
      page.rows.map((row) => [row.id, row.masked]),
      [[id, undefined]],
    );
    await assert.rejects(ownedValues(parts(), app.accountId, 10), KeysUnavailable);
    at.dataKeys.down = false;
    const [told] = await ownedValues(parts(), app.accountId, 10);
    assert.deepEqual(told && 'value' in told && told.value, CARD);
  });

  it('KMS-C10 is told as unreadable where it is broken, in the export too', async () => {
    const app = await at.app();
    const [good, broken] = [await keep(app), await keep(app)];
    await at.sql(`update sealed_record set sealed = 'broken' where id = $1`, broken);
    const told = await ownedValues(parts(), app.accountId, 10);
    const of = (id: string) => told.find((one) => 'id' in one && one.id === id);
    assert.ok('value' in (of(good) ?? {}));
    assert.deepEqual(
      [of(broken)].map((one) => one && 'unreadable' in one),
      [true],
    );
  });

  it('is listed as unreadable when the key of the account itself is damaged, and the operator reads it', async () => {
    const app = await at.app();
    const id = await keep(app);
    at.dataKeys.damaged = true;
    const { records } = await list(app);
    at.dataKeys.damaged = false;
    assert.deepEqual([records[0]?.id, records[0]?.unreadable], [id, true]);
    const line = at.lines.findLast(({ msg }) => msg === 'the data key of an account does not open');
    assert.deepEqual([line?.level, line?.accountId], ['error', app.accountId]);
  });

  it('is asked for in words: every scope there is has a sentence on the consent page', () => {
    for (const { name } of scopeRegistry) {
      assert.notEqual(scopeSentence(name, [name, 'x'], en), en.consent.unknownScope(name), name);
    }
  });
});
