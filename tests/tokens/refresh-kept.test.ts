import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { askToken, boundTokens, publicClient, tokenProof } from '../dpop/holder.ts';
import { prover } from '../dpop/prover.ts';
import { type Registered, type World, openWorld } from './world.ts';

const key = prover();

describe('a refresh token that needs a client and its key', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    world.clock.turn(120);
  });
  after(() => world.close());

  const refreshed = (by: Registered, token: string | undefined, more: Record<string, string> = {}) =>
    askToken(world, by, { grant_type: 'refresh_token', refresh_token: token ?? '', ...more }, [
      tokenProof(world, key),
    ]);

  for (const settings of [{ tacetProfile: 'fapi2' }, { dpopBoundAccessTokens: true }] as const) {
    it(`C7 FAPI 2.0 §5.3.2.1 stays the same, and the one before works for ever: ${JSON.stringify(settings)}`, async () => {
      const by = await world.client({ settings });
      const { tokens } = await boundTokens(world, by, key);
      for (const seconds of [0, 31, 3_600, 86_400]) {
        world.clock.turn(seconds);
        const next = await refreshed(by, tokens.refresh_token);
        assert.equal(next.status, 200, `after ${seconds} s`);
        assert.equal(next.body.refresh_token, tokens.refresh_token);
        assert.notEqual(next.body.access_token, tokens.access_token);
      }
    });
  }

  it('lives on by use, until the family is over', async () => {
    const by = await world.client({ settings: { tacetProfile: 'fapi2' } });
    const { tokens } = await boundTokens(world, by, key);
    const { refreshIdleSeconds, refreshAbsoluteSeconds } = world.config.lifetimes;
    let livedSeconds = 0;
    while (livedSeconds + refreshIdleSeconds - 60 < refreshAbsoluteSeconds) {
      world.clock.turn(refreshIdleSeconds - 60);
      livedSeconds += refreshIdleSeconds - 60;
      assert.equal((await refreshed(by, tokens.refresh_token)).status, 200, `after ${livedSeconds} s`);
    }
    world.clock.turn(refreshAbsoluteSeconds - livedSeconds);
    assert.equal((await refreshed(by, tokens.refresh_token)).body.error, 'invalid_grant');
  });

  it('serves all who come at once', async () => {
    const by = await world.client({ settings: { tacetProfile: 'fapi2' } });
    const { tokens } = await boundTokens(world, by, key);
    const answers = await Promise.all(Array.from({ length: 12 }, () => refreshed(by, tokens.refresh_token)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(({ body }) => body.refresh_token)).size, 1);
  });

  it('RT-07 asks for no more, and is revoked like any other', async () => {
    const by = await world.client({ settings: { tacetProfile: 'fapi2' } });
    const { tokens } = await boundTokens(world, by, key, { scopes: ['openid', 'offline_access'] });
    const wider = await refreshed(by, tokens.refresh_token, { scope: 'openid email' });
    assert.equal(wider.body.error, 'invalid_scope');
    const other = await refreshed(by, tokens.refresh_token, { resource: 'https://other.example' });
    assert.equal(other.body.error, 'invalid_target');
    await world.post('/revoke', { token: tokens.refresh_token ?? '' }, by);
    assert.equal((await refreshed(by, tokens.refresh_token)).body.error, 'invalid_grant');
  });

  it('RT-01 of a public client is still rotated', async () => {
    const by = await world.client({ ...publicClient, settings: { dpopBoundAccessTokens: true } });
    const { tokens } = await boundTokens(world, by, key);
    const next = await refreshed(by, tokens.refresh_token);
    assert.notEqual(next.body.refresh_token, tokens.refresh_token);
  });
});
