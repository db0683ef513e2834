import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fingerprint } from '../../server/platform/digest.ts';
import type { Family, RefreshClaim } from '../../server/tokens/family-store.ts';
import { aConsent, aFamily, event, NOW, openWorld, type Standing, type World } from './world.ts';

const claimOf = (family: Family, change: Partial<RefreshClaim> = {}): RefreshClaim => ({
  accountId: family.accountId,
  familyId: family.id,
  clientId: family.clientId,
  secretDigest: family.secretDigest ?? '',
  generation: family.generation,
  ...change,
});
const soon = { nowSeconds: NOW + 10, idleExpiresAtSeconds: NOW + 1_010 };

describe('families of refresh tokens', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());
  const families = () => world.storage.families;
  const create = (standing: Omit<Standing, 'family'>, change: Partial<Family> = {}, consentNeeded = true) =>
    families().create(
      aFamily(standing, change),
      { consentNeeded, nowSeconds: NOW },
      event('tokens.issued', standing.account.id),
    );

  it('keep what they were made of, and tell the claims of today', async () => {
    const { family, account } = await world.family({ acr: 'urn:tacet:pwd', amr: ['pwd', 'otp'] });
    assert.deepEqual(await families().findLive(account.id, family.id, NOW), {
      family,
      claims: {
        sub: account.id,
        email: account.email,
        emailVerified: true,
        name: account.name,
        updatedAtSeconds: account.updatedAtSeconds,
        told: {},
        pictureId: undefined,
      },
    });
    assert.deepEqual(
      (await world.storage.audit.list({ accountId: account.id, limit: 1 }))[0]?.kind,
      'tokens.issued',
    );
  });

  it('AC-11 AC-13 are not made when account, session, client or consent no longer stand', async () => {
    const { storage } = world;
    const falls: readonly [string, (standing: Standing) => Promise<unknown>][] = [
      [
        'account disabled',
        ({ account }) => storage.accounts.setState(account.id, 'disabled', event('account.disabled')),
      ],
      ['account deleted', ({ account }) => storage.accounts.delete(account.id, event('account.deleted'))],
      [
        'session ended',
        ({ account, session }) => storage.sessions.end(account.id, session.id, event('session.ended')),
      ],
      [
        'client disabled',
        ({ client }) => storage.clients.update({ ...client, enabled: false }, event('client.updated')),
      ],
      ['client deleted', ({ client }) => storage.clients.delete(client.id, event('client.deleted'))],
      [
        'consent withdrawn',
        ({ account, client }) => storage.consents.withdraw(account.id, client.id, event('consent.withdrawn')),
      ],
    ];
    for (const [name, fall] of falls) {
      const standing = await world.family();
      assert.equal(await create(standing), true);
      await fall(standing);
      assert.equal(await create(standing), false, name);
    }
  });

  it('are not made in a session that is over, nor for scopes beyond the consent', async () => {
    const standing = await world.family();
    const { account, client } = standing;
    const idle = await world.session(account, { lastSeenAtSeconds: NOW - 3_600 });
    assert.equal(await create({ ...standing, session: idle }), false);
    const expired = await world.session(account, { expiresAtSeconds: NOW });
    assert.equal(await create({ ...standing, session: expired }), false);
    const another = (await world.family()).session;
    assert.equal(await create({ ...standing, session: another }), false);

    assert.equal(await create(standing, { scopes: ['openid', 'profile'] }), false);
    assert.equal(await create(standing, { scopes: ['openid', 'profile'] }, false), true);
    await world.storage.consents.save(aConsent(account, client, ['profile']), event('consent.given'));
    assert.equal(await create(standing, { scopes: ['openid', 'profile'] }), true);
  });

  it('write no event when they are not made', async () => {
    const standing = await world.family();
    await world.storage.sessions.end(standing.account.id, standing.session.id, event('session.ended'));
    await create(standing);
    const kinds = (await world.storage.audit.list({ accountId: standing.account.id, limit: 50 })).map(
      ({ kind }) => kind,
    );
    assert.equal(kinds.filter((kind) => kind === 'tokens.issued').length, 1);
  });

  it('RT-02 have one winner when 50 rotate the same generation at once', async () => {
    const { family } = await world.family();
    const rotated = await Promise.all(
      Array.from({ length: 50 }, () => families().rotate(claimOf(family), soon)),
    );
    const winners = rotated.filter((found) => found !== undefined);
    assert.deepEqual(winners, [
      { ...family, generation: 2, rotatedAtSeconds: NOW + 10, idleExpiresAtSeconds: NOW + 1_010 },
    ]);
  });

  it('rotate only for a claim that agrees in every part', async () => {
    const { family } = await world.family();
    const other = (await world.family()).family;
    const wrong: readonly Partial<RefreshClaim>[] = [
      { accountId: other.accountId },
      { familyId: other.id },
      { clientId: other.clientId },
      { secretDigest: fingerprint('another secret') },
      { generation: 0 },
      { generation: 2 },
    ];
    for (const change of wrong)
      assert.equal(await families().rotate(claimOf(family, change), soon), undefined);
    assert.equal(
      await families().rotate(claimOf(family), { ...soon, scopes: ['openid', 'profile'] }),
      undefined,
    );
    assert.equal(
      (await families().judge(claimOf(family), { nowSeconds: NOW, retrySeconds: 15 })).verdict,
      'current',
    );
    assert.ok(await families().rotate(claimOf(family), { ...soon, scopes: ['openid'] }));
  });

  it('RT-09 never live longer than their absolute end, however often they rotate', async () => {
    const { family } = await world.family();
    const late = { nowSeconds: NOW + 900, idleExpiresAtSeconds: NOW + 9_000 };
    assert.equal(
      (await families().rotate(claimOf(family), late))?.idleExpiresAtSeconds,
      family.expiresAtSeconds,
    );
    assert.equal((await families().findLive(family.accountId, family.id, NOW + 4_999)) !== undefined, true);
    assert.equal(await families().findLive(family.accountId, family.id, NOW + 5_000), undefined);
    const over = { nowSeconds: NOW + 5_000, idleExpiresAtSeconds: NOW + 9_000 };
    assert.equal(await families().rotate(claimOf(family, { generation: 2 }), over), undefined);
  });

  it('RT-03 know a retry of the generation before from a replay', async () => {
    const { family } = await world.family();
    const rotated = await families().rotate(claimOf(family), soon);
    const judged = (passed: number, change: Partial<RefreshClaim> = {}) =>
      families().judge(claimOf(family, change), { nowSeconds: NOW + 10 + passed, retrySeconds: 15 });
    assert.deepEqual(await judged(15), { verdict: 'retry', family: rotated });
    assert.deepEqual(await judged(16), { verdict: 'replayed' });
    assert.deepEqual(await judged(0, { secretDigest: fingerprint('guessed') }), { verdict: 'unknown' });
    assert.deepEqual(await judged(0, { generation: 3 }), { verdict: 'unknown' });
    await families().rotate(claimOf(family, { generation: 2 }), soon);
    assert.deepEqual(await judged(0), { verdict: 'replayed' });
    await families().revoke(family.accountId, family.id, event('refresh.replayed'));
    assert.deepEqual(await judged(0), { verdict: 'unknown' });
  });

  it('DOD-N01 are revoked once, at once and for good', async () => {
    const { family, account } = await world.family();
    const revoke = () => families().revoke(account.id, family.id, event('tokens.revoked', account.id));
    assert.deepEqual((await Promise.all([revoke(), revoke(), revoke()])).sort(), [false, false, true]);
    assert.equal(await families().findLive(account.id, family.id, NOW), undefined);
    assert.equal(await families().rotate(claimOf(family), soon), undefined);
    const events = await world.storage.audit.list({ accountId: account.id, limit: 50 });
    assert.equal(events.filter(({ kind }) => kind === 'tokens.revoked').length, 1);
  });
});
