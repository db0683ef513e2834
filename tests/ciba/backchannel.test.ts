import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { post, type Registered, somebody } from '../device/both-sides.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { aBank, ask, asked, CIBA_GRANT, lettersTo, mailedRequest, poll, settle } from './both-sides.ts';

describe('backchannel authentication (CIBA Core 1.0)', () => {
  let server: TestServer;
  let bank: Registered;
  before(async () => {
    server = await startServer();
    bank = await aBank(server);
  });
  after(() => server.stop());

  const said = async (fields: Readonly<Record<string, string>>, by = bank) => {
    const { status, body } = await ask(server, by, fields);
    return [status, body.error];
  };

  it('CIBA §7.3, §10.1.1 mails the person, waits, and gives tokens once they have allowed it', async () => {
    const person = await somebody(server);
    const login_hint = person.account.email;
    const answer = await ask(server, bank, { login_hint, scope: 'openid email offline_access' });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { auth_req_id: authReqId = '', ...rest } = answer.body;
    assert.match(authReqId, /^ar_[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(rest, { expires_in: 600, interval: 5 });
    assert.equal(answer.headers.get('cache-control'), 'no-store');

    assert.equal((await poll(server, bank, authReqId)).body.error, 'authorization_pending');
    await settle(server, person);
    const { status, body } = await poll(server, bank, authReqId);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.scope, 'openid email offline_access');
    assert.ok(body.refresh_token);
    const idToken = claimsOf(body.id_token);
    assert.equal(idToken.sub, person.account.id);
    assert.equal(idToken.aud, bank.client.id);
    assert.equal((await poll(server, bank, authReqId)).body.error, 'invalid_grant');
  });

  it('CIBA §11 slows down whoever polls too early, and forgets after the time it named', async () => {
    const { account } = await somebody(server);
    const requested_expiry = '30';
    const authReqId = await asked(server, bank, { login_hint: account.email, requested_expiry });
    assert.equal((await poll(server, bank, authReqId)).body.error, 'authorization_pending');
    assert.equal((await poll(server, bank, authReqId)).body.error, 'slow_down');
    server.clock.turn(31);
    assert.equal((await poll(server, bank, authReqId)).body.error, 'expired_token');
    server.clock.turn(1_200);
    assert.equal((await poll(server, bank, authReqId)).body.error, 'invalid_grant');
  });

  it('CIBA §7.1 takes exactly one hint, and openid among the scopes', async () => {
    const { account } = await somebody(server);
    const login_hint = account.email;
    const cases = [
      [{}, 'invalid_request'],
      [{ login_hint_token: 'x' }, 'invalid_request'],
      [{ login_hint, login_hint_token: 'x' }, 'invalid_request'],
      [{ login_hint, id_token_hint: 'x' }, 'invalid_request'],
      [{ login_hint: 'no address' }, 'invalid_request'],
      [{ id_token_hint: 'x.y.z' }, 'invalid_request'],
      [{ login_hint, scope: 'email' }, 'invalid_scope'],
      [{ login_hint, scope: '' }, 'invalid_scope'],
      [{ login_hint, scope: 'openid nothing' }, 'invalid_scope'],
      [{ login_hint, user_code: '1234' }, 'invalid_request'],
      [{ login_hint, requested_expiry: '0' }, 'invalid_request'],
      [{ login_hint, requested_expiry: '-1' }, 'invalid_request'],
      [{ login_hint, requested_expiry: 'soon' }, 'invalid_request'],
      [{ login_hint, request: 'x.y.z' }, 'invalid_request'],
      [{ login_hint, binding_message: 'W'.repeat(65) }, 'invalid_binding_message'],
      [{ login_hint, binding_message: 'two\nlines' }, 'invalid_binding_message'],
      [{ login_hint, binding_message: 'turned \u202Earound' }, 'invalid_binding_message'],
      [{ login_hint, binding_message: 'un\u200Bseen' }, 'invalid_binding_message'],
    ] as const;
    for (const [fields, error] of cases)
      assert.deepEqual(await said(fields), [400, error], JSON.stringify(fields));
    assert.deepEqual(await lettersTo(server, account.email), []);
  });

  it('CIBA §5 is for confidential clients that registered the grant (DV-07)', async () => {
    const { account } = await somebody(server);
    const fields = { login_hint: account.email };
    const web = await server.client();
    const unproved = await aBank(server, { type: 'native', authMethod: 'none' });
    assert.deepEqual(await said(fields, web), [400, 'unauthorized_client']);
    assert.deepEqual(await said(fields, unproved), [400, 'unauthorized_client']);
    assert.deepEqual(await said(fields, { ...bank, secret: 'wrong' }), [401, 'invalid_client']);
    const polled = await poll(server, web, await asked(server, bank, fields));
    assert.deepEqual([polled.status, polled.body.error], [400, 'unauthorized_client']);
  });

  it('takes an ID token of its own for a hint, expired or not, and that of no other client', async () => {
    const person = await somebody(server);
    const first = await asked(server, bank, { login_hint: person.account.email });
    await settle(server, person);
    const { body } = await poll(server, bank, first);
    server.clock.turn(7_200);
    const id_token_hint = body.id_token ?? '';
    assert.deepEqual(await said({ id_token_hint }, await aBank(server)), [400, 'invalid_request']);
    await asked(server, bank, { id_token_hint });
    assert.equal((await lettersTo(server, person.account.email)).length, 2);
  });

  it('EN-05 answers, writes and waits for a stranger as for a member, and mails them nothing', async () => {
    const { account } = await somebody(server);
    const rows = async () => (await server.parts.storage.outbox.recent(200)).length;
    const seen = [];
    for (const login_hint of [account.email, 'stranger@example.org']) {
      const before = await rows();
      const { status, headers, body } = await ask(server, bank, { login_hint });
      const { auth_req_id: authReqId = '', ...rest } = body;
      const names = [...headers.keys()].filter((name) => name !== 'date');
      const polled = await poll(server, bank, authReqId);
      const written = (await rows()) - before;
      seen.push({ status, names, length: authReqId.length, rest, written, polled: polled.body });
    }
    assert.deepEqual(seen[0], seen[1]);
    assert.equal((await lettersTo(server, account.email)).length, 1);
    assert.deepEqual(await lettersTo(server, 'stranger@example.org'), []);
  });

  it('sends a disabled account nothing, and says nothing of that', async () => {
    const { account } = await somebody(server);
    const event = { kind: 'account.disabled', atSeconds: server.clock.nowSeconds() } as const;
    await server.parts.storage.accounts.setState(account.id, 'disabled', event);
    await asked(server, bank, { login_hint: account.email });
    assert.deepEqual(await lettersTo(server, account.email), []);
  });

  it('SE-07 gives nothing once the account was disabled between the yes and the poll', async () => {
    const person = await somebody(server);
    const authReqId = await asked(server, bank, { login_hint: person.account.email });
    await settle(server, person);
    const event = { kind: 'account.disabled', atSeconds: server.clock.nowSeconds() } as const;
    await server.parts.storage.accounts.setState(person.account.id, 'disabled', event);
    assert.equal((await poll(server, bank, authReqId)).body.error, 'invalid_grant');
  });

  it('mails one person three letters of one client and five of all, members and strangers alike', async () => {
    const { account } = await somebody(server);
    const others = [await aBank(server), await aBank(server)];
    for (const login_hint of [account.email, 'other-stranger@example.org']) {
      for (let count = 0; count < 3; count += 1) await asked(server, bank, { login_hint });
      const [one, two] = others;
      assert.ok(one && two);
      const refused = await ask(server, bank, { login_hint });
      assert.equal(refused.status, 429);
      assert.equal(refused.headers.get('retry-after'), '600');
      await asked(server, one, { login_hint });
      await asked(server, two, { login_hint });
      assert.equal((await ask(server, two, { login_hint })).status, 429);
    }
    assert.equal((await lettersTo(server, account.email)).length, 5);
    server.clock.turn(601);
    await asked(server, bank, { login_hint: account.email });
  });

  it('AC-09 takes no other artefact for an auth_req_id', async () => {
    const { account } = await somebody(server);
    const authReqId = await asked(server, bank, { login_hint: account.email });
    const page = await mailedRequest(server, account.email);
    for (const wrong of [page, `dc_${authReqId.slice(3)}`, `ac_${authReqId.slice(3)}`, 'ar_', 'x']) {
      const { status, body } = await poll(server, bank, wrong);
      assert.deepEqual([status, body.error], [400, 'invalid_grant'], wrong);
    }
    const missing = await post(server, '/token', bank, { grant_type: CIBA_GRANT });
    assert.deepEqual([missing.status, missing.body.error], [400, 'invalid_request']);
  });

  it('has one winner when many poll at once', async () => {
    const person = await somebody(server);
    const authReqId = await asked(server, bank, { login_hint: person.account.email });
    await settle(server, person);
    const polls = await Promise.all(Array.from({ length: 20 }, () => poll(server, bank, authReqId)));
    assert.equal(polls.filter(({ status }) => status === 200).length, 1);
  });
});

function claimsOf(token = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
