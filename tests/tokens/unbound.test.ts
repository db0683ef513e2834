import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { AuthenticatedClient } from '../../server/clients/client.ts';
import { tokenIssuer } from '../../server/tokens/issue.ts';
import type { UnboundOwed } from '../../server/tokens/owed.ts';
import { type Registered, type World, isAlive, openWorld, tokensOf } from './world.ts';

const INACTIVE = '{"active":false}';
const CALLER = { requestId: 'r', addressPrefix: '10.0.0.0/24', userAgent: 'test' };

describe('an access token of no family', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  /** As a grant has it minted. */
  async function issue({ client }: Registered, owed: Partial<UnboundOwed> = {}) {
    const all: UnboundOwed = { kind: 'unbound', scopes: ['openid', 'email'], terms: {}, ...owed };
    // No request authenticates it here.
    const proved = client as AuthenticatedClient;
    return tokenIssuer(world.parts).issue(all, proved, CALLER);
  }
  const mint = async (by: Registered, owed: Partial<UnboundOwed> = {}) =>
    (await issue(by, owed)).access_token;
  const introspect = (token: string, by: Registered) => world.post('/introspect', { token }, by);
  const update = (client: Registered['client']) =>
    world.storage.clients.update(client, { kind: 'client.updated', atSeconds: 1, clientId: client.id });

  it('RFC 9068 §2.2 of the client itself names the client, and tells of no sign-in', async () => {
    const by = await world.client();
    const response = await issue(by, { scopes: ['email'] });
    assert.deepEqual(Object.keys(response).sort(), ['access_token', 'expires_in', 'scope', 'token_type']);
    const claims = decodeJwt(response.access_token);
    assert.deepEqual([claims.sub, claims.client_id, claims.aud], [by.client.id, by.client.id, world.issuer]);
    for (const name of ['auth_time', 'acr', 'amr', 'cnf', 'act']) assert.ok(!(name in claims), name);
    const { body } = await introspect(response.access_token, by);
    assert.deepEqual([body.active, body.sub, body.scope], [true, by.client.id, 'email']);
    assert.equal(await isAlive(world, response.access_token), false, 'userinfo tells of people');
  });

  it('two of them have two names', async () => {
    const by = await world.client();
    const names = [decodeJwt(await mint(by)).jti, decodeJwt(await mint(by)).jti];
    assert.equal(new Set(names).size, 2);
  });

  it('RFC 7009 §2.1 is taken back alone, by its own client, once and for all', async () => {
    const [by, other] = [await world.client(), await world.client()];
    const [token, sibling] = [await mint(by), await mint(by)];
    await world.post('/revoke', { token }, other);
    assert.equal((await introspect(token, by)).body.active, true);
    for (let count = 0; count < 2; count += 1) {
      const { status, text } = await world.post('/revoke', { token }, by);
      assert.deepEqual([status, text], [200, '{}']);
      assert.equal((await introspect(token, by)).text, INACTIVE);
    }
    assert.equal((await introspect(sibling, by)).body.active, true);
    const events = await world.storage.audit.list({ limit: 50 });
    const revoked = events.filter(
      ({ kind, clientId }) => kind === 'tokens.revoked' && clientId === by.client.id,
    );
    assert.equal(revoked.length, 1);
  });

  it('what was taken back is forgotten when it has expired', async () => {
    const by = await world.client();
    const token = await mint(by);
    await world.post('/revoke', { token }, by);
    const now = world.clock.nowSeconds();
    await world.storage.sweep(now);
    assert.equal((await introspect(token, by)).text, INACTIVE);
    world.clock.turn(world.config.lifetimes.accessTokenSeconds + 10);
    assert.ok((await world.storage.sweep(world.clock.nowSeconds())) > 0);
    assert.equal((await introspect(token, by)).text, INACTIVE);
  });

  it('dies with its client', async () => {
    const [by, reader] = [await world.client(), await world.client({ firstParty: true })];
    const token = await mint(by);
    assert.equal((await introspect(token, reader)).body.active, true);
    await update({ ...by.client, enabled: false });
    assert.equal((await introspect(token, reader)).text, INACTIVE);
  });

  it('of an account works at userinfo while it is agreed to, and dies with the account', async () => {
    const by = await world.client();
    const account = await world.account();
    const token = await mint(by, { accountId: account.id });
    assert.equal(await isAlive(world, token), false, 'nobody has agreed to it yet');
    await world.consent(account, by);
    const answer = await world.fetch('/userinfo', { headers: { Authorization: `Bearer ${token}` } });
    const told: unknown = JSON.parse(await answer.text());
    assert.deepEqual(told, { sub: account.id, email: account.email, email_verified: true });
    const event = { kind: 'account.disabled', atSeconds: 1, accountId: account.id } as const;
    await world.storage.accounts.setState(account.id, 'disabled', event);
    assert.equal(await isAlive(world, token), false);
    assert.equal((await introspect(token, by)).text, INACTIVE);
  });

  it('RFC 8693 §4.1 exchanged for another, says who acts, repeats the sign-in, and dies with it', async () => {
    const [by, acting] = [await world.client(), await world.client()];
    const { account, session, record } = await tokensOf(world, by);
    const live = await world.storage.families.findLive(account.id, record.familyId, world.clock.nowSeconds());
    assert.ok(live);
    const terms = { actor: { sub: acting.client.id } };
    const token = await mint(acting, { accountId: account.id, family: live.family, terms });
    const { body } = await introspect(token, acting);
    assert.deepEqual(
      [body.sub, body.client_id, body.act],
      [account.id, acting.client.id, { sub: acting.client.id }],
    );
    assert.equal(body.auth_time, record.authenticatedAtSeconds);
    assert.equal((await introspect(token, by)).text, INACTIVE, 'it is not the first client’s');
    assert.equal(await isAlive(world, token), true);

    const event = { kind: 'session.ended', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.sessions.end(account.id, session.id, event);
    assert.equal(await isAlive(world, token), false);
  });

  it('lives no longer than asked, than its family, than an access token', async () => {
    const by = await world.client();
    const lifeOf = async (ttlSeconds: number) => (await issue(by, { ttlSeconds })).expires_in;
    assert.deepEqual([await lifeOf(30), await lifeOf(1_000_000)], [30, 600]);
  });

  it('JT-05 its name opens for its own client and subject alone', async () => {
    const by = await world.client({ firstParty: true });
    const other = await world.client();
    const account = await world.account();
    const claims = decodeJwt(await mint(by, { accountId: account.id }));
    const forged = (change: object) => world.keyring.sign('ES256', 'at+jwt', { ...claims, ...change });
    assert.equal(await isAlive(world, forged({})), true);
    assert.equal(await isAlive(world, forged({ client_id: other.client.id })), false);
    const { jti } = decodeJwt(await mint(by));
    assert.equal(await isAlive(world, forged({ jti })), false, 'a name of nobody');
  });
});
