import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RECORDS_MAX } from '../../server/records/create.ts';
import { type App, CARD, keep, list, openRecords, OTHER_CARD, type Records } from './world.ts';

const AT_ONCE = 50;
const next = { type: 'card-number', value: OTHER_CARD };

describe('records that several apps write', () => {
  let at: Records;
  let app: App;
  let id: string;
  before(async () => {
    at = await openRecords();
    app = await at.app();
    id = await keep(app);
  });
  after(() => at.close());

  const put = (ifMatch: string | undefined, body: unknown = next) =>
    app.call('PUT', `/records/${id}`, {
      body,
      ...(ifMatch !== undefined && { headers: { 'If-Match': ifMatch } }),
    });
  const etag = async () => (await app.call('GET', `/records/${id}`)).headers.get('etag') ?? '';

  it('RFC 9110 §13.1.1 are replaced by who says what they have read', async () => {
    assert.equal(await etag(), '"1"');
    assert.equal((await put(undefined)).status, 428);
    for (const wrong of ['"2"', 'W/"1"', '1', '"x"', '""', '"01"', '"1', '"999999999999"', ',']) {
      assert.equal((await put(wrong)).status, 412, wrong);
    }
    assert.equal(await etag(), '"1"');
    const answer = await put('"1"');
    assert.deepEqual([answer.status, answer.headers.get('etag')], [200, '"2"']);
    assert.equal((await put('"7", "2"')).headers.get('etag'), '"3"');
    assert.equal((await put('*')).headers.get('etag'), '"4"');
  });

  it('RFC 9110 §13.1.2 are not sent again to who has them', async () => {
    const current = await etag();
    for (const tag of [current, `W/${current}`, `"x", ${current}`, '*']) {
      const answer = await app.call('GET', `/records/${id}`, { headers: { 'If-None-Match': tag } });
      assert.deepEqual([answer.status, answer.text, answer.headers.get('etag')], [304, '', current]);
    }
    const other = await app.call('GET', `/records/${id}`, { headers: { 'If-None-Match': '"1"' } });
    assert.equal(other.status, 200);
  });

  it('have one winner among fifty who read the same', async () => {
    const current = await etag();
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => put(current)));
    const statuses = answers.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 1);
    assert.equal(statuses.filter((status) => status === 412).length, AT_ONCE - 1);
    assert.equal((await app.call('POST', `/records/${id}/reveal`)).body.value, OTHER_CARD);
  });

  it('keep their type', async () => {
    const other = await put('*', { type: 'free-text', value: 'a note' });
    assert.equal(other.status, 400);
    assert.match(other.body.error_description ?? '', /^type: /);
    assert.equal((await put(await etag(), { type: 'free-text', value: 'a note' })).status, 400);
  });

  it('OBS-C14 are not written over by what was shown of them', async () => {
    const shown = (await app.call('GET', `/records/${id}`)).body;
    for (const body of [
      { type: 'card-number', value: shown.masked },
      { type: 'card-number', value: '********' },
      shown,
    ]) {
      assert.equal((await put('*', body)).status, 400);
    }
    const note = await app.call('POST', '/records', { body: { type: 'free-text', value: '••••' } });
    assert.match(note.body.error_description ?? '', /^value: it is masked/);
  });

  it('are deleted as they were read, or however they are', async () => {
    const [one, other] = [await keep(app), await keep(app)];
    const refused = await app.call('DELETE', `/records/${one}`, { headers: { 'If-Match': '"2"' } });
    assert.equal(refused.status, 412);
    assert.equal(
      (await app.call('DELETE', `/records/${one}`, { headers: { 'If-Match': '"1"' } })).status,
      204,
    );
    assert.equal(
      (await app.call('DELETE', `/records/${one}`, { headers: { 'If-Match': '"1"' } })).status,
      404,
    );
    const many = await Promise.all(Array.from({ length: 10 }, () => app.call('DELETE', `/records/${other}`)));
    assert.equal(many.filter(({ status }) => status === 204).length, 1);
    assert.equal(many.filter(({ status }) => status === 404).length, 9);
  });

  it('are made once for one Idempotency-Key, however often it comes', async () => {
    const headers = { 'Idempotency-Key': 'order-4711' };
    const body = { type: 'card-number', value: CARD };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => app.call('POST', '/records', { body, headers })),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
    const other = await app.call('POST', '/records', { body: next, headers });
    assert.equal(other.status, 409);
    const bad = await app.call('POST', '/records', { body, headers: { 'Idempotency-Key': 'a b' } });
    assert.equal(bad.status, 400);
    const beside = await at.beside(app);
    const theirs = await beside.call('POST', '/records', { body, headers });
    assert.notEqual(theirs.body.id, answers[0]?.body.id);
    const made = await at.sql(
      `select count(*)::integer as made from audit_event where account_id = $1 and kind = 'record.created'
       and record_id = $2`,
      ...[app.accountId, answers[0]?.body.id],
    );
    assert.equal(made[0]?.made, 1);
  });

  it('are so many for one account and no more, and others are not kept from theirs', async () => {
    const full = await at.app();
    const first = await keep(full);
    await at.sql(
      `insert into sealed_record select account_id, gen_random_uuid()::text, type, client_id, sealed, revision,
         created_at_seconds, updated_at_seconds from sealed_record, generate_series(2, $2::integer) where id = $1`,
      ...[first, RECORDS_MAX],
    );
    const refused = await full.call('POST', '/records', { body: next });
    assert.deepEqual([refused.status, refused.body.error], [409, 'invalid_request']);
    assert.match(refused.body.error_description ?? '', /delete one first/);
    await keep(app);
    assert.equal((await full.call('DELETE', `/records/${first}`)).status, 204);
    await keep(full);
    assert.equal((await list(full, '?limit=100')).records.length, 100);
  });
});
