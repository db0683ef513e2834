import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Registered, type World, approve, isAlive, openWorld, refresh, tokensOf } from './world.ts';

const INACTIVE = '{"active":false}';

describe('introspection and revocation', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  const introspect = (token: string | undefined, by?: Registered) =>
    world.post('/introspect', { token: token ?? '' }, by);
  const revoke = (token: string | undefined, by: Registered) =>
    world.post('/revoke', { token: token ?? '' }, by);

  it('DOD-S04 tells a client about its own tokens', async () => {
    const by = await world.client();
    const { tokens, account, record } = await tokensOf(world, by);
    const now = world.clock.nowSeconds();
    const { jti, ...access } = (await introspect(tokens.access_token, by)).body;
    assert.match(jti ?? '', /^[A-Za-z0-9_-]{43}$/);
    const common = { active: true, iss: world.issuer, sub: account.id, client_id: by.client.id, iat: now };
    const scope = record.scopes.join(' ');
    assert.deepEqual(access, {
      ...common,
      token_type: 'Bearer',
      aud: world.issuer,
      scope,
      exp: now + 600,
      auth_time: record.authenticatedAtSeconds,
      acr: record.acr,
      amr: ['pwd'],
    });
    const { body } = await introspect(tokens.refresh_token, by);
    assert.deepEqual(body, { ...common, scope, exp: now + world.config.lifetimes.refreshIdleSeconds });
  });

  it('IN-01 wants a client that proves itself', async () => {
    const by = await world.client();
    const spa = await world.client({ type: 'spa', authMethod: 'none', secretDigests: [] });
    const { tokens } = await tokensOf(world, by);
    const token = tokens.access_token ?? '';
    const nobody = await world.post('/introspect', { token });
    const open = await world.post('/introspect', { token, client_id: spa.client.id });
    const wrong = await introspect(token, { ...by, secret: 'wrong' });
    for (const { status, body } of [nobody, open, wrong]) {
      assert.deepEqual([status, body.error], [401, 'invalid_client']);
    }
    assert.equal((await world.post('/introspect', {}, by)).body.error, 'invalid_request');
  });

  it('IN-02 tells other clients nothing, and a resource server of the operator about access tokens only', async () => {
    const [by, other] = [await world.client(), await world.client()];
    const resourceServer = await world.client({ firstParty: true });
    const { tokens } = await tokensOf(world, by);
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      assert.equal((await introspect(token, other)).text, INACTIVE);
    }
    assert.equal((await introspect(tokens.refresh_token, resourceServer)).text, INACTIVE);
    assert.equal((await introspect(tokens.access_token, resourceServer)).body.client_id, by.client.id);
  });

  it('IN-03 answers for all that is not good with the same bytes', async () => {
    const by = await world.client();
    const { tokens, code } = await tokensOf(world, by);
    const next = await refresh(world, by, tokens.refresh_token);
    const revoked = await tokensOf(world, by);
    await revoke(revoked.tokens.refresh_token, by);
    const expired = await tokensOf(world, by, { scopes: ['openid'] });
    world.clock.turn(world.config.lifetimes.accessTokenSeconds + 11);
    const bad = [
      'nothing',
      'rt_nothing',
      'a.b.c',
      code,
      tokens.id_token,
      tokens.refresh_token,
      revoked.tokens.access_token,
      revoked.tokens.refresh_token,
      expired.tokens.access_token,
    ];
    for (const token of bad) {
      const answer = await introspect(token, by);
      assert.deepEqual([answer.status, answer.text], [200, INACTIVE], token);
    }
    assert.notEqual((await introspect(next.body.refresh_token, by)).text, INACTIVE);
  });

  it('RT-14 DOD-S05 IN-05 revoking either token ends the family, at once and twice alike', async () => {
    const by = await world.client();
    for (const kind of ['refresh_token', 'access_token'] as const) {
      const { tokens } = await tokensOf(world, by);
      const answers = [await revoke(tokens[kind], by), await revoke(tokens[kind], by)];
      for (const { status, text, headers } of answers) {
        assert.deepEqual([status, text], [200, '{}']);
        assert.match(headers.get('content-type') ?? '', /^application\/json/);
      }
      assert.equal(await isAlive(world, tokens.access_token), false);
      assert.equal((await introspect(tokens.access_token, by)).text, INACTIVE);
      assert.equal((await refresh(world, by, tokens.refresh_token)).body.error, 'invalid_grant');
    }
  });

  it('IN-04 takes no token of another client, and says so to nobody', async () => {
    const [by, other] = [await world.client(), await world.client()];
    const { tokens } = await tokensOf(world, by);
    for (const token of [tokens.access_token, tokens.refresh_token, tokens.id_token, 'nothing', 'rt_x']) {
      const { status, text } = await revoke(token, other);
      assert.deepEqual([status, text], [200, '{}']);
    }
    assert.equal(await isAlive(world, tokens.access_token), true);
    assert.equal((await refresh(world, by, tokens.refresh_token)).status, 200);
  });

  it('a public client may revoke what is its own', async () => {
    const spa = await world.client({ type: 'spa', authMethod: 'none', secretDigests: [] });
    const { fields } = await approve(world, spa);
    const { body } = await world.post('/token', { ...fields, client_id: spa.client.id });
    const token = body.refresh_token ?? '';
    const { status } = await world.post('/revoke', {
      token,
      token_type_hint: 'nonsense',
      client_id: spa.client.id,
    });
    assert.equal(status, 200);
    assert.equal(await isAlive(world, body.access_token), false);
  });

  it('wants a client and a token to revoke', async () => {
    const by = await world.client();
    assert.equal((await revoke('', by)).body.error, 'invalid_request');
    const { status, body } = await world.post('/revoke', { token: 'x' });
    assert.deepEqual([status, body.error], [401, 'invalid_client']);
  });
});
