import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sealValue } from '../../server/records/sealed-record.ts';
import { memoryDataKeys } from './data-keys.ts';
import { type App, CARD, keep, list, openRecords, OTHER_CARD, type Records } from './world.ts';

const IBAN = 'NL91ABNA0417164300';
const ENVELOPES = 10_000;

describe('what lies in the table of records', () => {
  let at: Records;
  before(async () => void (at = await openRecords()));
  after(() => at.close());

  const sealedOf = async (id: string): Promise<string> => {
    const [row] = await at.sql('select sealed from sealed_record where id = $1', id);
    return String(row?.sealed);
  };
  const unreadable = async (app: App) =>
    (await list(app)).records.filter((one) => one.unreadable === true).map(({ id }) => id);

  it('KMS-R06 KMS-R39 is no plaintext, whatever one looks for', async () => {
    const app = await at.app();
    await keep(app);
    await keep(app, 'free-text', 'the marker Xylophon-7 lies here');
    await keep(app, 'address', { street_address: 'Xylophon 7', locality: 'Xylostadt', country: 'de' });
    const rows = await at.sql(
      'select r::text as line from sealed_record r union all select e::text from audit_event e',
    );
    assert.ok(rows.length > 3);
    for (const { line } of rows) {
      assert.doesNotMatch(String(line), /4242|Xylo/);
      for (const [part] of String(line).matchAll(/[A-Za-z0-9_-]{16,}/g)) {
        assert.doesNotMatch(Buffer.from(part, 'base64url').toString('latin1'), /4242424|Xylo/);
      }
    }
  });

  it('KMS-R25 names version, key and algorithm', async () => {
    const app = await at.app();
    const form = /^v1\.[A-Za-z0-9_-]{1,64}\.A256GCM\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,}$/;
    assert.match(await sealedOf(await keep(app)), form);
  });

  it('KMS-R03 CF-30 differs for two who keep the same, and neither opens for the other', async () => {
    const [mine, theirs] = [await at.app(), await at.app()];
    const [one, other] = [await keep(mine), await keep(theirs)];
    const [left, right] = [await sealedOf(one), await sealedOf(other)];
    assert.notEqual(left.split('.')[1], right.split('.')[1]);
    assert.notEqual(left.split('.')[4], right.split('.')[4]);
    await at.sql('update sealed_record set sealed = $2 where id = $1', one, right);
    assert.deepEqual(await unreadable(mine), [one]);
    assert.deepEqual(await unreadable(theirs), []);
    // The whole row under another owner.
    await at.sql('update sealed_record set account_id = $2 where id = $1', other, mine.accountId);
    assert.deepEqual((await unreadable(mine)).sort(), [one, other].sort());
    assert.equal((await mine.call('POST', `/records/${other}/reveal`)).status, 409);
  });

  it('KMS-N09 does not open in another row of the same owner, nor under another type', async () => {
    const app = await at.app();
    const card = await keep(app);
    const other = await keep(app, 'card-number', OTHER_CARD);
    const iban = await keep(app, 'iban', IBAN);
    const [ofCard, ofOther] = [await sealedOf(card), await sealedOf(other)];
    await at.sql('update sealed_record set sealed = $2 where id = $1', card, ofOther);
    await at.sql('update sealed_record set sealed = $2 where id = $1', other, ofCard);
    assert.deepEqual((await unreadable(app)).sort(), [card, other].sort());
    await at.sql(`update sealed_record set type = 'card-number' where id = $1`, iban);
    assert.equal((await unreadable(app)).length, 3);
    await at.sql(`update sealed_record set type = 'iban' where id = $1`, iban);
    assert.equal((await unreadable(app)).length, 2);
  });

  it('does not open when an older value is put back', async () => {
    const app = await at.app();
    const id = await keep(app);
    const before = await sealedOf(id);
    const body = { type: 'card-number', value: OTHER_CARD };
    assert.equal(
      (await app.call('PUT', `/records/${id}`, { body, headers: { 'If-Match': '"1"' } })).status,
      200,
    );
    assert.deepEqual(await unreadable(app), []);
    await at.sql('update sealed_record set sealed = $2 where id = $1', id, before);
    assert.deepEqual(await unreadable(app), [id]);
  });

  it('KMS-C10 JIRO-N06 takes no other with it when one is broken, and the operator reads which', async () => {
    const app = await at.app();
    const ids = [await keep(app), await keep(app, 'iban', IBAN), await keep(app)];
    const [good = '', broken = ''] = ids;
    const spoils = [
      'v1.k.A256GCM.x.y',
      'nothing at all',
      (await sealedOf(broken)).slice(0, -2),
      await sealedOf(good),
    ];
    for (const spoil of spoils) {
      await at.sql('update sealed_record set sealed = $2 where id = $1', broken, spoil);
      const { records } = await list(app);
      assert.equal(records.length, ids.length);
      assert.deepEqual(records.find(({ id }) => id === broken)?.unreadable, true);
      assert.equal(records.filter(({ masked }) => masked === '•••• 4242').length, 2);
    }
    const line = at.lines.findLast(({ msg }) => msg === 'a sealed record does not open');
    const [, keyId = 'none'] = (await sealedOf(good)).split('.');
    assert.match(JSON.stringify(line), new RegExp(`${broken}.*key ${keyId}`));
    assert.equal(line?.level, 'error');

    const one = await app.call('GET', `/records/${broken}`, { headers: { 'If-None-Match': '"1"' } });
    assert.deepEqual([one.status, one.body.unreadable, one.body.masked], [200, true, undefined]);
    assert.equal((await app.call('POST', `/records/${broken}/reveal`)).status, 409);
    // It can be written anew, or thrown away.
    const body = { type: 'iban', value: IBAN };
    const put = await app.call('PUT', `/records/${broken}`, { body, headers: { 'If-Match': '"1"' } });
    assert.equal(put.status, 200);
    assert.deepEqual(await unreadable(app), []);
  });

  it('is unreadable, and still listed and deletable, once the key of the account is lost', async () => {
    const app = await at.app();
    const id = await keep(app);
    at.dataKeys.lose(app.accountId);
    assert.deepEqual(await unreadable(app), [id]);
    const fresh = await keep(app, 'iban', IBAN);
    assert.equal((await app.call('POST', `/records/${fresh}/reveal`)).body.value, IBAN);
    assert.equal((await app.call('DELETE', `/records/${id}`)).status, 204);
  });

  it('waits when nobody answers who holds the keys: 503, and nothing is lost or half done', async () => {
    const app = await at.app();
    const id = await keep(app);
    at.dataKeys.down = true;
    const change = { body: { type: 'card-number', value: OTHER_CARD }, headers: { 'If-Match': '"1"' } };
    for (const [method, path, more] of [
      ['GET', '/records'],
      ['GET', `/records/${id}`],
      ['POST', '/records', change],
      ['PUT', `/records/${id}`, change],
      ['POST', `/records/${id}/reveal`],
    ] as const) {
      const { status, body, headers } = await app.call(method, path, more);
      assert.deepEqual([status, body.error], [503, 'temporarily_unavailable'], `${method} ${path}`);
      assert.ok(Number(headers.get('retry-after')) > 0);
    }
    at.dataKeys.down = false;
    assert.deepEqual((await app.call('POST', `/records/${id}/reveal`)).body.value, CARD);
    const events = await at.sql(
      `select from audit_event where account_id = $1 and kind like 'record.%'`,
      app.accountId,
    );
    assert.equal(events.length, 2, 'one made, one revealed');
  });

  it('KMS-R13 has a nonce of its own in each of 10,000 envelopes', async () => {
    const keys = await memoryDataKeys().of('account', 'writing');
    const bound = { id: 'row', type: 'card-number', revision: 1 };
    const nonces = Array.from({ length: ENVELOPES }, () => sealValue(keys, bound, CARD).split('.')[3]);
    assert.equal(new Set(nonces).size, ENVELOPES);
  });
});
