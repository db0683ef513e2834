import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aConsent, aSession, anAccount, event, NOW, openWorld, type World } from './world.ts';

describe('sessions', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  it('are found by their secret, with the account and what it allowed the client that is asked for', async () => {
    const { account, client, session } = await world.family();
    const { sessions } = world.storage;
    const consent = aConsent(account, client);
    assert.deepEqual(await sessions.find(session.secretDigest, NOW, client.id), {
      session,
      account,
      consent,
    });
    assert.deepEqual(await sessions.find(session.secretDigest, NOW), {
      session,
      account,
      consent: undefined,
    });
    assert.equal((await sessions.find(session.secretDigest, NOW, 'another'))?.consent, undefined);
    assert.equal(await sessions.find('x'.repeat(43), NOW), undefined);
  });

  it('SE-01 start anew at every sign-in: the old one of this browser ends, and its families move along', async () => {
    const { account, client, session, family } = await world.family();
    const { sessions, families } = world.storage;
    const next = aSession(account);
    const started = await sessions.start(next, session.secretDigest, event('account.signed_in'), client.id);
    assert.deepEqual(started?.session, next);
    assert.deepEqual(started.consent?.clientId, client.id);
    assert.equal(await sessions.find(session.secretDigest, NOW), undefined);
    assert.equal((await families.findLive(account.id, family.id, NOW))?.family.sessionId, next.id);
    await sessions.end(account.id, next.id, event('session.ended'));
    assert.equal(await families.findLive(account.id, family.id, NOW), undefined);
  });

  it('of another account end too when somebody else signs in, and what belongs to that account stays its own', async () => {
    const former = await world.family();
    const account = await world.account();
    const { sessions, families } = world.storage;
    await sessions.start(aSession(account), former.session.secretDigest, event('account.signed_in'));
    assert.equal(await sessions.find(former.session.secretDigest, NOW), undefined);
    const kept = await families.findLive(former.account.id, former.family.id, NOW);
    assert.equal(kept?.family.sessionId, former.session.id);
  });

  it('do not start for an account that is disabled or not there, and then end nothing', async () => {
    const { account, session } = await world.family();
    const { sessions, accounts } = world.storage;
    const signedIn = event('account.signed_in');
    assert.equal(await sessions.start(aSession(anAccount()), session.secretDigest, signedIn), undefined);
    assert.ok(await sessions.find(session.secretDigest, NOW));
    await accounts.setState(account.id, 'disabled', event('account.disabled'));
    assert.equal(await sessions.start(aSession(account), undefined, signedIn), undefined);
  });

  it('SE-04 live as long as they are used, and never beyond their end', async () => {
    const account = await world.account();
    const session = await world.session(account, { idleSeconds: 600, expiresAtSeconds: NOW + 1_500 });
    const { sessions } = world.storage;
    const seenAt = async (passed: number) =>
      (await sessions.find(session.secretDigest, NOW + passed))?.session.lastSeenAtSeconds;
    assert.equal(await seenAt(100), NOW, 'not written at every request');
    assert.equal(await seenAt(599), NOW + 599);
    assert.equal(await seenAt(1_190), NOW + 1_190);
    assert.equal(await seenAt(1_499), NOW + 1_499);
    assert.equal(await seenAt(1_500), undefined);

    const idle = await world.session(account, { idleSeconds: 600 });
    assert.equal(await sessions.find(idle.secretDigest, NOW + 600), undefined);
  });

  it('are listed while they live, last seen first', async () => {
    const account = await world.account();
    const older = await world.session(account, { lastSeenAtSeconds: NOW - 50 });
    const newer = await world.session(account);
    await world.session(account, { expiresAtSeconds: NOW });
    await world.session(await world.account());
    assert.deepEqual(await world.storage.sessions.list(account.id, NOW), [newer, older]);
  });

  it('end once, for their own account only', async () => {
    const account = await world.account();
    const session = await world.session(account);
    const { sessions, audit } = world.storage;
    const end = (accountId: string) => sessions.end(accountId, session.id, event('session.ended', accountId));
    assert.equal(await end((await world.account()).id), undefined);
    const twice = await Promise.all([end(account.id), end(account.id)]);
    assert.deepEqual(
      twice.filter((ended) => ended !== undefined),
      [[]],
    );
    assert.equal(await sessions.find(session.secretDigest, NOW), undefined);
    const events = await audit.list({ accountId: account.id, limit: 10 });
    assert.equal(events.filter(({ kind }) => kind === 'session.ended').length, 1);

    const over = await world.session(account, { expiresAtSeconds: NOW });
    assert.equal(await sessions.end(account.id, over.id, event('session.ended')), undefined);
  });

  it('of many browsers at once do not mix up', async () => {
    const accounts = await Promise.all(Array.from({ length: 30 }, () => world.account()));
    const started = await Promise.all(accounts.map((account) => world.session(account)));
    const found = await Promise.all(
      started.map(({ secretDigest }) => world.storage.sessions.find(secretDigest, NOW)),
    );
    assert.deepEqual(
      found.map((live) => live?.account),
      accounts,
    );
  });

  it('of a user agent without end are kept with the beginning of it', async () => {
    const session = await world.session(await world.account(), { userAgent: 'x'.repeat(10_000) });
    const found = await world.storage.sessions.find(session.secretDigest, NOW);
    assert.equal(found?.session.userAgent, 'x'.repeat(512));
  });
});
