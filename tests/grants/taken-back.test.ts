import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newBytes, newId } from '../../server/platform/random.ts';
import { rotateKey } from '../../server/keyring/rotate.ts';
import { decodeRefreshToken, encodeRefreshToken } from '../../server/tokens/refresh-token.ts';
import { type World, isAlive, openWorld, refresh, tokensOf } from '../tokens/world.ts';

type Held = Awaited<ReturnType<typeof tokensOf>>;

describe('what takes tokens back', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  describe('RT-08 DOD-C36 a refresh is refused and the access token dead once', () => {
    const at = () => ({ atSeconds: world.clock.nowSeconds() });
    const causes: readonly [string, (held: Held) => Promise<unknown>][] = [
      [
        'the account is disabled',
        ({ account }) =>
          world.storage.accounts.setState(account.id, 'disabled', { kind: 'account.disabled', ...at() }),
      ],
      [
        'the account was disabled, even when it is enabled again',
        async ({ account }) => {
          await world.storage.accounts.setState(account.id, 'disabled', {
            kind: 'account.disabled',
            ...at(),
          });
          await world.storage.accounts.setState(account.id, 'active', { kind: 'account.enabled', ...at() });
        },
      ],
      [
        'the account is deleted',
        ({ account }) => world.storage.accounts.delete(account.id, { kind: 'account.deleted', ...at() }),
      ],
      [
        'the consent is withdrawn',
        ({ account, record }) =>
          world.storage.consents.withdraw(account.id, record.clientId, {
            kind: 'consent.withdrawn',
            ...at(),
          }),
      ],
      [
        'the session is ended',
        ({ account, session }) =>
          world.storage.sessions.end(account.id, session.id, { kind: 'session.ended', ...at() }),
      ],
    ];
    for (const [name, cause] of causes) {
      it(name, async () => {
        const by = await world.client();
        const held = await tokensOf(world, by);
        await cause(held);
        assert.equal(await isAlive(world, held.tokens.access_token), false);
        const answer = await refresh(world, by, held.tokens.refresh_token);
        assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant']);
      });
    }

    it('the client is disabled', async () => {
      const by = await world.client();
      const { tokens } = await tokensOf(world, by);
      await world.storage.clients.update(
        { ...by.client, enabled: false },
        { kind: 'client.updated', ...at() },
      );
      assert.equal(await isAlive(world, tokens.access_token), false);
      assert.equal((await refresh(world, by, tokens.refresh_token)).body.error, 'invalid_client');
    });
  });

  it('an idle session that ran out leaves offline access alone', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    world.clock.turn(world.config.lifetimes.sessionIdleSeconds + 1);
    assert.equal((await refresh(world, by, tokens.refresh_token)).status, 200);
  });

  it('DOD-C34 DOD-N11 a token sealed with the right key but mixed contents is refused', async () => {
    const by = await world.client();
    const [mine, other] = [await tokensOf(world, by), await tokensOf(world, by)];
    const sealer = world.keyring.sealer('refresh-token');
    const content = decodeRefreshToken(sealer, by.client.id, mine.tokens.refresh_token ?? '');
    const others = decodeRefreshToken(sealer, by.client.id, other.tokens.refresh_token ?? '');
    assert.ok(content && others);
    const forged = [
      { ...content, accountId: others.accountId },
      { ...content, familyId: others.familyId },
      { ...content, accountId: others.accountId, familyId: others.familyId },
      { ...content, secret: others.secret },
      { ...content, secret: newBytes(32) },
      { ...content, familyId: newId() },
      { ...content, generation: 0 },
      { ...content, generation: 2 },
      { ...content, generation: 2 ** 32 - 1 },
    ];
    for (const wrong of forged) {
      const answer = await refresh(world, by, encodeRefreshToken(sealer, by.client.id, wrong));
      assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant'], JSON.stringify(wrong));
    }
    for (const { tokens } of [mine, other]) {
      assert.equal((await refresh(world, by, tokens.refresh_token)).status, 200);
    }
  });

  it('DOD-C35 DOD-N14 old refresh tokens work after a key rotation, and come back under the new key', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    await rotateKey(world.keyringParts, 'refresh-token');
    await world.keyring.refresh();
    world.clock.turn(world.config.lifetimes.signingKeyPublishSeconds + 1);
    const next = await refresh(world, by, tokens.refresh_token);
    assert.equal(next.status, 200);
    const keyIdOf = (token = '') =>
      Buffer.from(token.slice(3), 'base64url').subarray(1, 13).toString('base64url');
    assert.notEqual(keyIdOf(next.body.refresh_token), keyIdOf(tokens.refresh_token));
    assert.equal((await refresh(world, by, next.body.refresh_token)).status, 200);
  });

  it('DOD-C35 a refresh token under a key that was withdrawn is void', async () => {
    const by = await world.client();
    const { tokens } = await tokensOf(world, by);
    world.clock.turn(1);
    await rotateKey(world.keyringParts, 'refresh-token', { revoke: true });
    await world.keyring.refresh();
    assert.equal((await refresh(world, by, tokens.refresh_token)).body.error, 'invalid_grant');
  });
});
