import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answerOf, approve, tokensOf } from '../tokens/world.ts';
import { prover } from '../dpop/prover.ts';
import { CARD, keep, list, openRecords, type Records, RECORD_SCOPES } from './world.ts';

describe('records in clear', () => {
  let at: Records;
  before(async () => void (at = await openRecords()));
  after(() => at.close());

  const eventsOf = (accountId: string) =>
    at.sql(
      `select kind, client_id, record_id, record_type, address_prefix from audit_event
       where account_id = $1 and kind like 'record.%' order by id`,
      accountId,
    );

  it('are told of one at a time, each with the event that says who read what', async () => {
    const app = await at.app();
    const id = await keep(app);
    const other = await at.beside(app);
    await list(app);
    await app.call('GET', `/records/${id}`);
    assert.equal((await eventsOf(app.accountId)).length, 1, 'what is masked leaves no event');
    for (const reader of [app, other, other]) {
      assert.equal((await reader.call('POST', `/records/${id}/reveal`, { body: {} })).body.value, CARD);
    }
    await app.call('DELETE', `/records/${id}`);
    const told = (kind: string, by: typeof app) => ({
      ...{ kind, client_id: by.by.client.id, record_id: id, record_type: 'card-number' },
      address_prefix: '127.0.0.0/24',
    });
    assert.deepEqual(await eventsOf(app.accountId), [
      told('record.created', app),
      told('record.revealed', app),
      told('record.revealed', other),
      told('record.revealed', other),
      told('record.deleted', app),
    ]);
    const [event] = await at.world.storage.audit.list({ accountId: app.accountId, limit: 1 });
    assert.deepEqual([event?.recordId, event?.recordType], [id, 'card-number']);
  });

  it('are not given when it cannot be written down', async () => {
    const app = await at.app();
    const id = await keep(app);
    await at.sql(
      `alter table audit_event add constraint full_disk check (kind <> 'record.revealed') not valid`,
    );
    const answer = await app.call('POST', `/records/${id}/reveal`);
    await at.sql('alter table audit_event drop constraint full_disk');
    assert.equal(answer.status, 500);
    assert.doesNotMatch(answer.text, /4242424/);
    assert.equal((await app.call('POST', `/records/${id}/reveal`)).status, 200);
  });

  it('are never in the log', async () => {
    const app = await at.app();
    await app.call('POST', `/records/${await keep(app)}/reveal`);
    assert.ok(at.lines.length > 0);
    assert.doesNotMatch(JSON.stringify(at.lines), /4242424/);
  });

  it('are not to be had by GET, nor by a parameter', async () => {
    const app = await at.app();
    const id = await keep(app);
    assert.equal((await app.call('GET', `/records/${id}/reveal`)).status, 405);
    const plain = await app.call('GET', `/records/${id}?reveal=true`);
    assert.deepEqual([plain.status, plain.body.value, plain.body.masked], [200, undefined, '•••• 4242']);
  });

  it('RFC 9449 §7.1 need the key that the token is bound to', async () => {
    const key = prover();
    const by = await at.world.client({ scopes: ['openid', ...RECORD_SCOPES] });
    const { issuer, clock } = at.world;
    const proof = (htm: string, htu: string, accessToken?: string) =>
      key.proof({ htm, htu: issuer + htu, iat: clock.nowSeconds(), ...(accessToken && { accessToken }) });
    const approved = await approve(at.world, by, { scopes: ['openid', ...RECORD_SCOPES] });
    const { body } = await at.world.post('/token', approved.fields, by, { DPoP: proof('POST', '/token') });
    const token = body.access_token ?? '';
    const send = (path: string, proved: string) =>
      at.fetch(path, { headers: { Authorization: `DPoP ${token}`, DPoP: proved } }).then(answerOf);
    assert.equal((await at.send(token, 'GET', '/records')).status, 401);
    assert.equal((await send('/records', proof('GET', '/records', token))).status, 200);
    assert.equal((await send('/records', proof('GET', '/userinfo', token))).status, 401);
    const id = '00000000-0000-4000-8000-000000000000';
    assert.equal((await send(`/records/${id}`, proof('GET', `/records/${id}`, token))).status, 404);
    assert.equal((await send(`/records/${id}`, proof('GET', '/records', token))).status, 401);
  });

  it('are told to no token of another account, and to none once the consent is withdrawn', async () => {
    const app = await at.app();
    const id = await keep(app);
    const { tokens } = await tokensOf(at.world, app.by, { scopes: ['openid', 'records:reveal'] });
    assert.equal((await at.send(tokens.access_token ?? '', 'POST', `/records/${id}/reveal`)).status, 404);
    const atSeconds = at.world.clock.nowSeconds();
    await at.world.storage.consents.withdraw(app.accountId, app.by.client.id, {
      kind: 'consent.withdrawn',
      atSeconds,
    });
    assert.equal((await app.call('POST', `/records/${id}/reveal`)).status, 401);
  });
});

describe('records in clear where the operator wants a fresh sign-in', () => {
  let at: Records;
  before(async () => void (at = await openRecords({ TACET_REVEAL_SIGN_IN_SECONDS: '300' })));
  after(() => at.close());

  it('RFC 9470 §3 send who signed in too long ago through sign-in again', async () => {
    const app = await at.app();
    const id = await keep(app);
    assert.equal((await app.call('POST', `/records/${id}/reveal`)).status, 200);
    at.world.clock.turn(301);
    const late = await app.call('POST', `/records/${id}/reveal`);
    assert.deepEqual([late.status, late.body.error], [401, 'insufficient_user_authentication']);
    assert.match(late.headers.get('www-authenticate') ?? '', /max_age="300"/);
    assert.equal((await app.call('GET', `/records/${id}`)).status, 200);
  });
});
