import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Account } from '../../server/accounts/account.ts';
import { subjectFor } from '../../server/tokens/subject.ts';
import { type Registered, type World, approve, isAlive, openWorld, refresh, tokensOf } from './world.ts';

const INACTIVE = '{"active":false}';

describe('a pairwise subject', () => {
  let world: World;
  before(async () => void (world = await openWorld()));
  after(() => world.close());

  const pairwise = (host: string, change: Partial<Registered['client']> = {}) =>
    world.client({
      redirectUris: [`https://${host}/callback`],
      settings: { subjectType: 'pairwise' },
      ...change,
    });
  const subject = (by: Registered, account: Account) => subjectFor(world.keyring, by.client, account.id);

  it('JT-12 differs between two sectors, and is the same in one', async () => {
    const account = await world.account();
    const [one, other] = [await pairwise('a.example'), await pairwise('b.example')];
    const same = await pairwise('a.example', {
      redirectUris: ['https://a.example:8443/x', 'https://a.example/y'],
    });
    const uri = 'https://a.example/redirects.json';
    const named = await pairwise('c.example', {
      settings: { subjectType: 'pairwise', sectorIdentifierUri: uri },
    });
    assert.notEqual(subject(one, account), subject(other, account));
    assert.equal(subject(one, account), subject(same, account));
    assert.equal(subject(one, account), subject(named, account));
    assert.notEqual(subject(one, account), subject(one, await world.account()));
    assert.equal(subject(await world.client(), account), account.id);
  });

  it('JT-12 cannot be made or undone with what lies in the database', async () => {
    const account = await world.account();
    const sub = subject(await pairwise('a.example'), account);
    assert.match(sub, /^[A-Za-z0-9_-]{43}$/);
    for (const guess of [`a.example ${account.id}`, `a.example${account.id}`, account.id])
      assert.notEqual(sub, createHash('sha256').update(guess).digest('base64url'));
    const rows = await world.storage.keys.list();
    const ring = rows.find(({ purpose }) => purpose === 'pairwise-subject');
    assert.ok(ring?.sealed && ring.publicPart === null, 'its key is sealed under one that is not there');
  });

  it('JT-12 OIDC Core §8 is all that its client ever sees of an account', async () => {
    const by = await pairwise('a.example');
    // The addresses of these tests are made of account ids.
    const scopes = ['openid', 'profile', 'offline_access'];
    const { tokens, account } = await tokensOf(world, by, { scopes });
    const sub = subject(by, account);
    const access = decodeJwt(tokens.access_token ?? '');
    assert.deepEqual([access.sub, decodeJwt(tokens.id_token ?? '').sub], [sub, sub]);
    const answer = await world.fetch('/userinfo', {
      headers: { Authorization: `Bearer ${tokens.access_token ?? ''}` },
    });
    const told = await answer.text();
    assert.ok(told.includes(`"sub":"${sub}"`));
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      const { body } = await world.post('/introspect', { token: token ?? '' }, by);
      assert.deepEqual([body.active, body.sub], [true, sub]);
    }
    const seen = [told, JSON.stringify(access), JSON.stringify(decodeJwt(tokens.id_token ?? ''))].join(' ');
    assert.ok(!seen.includes(account.id));
    const jti = Buffer.from(access.jti ?? '', 'base64url').toString('hex');
    assert.ok(!jti.includes(account.id.replaceAll('-', '')));
  });

  it('its tokens refresh, work and die like any other', async () => {
    const by = await pairwise('a.example');
    const { tokens } = await tokensOf(world, by);
    const next = await refresh(world, by, tokens.refresh_token);
    assert.equal(next.status, 200);
    assert.equal(await isAlive(world, next.body.access_token), true);
    await world.post('/revoke', { token: next.body.access_token ?? '' }, by);
    assert.equal(await isAlive(world, next.body.access_token), false);
    const { text } = await world.post('/introspect', { token: tokens.access_token ?? '' }, by);
    assert.equal(text, INACTIVE);
  });

  it('a token of one sector is not respelled for another client or subject', async () => {
    const [by, other] = [await pairwise('a.example'), await pairwise('b.example')];
    const { tokens } = await tokensOf(world, by);
    const claims = decodeJwt(tokens.access_token ?? '');
    for (const change of [
      { client_id: other.client.id },
      { jti: 'A'.repeat(99) },
      { jti: 'A'.repeat(2_000) },
    ]) {
      const forged = world.keyring.sign('ES256', 'at+jwt', { ...claims, ...change });
      assert.equal(await isAlive(world, forged), false);
    }
  });

  it('JT-11 an address that is registered again is another account, and everything of the first is dead', async () => {
    const by = await world.client();
    const sector = await pairwise('a.example');
    const before = await tokensOf(world, by);
    const { account } = before;
    const hidden = subject(sector, account);
    const waiting = await approve(world, by);
    const at = world.clock.nowSeconds();
    for (const { id } of [account, waiting.account])
      await world.storage.accounts.delete(id, { kind: 'account.deleted', atSeconds: at, accountId: id });

    const again = await world.account({ email: account.email });
    assert.notEqual(again.id, account.id);
    assert.notEqual(subject(sector, again), hidden);
    assert.equal(await isAlive(world, before.tokens.access_token), false);
    assert.equal((await refresh(world, by, before.tokens.refresh_token)).body.error, 'invalid_grant');
    assert.equal((await world.post('/token', waiting.fields, by)).body.error, 'invalid_grant');
    const { session } = await world.signIn(again);
    assert.notEqual(session.id, before.session.id);
    const found = await world.storage.sessions.find(before.session.secretDigest, at, by.client.id);
    assert.equal(found, undefined);
    const fresh = await world.storage.sessions.find(session.secretDigest, at, by.client.id);
    assert.deepEqual(fresh?.consent, undefined, 'what the first allowed is not the second’s');
  });
});
