import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type World, ALL_SCOPES, answerOf, isAlive, openWorld, refresh, tokensOf } from '../tokens/world.ts';

const WINDOW_SECONDS = 15;

describe('the refresh token grant', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  it('RT-01 RT-04 DOD-C33 DOD-N01 kills the family when a token is replayed, for good', async () => {
    const by = await world.client();
    const { tokens, account } = await tokensOf(world, by);
    const second = await refresh(world, by, tokens.refresh_token);
    const third = await refresh(world, by, second.body.refresh_token);
    world.clock.turn(WINDOW_SECONDS + 1);
    const replay = await refresh(world, by, tokens.refresh_token);
    assert.deepEqual([replay.status, replay.body.error], [400, 'invalid_grant']);
    assert.equal((await refresh(world, by, third.body.refresh_token)).body.error, 'invalid_grant');
    for (const { access_token } of [tokens, second.body, third.body]) {
      assert.equal(await isAlive(world, access_token), false);
    }
    const events = await world.storage.audit.list({ accountId: account.id, limit: 10 });
    assert.equal(events.filter(({ kind }) => kind === 'refresh.replayed').length, 1);
  });

  it('DOD-C31 DOD-C33 leaves other families of the same account alone', async () => {
    const by = await world.client();
    const first = await tokensOf(world, by);
    const { account, session } = first;
    const other = await tokensOf(world, by, { accountId: account.id, sessionId: session.id });
    await refresh(world, by, first.tokens.refresh_token);
    world.clock.turn(WINDOW_SECONDS + 1);
    await refresh(world, by, first.tokens.refresh_token);
    assert.equal((await refresh(world, by, other.tokens.refresh_token)).status, 200);
  });

  it('RT-02 DOD-C32 gives all racers the same successor, and raises no false alarm', async () => {
    const by = await world.client();
    let { refresh_token: token } = (await tokensOf(world, by)).tokens;
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(world, by, token)));
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
      const successors = new Set(answers.map(({ body }) => body.refresh_token));
      assert.equal(successors.size, 1);
      token = [...successors][0];
    }
  });

  it('RT-03 gives the same successor to a retry inside the window, and that one works', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const lost = await refresh(world, by, tokens.refresh_token);
    world.clock.turn(WINDOW_SECONDS);
    const retry = await refresh(world, by, tokens.refresh_token);
    assert.equal(retry.status, 200);
    assert.equal(retry.body.refresh_token, lost.body.refresh_token);
    assert.notEqual(retry.body.access_token, lost.body.access_token);
    assert.equal((await refresh(world, by, retry.body.refresh_token)).status, 200);
  });

  it('RT-04 the window does not slide with retries', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    await refresh(world, by, tokens.refresh_token);
    world.clock.turn(10);
    assert.equal((await refresh(world, by, tokens.refresh_token)).status, 200);
    world.clock.turn(10);
    assert.equal((await refresh(world, by, tokens.refresh_token)).body.error, 'invalid_grant');
  });

  it('RT-06 is bound to its client, confidential or public', async () => {
    const by = await world.client();
    const other = await world.client();
    const spa = await world.client({ type: 'spa', authMethod: 'none', secretDigests: [] });
    const { tokens } = await tokensOf(world, by);
    const token = tokens.refresh_token ?? '';
    assert.equal((await refresh(world, other, token)).body.error, 'invalid_grant');
    const asSpa = { grant_type: 'refresh_token', refresh_token: token, client_id: spa.client.id };
    assert.equal((await world.post('/token', asSpa)).body.error, 'invalid_grant');
    assert.equal((await refresh(world, by, token)).status, 200);
  });

  it('RT-07 may ask for less and again for all, never for more; a refusal spends nothing', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by, { scopes: ['openid', 'email', 'offline_access'] });
    for (const scope of ['openid profile', 'openid email offline_access profile', 'admin']) {
      const wider = await refresh(world, by, tokens.refresh_token, scope);
      assert.deepEqual([wider.status, wider.body.error], [400, 'invalid_scope'], scope);
    }
    const narrow = await refresh(world, by, tokens.refresh_token, 'openid');
    assert.equal(narrow.body.scope, 'openid');
    const retriedWider = await refresh(world, by, tokens.refresh_token, 'openid profile');
    assert.equal(retriedWider.body.error, 'invalid_scope');
    const all = await refresh(world, by, narrow.body.refresh_token, 'email openid offline_access');
    assert.equal(all.body.scope, 'email openid offline_access');
    assert.equal(
      (await refresh(world, by, all.body.refresh_token)).body.scope,
      'openid email offline_access',
    );
  });

  it('DOD-N16 a scope taken from the client is gone from the next token', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const scopes = ALL_SCOPES.filter((scope) => scope !== 'email');
    const event = { kind: 'client.updated', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.clients.update({ ...by.client, scopes }, event);
    const next = await refresh(world, by, tokens.refresh_token);
    assert.equal(next.body.scope, 'openid profile offline_access');
  });

  it('RT-09 DOD-C30 ends at the idle and at the absolute lifetime, however it is used', async () => {
    const { refreshIdleSeconds, refreshAbsoluteSeconds } = world.config.lifetimes;
    const by = await world.client();
    const idle = await tokensOf(world, by);
    let { refresh_token: token } = (await tokensOf(world, by)).tokens;
    const stepSeconds = refreshIdleSeconds - 1;
    for (let used = stepSeconds; used < refreshAbsoluteSeconds; used += stepSeconds) {
      world.clock.turn(stepSeconds);
      const answer = await refresh(world, by, token);
      assert.equal(answer.status, 200);
      token = answer.body.refresh_token;
    }
    world.clock.turn((refreshAbsoluteSeconds % stepSeconds) + 1);
    assert.equal((await refresh(world, by, token)).body.error, 'invalid_grant');
    assert.equal((await refresh(world, by, idle.tokens.refresh_token)).body.error, 'invalid_grant');
  });

  it('RT-11 is not made without offline_access, nor for a client without the grant', async () => {
    const by = await world.client();
    const codeOnly = await world.client({ grantTypes: ['authorization_code'] });
    const online = await tokensOf(world, by, { scopes: ['openid', 'email'] });
    assert.equal(online.tokens.refresh_token, undefined);
    assert.equal((await tokensOf(world, codeOnly)).tokens.refresh_token, undefined);
    assert.equal(await isAlive(world, online.tokens.access_token), true);
  });

  it('DOD-N19 a hundred accounts at once get a hundred answers, each its own', async () => {
    const by = await world.client();
    const owners = await Promise.all(Array.from({ length: 100 }, () => tokensOf(world, by)));
    const answers = await Promise.all(owners.map(({ tokens }) => refresh(world, by, tokens.refresh_token)));
    for (const [index, { status, body }] of answers.entries()) {
      assert.equal(status, 200);
      const headers = { Authorization: `Bearer ${body.access_token}` };
      const userinfo = await world.fetch('/userinfo', { headers });
      const { body: claims } = await answerOf(userinfo);
      assert.equal(claims.sub, owners[index]?.account.id);
    }
    assert.equal(new Set(answers.map(({ body }) => body.refresh_token)).size, 100);
  });
});
