import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { form } from '../http/harness.ts';
import { type World, answerOf, openWorld, tokensOf } from './world.ts';

describe('userinfo', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  const ask = async (token: string | undefined) =>
    answerOf(await world.fetch('/userinfo', { headers: { Authorization: `Bearer ${token ?? ''}` } }));

  it('DOD-S03 tells by scope what the ID token is about', async () => {
    const by = await world.client();
    for (const [scopes, claims] of [
      [['openid'], {}],
      [['openid', 'email'], { email: 'the address', email_verified: true }],
      [['openid', 'profile'], { name: 'Ada Lovelace', updated_at: world.clock.nowSeconds() }],
    ] as const) {
      const { tokens, account } = await tokensOf(world, by, { scopes });
      const expected = { sub: account.id, ...claims, ...('email' in claims && { email: account.email }) };
      const answer = await ask(tokens.access_token);
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.body, expected);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
  });

  it('answers GET, POST with the header, and POST with the token in the form', async () => {
    const by = await world.client();
    const { tokens, account } = await tokensOf(world, by);
    const access_token = tokens.access_token ?? '';
    const headers = { Authorization: `Bearer ${access_token}` };
    for (const init of [{ headers }, { method: 'POST', headers }, form({ access_token })]) {
      const { status, body } = await answerOf(await world.fetch('/userinfo', init));
      assert.deepEqual([status, body.sub], [200, account.id]);
    }
  });

  it('IN-06 refuses with a challenge', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    const other = await tokensOf(world, by, { scopes: ['email'] });
    const inQuery = await answerOf(await world.fetch(`/userinfo?access_token=${tokens.access_token}`));
    assert.equal(inQuery.status, 401);
    const narrow = await ask(other.tokens.access_token);
    assert.deepEqual([narrow.status, narrow.body.error], [403, 'insufficient_scope']);
    const idToken = await ask(tokens.id_token);
    assert.deepEqual([idToken.status, idToken.body.error], [401, 'invalid_token']);
    world.clock.turn(world.config.lifetimes.accessTokenSeconds + 11);
    const expired = await ask(tokens.access_token);
    assert.deepEqual([expired.status, expired.body.error], [401, 'invalid_token']);
    for (const { headers } of [inQuery, narrow, idToken, expired]) {
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm=/);
    }
  });

  it('JIRO-R03 takes a token as it was signed, none that is altered by one character, and not nothing', async () => {
    const { tokens } = await tokensOf(world, await world.client());
    const token = tokens.access_token ?? assert.fail('no token');
    assert.equal((await ask(token)).status, 200);
    for (const at of [8, Math.trunc(token.length / 2), token.length - 20]) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const altered = await ask(`${token.slice(0, at)}${other}${token.slice(at + 1)}`);
      assert.deepEqual([altered.status, altered.body.error], [401, 'invalid_token'], `at ${at}`);
    }
    const nothing = await answerOf(await world.fetch('/userinfo'));
    assert.equal(nothing.status, 401);
  });

  it('CF-34 tells what is true now, not what was at sign-in', async () => {
    const by = await world.client();
    const { tokens, account } = await tokensOf(world, by);
    const event = { kind: 'account.disabled', atSeconds: world.clock.nowSeconds() } as const;
    await world.storage.accounts.setState(account.id, 'disabled', event);
    assert.equal((await ask(tokens.access_token)).status, 401);
  });
});
