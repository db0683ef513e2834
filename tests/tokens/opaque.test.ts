import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Registered, type World, isAlive, openWorld, tokensOf } from './world.ts';

const INACTIVE = '{"active":false}';

describe('an opaque access token', () => {
  let world: World;
  let by: Registered;
  before(async () => {
    world = await openWorld();
    by = await world.client({ settings: { tacetAccessTokenFormat: 'opaque' } });
  });
  after(() => world.close());

  const introspect = (token: string | undefined, client = by) =>
    world.post('/introspect', { token: token ?? '' }, client);

  it('says nothing to its holder, and to us what a JWT would', async () => {
    const { tokens, account, record } = await tokensOf(world, by);
    const token = tokens.access_token ?? '';
    assert.match(token, /^at_[A-Za-z0-9_-]+$/);
    const bytes = Buffer.from(token.slice(3), 'base64url').toString('latin1');
    for (const told of [account.id, by.client.id, world.issuer, 'openid']) assert.ok(!bytes.includes(told));

    const now = world.clock.nowSeconds();
    const { jti, ...claims } = (await introspect(token)).body;
    assert.match(jti ?? '', /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(claims, {
      active: true,
      token_type: 'Bearer',
      iss: world.issuer,
      sub: account.id,
      aud: world.issuer,
      client_id: by.client.id,
      scope: record.scopes.join(' '),
      iat: now,
      exp: now + 600,
      auth_time: record.authenticatedAtSeconds,
      acr: record.acr,
      amr: ['pwd'],
    });
  });

  it('works at userinfo, dies by revocation and by time', async () => {
    const { tokens } = await tokensOf(world, by);
    assert.equal(await isAlive(world, tokens.access_token), true);
    await world.post('/revoke', { token: tokens.access_token ?? '' }, by);
    assert.equal(await isAlive(world, tokens.access_token), false);
    assert.equal((await introspect(tokens.access_token)).text, INACTIVE);

    const second = await tokensOf(world, by);
    world.clock.turn(world.config.lifetimes.accessTokenSeconds + 10);
    assert.equal(await isAlive(world, second.tokens.access_token), false);
  });

  it('AC-09 JT-05 nothing else that we sealed passes as one, and it passes as nothing else', async () => {
    const { tokens, code } = await tokensOf(world, by);
    const opaque = tokens.access_token ?? '';
    const claims = Buffer.from('{}');
    const swapped = [
      `at_${(tokens.refresh_token ?? '').slice(3)}`,
      `at_${code.slice(3)}`,
      `at_${world.keyring.sealer('refresh-token').seal(claims, ['access-token']).toString('base64url')}`,
      `at_${world.keyring.sealer('access-token').seal(claims, ['token-id', by.client.id]).toString('base64url')}`,
      `at_${world.keyring.sealer('access-token').seal(claims, ['access-token']).toString('base64url')}`,
      `AT_${opaque.slice(3)}`,
      `${opaque}A`,
      opaque.slice(0, -1),
      `at_${'A'.repeat(8_000)}`,
      'at_',
    ];
    for (const token of swapped) {
      assert.equal(await isAlive(world, token), false, token.slice(0, 20));
      assert.equal((await introspect(token)).text, INACTIVE, token.slice(0, 20));
    }
    const refused = [
      { grant_type: 'refresh_token', refresh_token: opaque },
      { grant_type: 'refresh_token', refresh_token: `rt_${opaque.slice(3)}` },
      { grant_type: 'authorization_code', code: opaque, code_verifier: 'v'.repeat(43) },
    ];
    for (const fields of refused)
      assert.equal((await world.post('/token', fields, by)).body.error, 'invalid_grant');
  });
});
