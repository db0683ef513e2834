import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openStorage } from '../../server/storage/open.ts';
import { aFamily, aSession, event, NOW, openWorld, type World } from './world.ts';

const TOLD = { backchannelLogoutUri: 'https://app.example/logout' };
const TERMS = { consentNeeded: false, nowSeconds: NOW };
const LEASE_SECONDS = 60;

describe('whom to tell that a session has ended', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());

  /** Somebody who signed in, and the clients they went to. */
  async function signedIn(count = 1) {
    const account = await world.account();
    const session = await world.session(account);
    const clients = await Promise.all(Array.from({ length: count }, () => world.client({ settings: TOLD })));
    for (const client of clients) await join({ account, session, client });
    return { account, session, clients };
  }

  async function join(standing: Parameters<typeof aFamily>[0]) {
    const family = aFamily(standing, { idleExpiresAtSeconds: NOW + 600, expiresAtSeconds: NOW + 600 });
    assert.ok(await world.storage.families.create(family, TERMS, event('tokens.issued')));
    return family;
  }

  /** Everything that waits, as `client session`; it is gone afterwards. */
  async function waiting() {
    const notices = await world.storage.logoutNotices.lease(NOW + 1, LEASE_SECONDS, 100);
    for (const { id } of notices) await world.storage.logoutNotices.settle(id);
    return notices.map(({ clientId, toldSessionId }) => `${clientId} ${toldSessionId}`).sort();
  }

  type Signed = Awaited<ReturnType<typeof signedIn>>;
  const ENDS: readonly (readonly [string, (signed: Signed) => Promise<unknown>])[] = [
    [
      'is signed out',
      ({ account, session }) =>
        world.storage.sessions.end(account.id, session.id, event('account.signed_out')),
    ],
    [
      'is signed out everywhere',
      ({ account }) => world.storage.sessions.endAll(account.id, undefined, event('sessions.ended')),
    ],
    [
      'is signed out from another browser of the same account',
      async ({ account }) => {
        const here = await world.session(account);
        return world.storage.sessions.endAll(account.id, here.id, event('sessions.ended'));
      },
    ],
    [
      'makes way for somebody else in the same browser',
      async ({ session }) => {
        const other = aSession(await world.account());
        return world.storage.sessions.start(other, session.secretDigest, event('account.signed_in'));
      },
    ],
    [
      'belongs to an account that is disabled',
      ({ account }) => world.storage.accounts.setState(account.id, 'disabled', event('account.disabled')),
    ],
    [
      'belongs to an account that is deleted',
      ({ account }) => world.storage.accounts.delete(account.id, event('account.deleted')),
    ],
  ];

  for (const [how, end] of ENDS) {
    it(`SE-07 every client of a session that ${how}, once`, async () => {
      const signed = await signedIn(3);
      const [first] = signed.clients;
      assert.ok(first !== undefined);
      await join({ ...signed, client: first });
      const stranger = await signedIn();
      await end(signed);
      assert.deepEqual(await waiting(), signed.clients.map(({ id }) => `${id} ${signed.session.id}`).sort());
      await end(stranger);
      assert.equal((await waiting()).length, 1);
    });

    it(`AC-11 a client that joins at the moment when a session ${how}`, async () => {
      for (let round = 0; round < 10; round += 1) {
        const signed = await signedIn(0);
        const clients = await Promise.all([1, 2, 3, 4].map(() => world.client({ settings: TOLD })));
        const joins = clients.map((client) =>
          world.storage.families.create(aFamily({ ...signed, client }), TERMS, event('tokens.issued')),
        );
        const [joined] = await Promise.all([Promise.all(joins), end(signed)]);
        const told = clients.filter((_, place) => joined[place] === true).map(({ id }) => id);
        assert.deepEqual(
          (await waiting()).map((notice) => notice.split(' ')[0]),
          told.sort(),
        );
      }
    });
  }

  it('is decided in every statement that deletes a session or an account', () => {
    const folder = new URL('../../server/storage/sql/', import.meta.url);
    const deleting = readdirSync(folder).flatMap((file) =>
      readFileSync(new URL(file, folder), 'utf8')
        .split('statement<')
        .filter((text) => /delete from (session|account)\b/.test(text))
        .map((text) => [file, text.includes('noticesOf(')] as const),
    );
    assert.equal(deleting.length, 7);
    assert.deepEqual(
      deleting.filter(([, told]) => !told),
      [],
    );
  });

  it('stays known when the tokens of the client have expired and are swept away', async () => {
    const { account, session, clients } = await signedIn();
    await world.storage.sweep(NOW + 601);
    await world.storage.sessions.end(account.id, session.id, event('account.signed_out'));
    assert.deepEqual(await waiting(), [`${clients[0]?.id} ${session.id}`]);
  });

  it('tells the sid that the client knows, though its person has signed in again since', async () => {
    const { account, session, clients } = await signedIn();
    const [client] = clients;
    assert.ok(client !== undefined);
    const family = await join({ account, session, client });
    const again = aSession(account);
    await world.storage.sessions.start(again, session.secretDigest, event('account.signed_in'));
    assert.deepEqual(await waiting(), [], 'the same person is still there');
    const moved = await world.storage.families.findLive(account.id, family.id, NOW);
    assert.deepEqual([moved?.family.sessionId, moved?.family.toldSessionId], [again.id, session.id]);
    const third = aSession(account);
    await world.storage.sessions.start(third, again.secretDigest, event('account.signed_in'));
    await join({ account, session: third, client });
    const ended = await world.storage.sessions.end(account.id, third.id, event('account.signed_out'));
    const told = [session.id, third.id].sort();
    assert.deepEqual(ended?.map(({ toldSessionId }) => toldSessionId).sort(), told);
    assert.deepEqual(
      await waiting(),
      told.map((id) => `${client.id} ${id}`),
    );
  });

  it('nobody who has no address for it, is disabled, or whose session merely expired', async () => {
    const account = await world.account();
    const session = await world.session(account);
    const front = { frontchannelLogoutUri: 'https://app.example/out' };
    const plain = await world.client();
    const [framed, disabled] = await Promise.all([
      world.client({ settings: front }),
      world.client({ settings: TOLD }),
    ]);
    for (const client of [plain, framed, disabled]) await join({ account, session, client });
    await world.storage.clients.update({ ...disabled, enabled: false }, event('client.updated'));
    const ended = await world.storage.sessions.end(account.id, session.id, event('account.signed_out'));
    assert.deepEqual(ended?.map(({ clientId }) => clientId).sort(), [framed.id, disabled.id].sort());
    const expired = await signedIn();
    await world.storage.sweep(expired.session.expiresAtSeconds);
    assert.deepEqual(await waiting(), []);
  });

  it('is leased to one of two processes, and comes back when the lease is over', async () => {
    const { account } = await signedIn(20);
    await world.storage.sessions.endAll(account.id, undefined, event('sessions.ended'));
    const other = await openStorage(world.url);
    const hands = Array.from({ length: 8 }, (_, hand) => (hand % 2 ? other : world.storage));
    const leased = (
      await Promise.all(hands.map(({ logoutNotices }) => logoutNotices.lease(NOW, LEASE_SECONDS, 3)))
    ).flat();
    assert.equal(new Set(leased.map(({ id }) => id)).size, leased.length);
    const rest = await other.logoutNotices.lease(NOW, LEASE_SECONDS, 100);
    assert.equal(leased.length + rest.length, 20);
    assert.deepEqual(await other.logoutNotices.lease(NOW + LEASE_SECONDS - 1, LEASE_SECONDS, 100), []);
    const again = await other.logoutNotices.lease(NOW + LEASE_SECONDS, LEASE_SECONDS, 100);
    assert.deepEqual(new Set(again.map(({ attempts }) => attempts)), new Set([2]));
    await other.close();
  });
});
