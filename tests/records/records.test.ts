import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { recordCalls, revealedRecord } from '../../contract/records.ts';
import { CARD, keep, list, openRecords, OTHER_CARD, type Records, RECORD_SCOPES } from './world.ts';

describe('records of an account', () => {
  let at: Records;
  before(async () => void (at = await openRecords()));
  after(() => at.close());

  it('KMS-R01 KMS-R34 are kept, listed, read, replaced and deleted', async () => {
    const app = await at.app();
    const made = await app.call('POST', '/records', {
      body: { type: 'card-number', value: '4242 4242 4242 4242' },
    });
    assert.equal(made.status, 201);
    const { id = '' } = made.body;
    assert.equal(made.headers.get('location'), `${at.world.issuer}/records/${id}`);
    const now = at.world.clock.nowSeconds();
    const entry = { id, type: 'card-number', client_id: app.by.client.id, created_at: now, updated_at: now };
    assert.deepEqual(made.body, { ...entry, revision: 1, masked: '•••• 4242' });
    assert.deepEqual(await list(app), { records: [made.body] });

    const { ETag = '' } = { ETag: made.headers.get('etag') ?? '' };
    const next = { type: 'card-number', value: OTHER_CARD };
    const put = await app.call('PUT', `/records/${id}`, { body: next, headers: { 'If-Match': ETag } });
    assert.deepEqual([put.status, put.body.masked], [200, '•••• 4444']);
    const read = await app.call('GET', `/records/${id}`);
    assert.deepEqual(read.body, put.body);
    const revealed = await app.call('POST', `/records/${id}/reveal`);
    assert.deepEqual(revealed.body, { ...entry, revision: 2, value: OTHER_CARD });
    revealedRecord.parse(revealed.body);

    assert.equal((await app.call('DELETE', `/records/${id}`)).status, 204);
    assert.equal((await app.call('GET', `/records/${id}`)).status, 404);
    assert.equal((await app.call('DELETE', `/records/${id}`)).status, 404);
    assert.deepEqual(await list(app), { records: [] });
    for (const answer of [made, put, read, revealed]) {
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
    recordCalls['GET /records'].output.parse(await list(app));
  });

  it('say which client keeps them, and every app of the account sees all', async () => {
    const app = await at.app();
    const id = await keep(app);
    const other = await at.beside(app);
    const own = await keep(other);
    assert.deepEqual((await list(other)).records.map((one) => one.id).sort(), [id, own].sort());
    assert.deepEqual(
      (await list(other, '?mine=true')).records.map((one) => one.id),
      [own],
    );
    assert.equal((await other.call('GET', `/records/${id}`)).body.client_id, app.by.client.id);
    assert.equal((await other.call('POST', `/records/${id}/reveal`)).body.value, CARD);
  });

  const NEEDS = [
    ['GET', '/records', 'records:read', 200],
    ['POST', '/records', 'records:write', 201],
    ['GET', '/records/ID', 'records:read', 200],
    ['PUT', '/records/ID', 'records:write', 200],
    ['POST', '/records/ID/reveal', 'records:reveal', 200],
    ['DELETE', '/records/ID', 'records:write', 204],
  ] as const;
  for (const [method, path, scope, good] of NEEDS) {
    it(`KMS-R02 OBS-C13 AD-01 ${method} ${path} needs ${scope} and takes no other`, async () => {
      const full = await at.app();
      const id = await keep(full);
      const target = path.replace('ID', id);
      const change = { body: { type: 'card-number', value: CARD }, headers: { 'If-Match': '*' } };
      const more = method === 'PUT' || (path === '/records' && method === 'POST') ? change : {};
      const nobody = await at.send('', method, target, more);
      assert.equal(nobody.status, 401);
      assert.match(
        nobody.headers.get('www-authenticate') ?? '',
        /^Bearer realm="tacet", resource_metadata=".*\/records"/,
      );
      assert.equal((await at.send('none', method, target, more)).status, 401);
      assert.equal((await at.fetch(`${target}?access_token=${full.token}`, { method })).status, 401);

      const others = RECORD_SCOPES.filter((one) => one !== scope);
      const poor = await at.app(others);
      const refused = await poor.call(method, target, more);
      assert.deepEqual([refused.status, refused.body.error], [403, 'insufficient_scope']);
      assert.match(refused.headers.get('www-authenticate') ?? '', new RegExp(`scope="${scope}"`));
      assert.equal((await full.call(method, target, more)).status, good);
    });
  }

  it('AD-02 KMS-N10 of another account, and ids that never were, are not there', async () => {
    const [mine, theirs] = [await at.app(), await at.app()];
    const id = await keep(theirs);
    const change = { body: { type: 'card-number', value: CARD }, headers: { 'If-Match': '*' } };
    for (const name of [
      id,
      id.toUpperCase(),
      '1',
      'null',
      `${id}0`,
      '00000000-0000-4000-8000-000000000000',
      'a.b',
    ]) {
      for (const [method, path, more] of [
        ['GET', `/records/${name}`],
        ['PUT', `/records/${name}`, change],
        ['DELETE', `/records/${name}`],
        ['POST', `/records/${name}/reveal`],
      ] as const) {
        assert.equal((await mine.call(method, path, more)).status, 404, `${method} ${path}`);
      }
    }
    assert.equal((await theirs.call('GET', `/records/${id}`)).status, 200);
    const foreign = await at.sql(
      `select from audit_event where account_id = $1 and kind like 'record.%'`,
      mine.accountId,
    );
    assert.equal(foreign.length, 0);
  });

  it('a machine has none, whatever its token says', async () => {
    const by = await at.world.client({ grantTypes: ['client_credentials'], type: 'machine', scopes: [] });
    const { body } = await at.world.post('/token', { grant_type: 'client_credentials' }, by);
    const { status } = await at.send(body.access_token ?? '', 'GET', '/records');
    assert.equal(status, 403);
  });

  it('KMS-R24 go with the account', async () => {
    const app = await at.app();
    await keep(app);
    const atSeconds = at.world.clock.nowSeconds();
    await at.world.storage.accounts.delete(app.accountId, { kind: 'account.deleted', atSeconds });
    const left = await at.sql('select from sealed_record where account_id = $1', app.accountId);
    assert.equal(left.length, 0);
    assert.equal((await app.call('GET', '/records')).status, 401);
  });
});
