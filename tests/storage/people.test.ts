import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import type { Account } from '../../server/accounts/account.ts';
import { deleteDue } from '../../server/accounts/delete-due.ts';
import { testClock } from '../harness/clock.ts';
import { aLetter, anAccount, aTicket, event, NOW, openWorld, type World } from './world.ts';

const RACERS = 20;
const DAY = 86_400;

describe('what an operator, or time, decides about accounts', () => {
  let world: World;
  let client: pg.Client;
  before(async () => {
    world = await openWorld();
    client = new pg.Client({ connectionString: world.url });
    await client.connect();
  });
  after(async () => {
    await client.end();
    await world.stop();
  });
  const people = () => world.storage.people;
  const kindsOf = async (accountId: string) =>
    (await world.storage.audit.list({ accountId, limit: 50 })).map(({ kind }) => kind);
  const isThere = async ({ id }: Account) => (await world.storage.accounts.find(id)) !== undefined;
  const letterWaits = async (id: string) =>
    (await client.query('select from outbox_letter where id = $1', [id])).rowCount === 1;
  const racing = <Result>(act: () => Promise<Result>) =>
    Promise.all(Array.from({ length: RACERS }, () => act()));

  it('DOD-C18 an account is approved by one of many, and none that does not wait for it', async () => {
    const account = await world.account({ state: 'awaiting' });
    const approve = () =>
      people().approve(account.id, event('account.approved', account.id), aLetter({ kind: 'approved' }));
    assert.equal((await racing(approve)).filter(Boolean).length, 1);
    assert.equal((await world.storage.accounts.find(account.id))?.state, 'active');
    assert.deepEqual(await kindsOf(account.id), ['account.approved', 'account.created']);
    const { rowCount } = await client.query("select from outbox_letter where kind = 'approved'");
    assert.equal(rowCount, 1);
    for (const state of ['active', 'disabled', 'deleting'] as const) {
      const { id } = await world.account({ state });
      const letter = aLetter();
      assert.equal(await people().approve(id, event('account.approved', id), letter), false);
      assert.equal(await people().decline(id, event('account.declined', id), letter), false);
      assert.equal(await letterWaits(letter.id), false);
    }
  });

  it('declining deletes, and writes the letter in the same act', async () => {
    const account = await world.account({ state: 'awaiting' });
    const letter = aLetter();
    const decline = () => people().decline(account.id, event('account.declined', account.id), letter);
    assert.equal((await Promise.all([decline(), decline()])).filter(Boolean).length, 1);
    assert.equal(await isThere(account), false);
    assert.equal(await letterWaits(letter.id), true);
  });

  it('are listed by state, page by page', async () => {
    const waiting = await Promise.all([1, 2, 3].map(() => world.account({ state: 'awaiting' })));
    const ids: string[] = [];
    for (;;) {
      const page = await people().inState({ state: 'awaiting', afterId: ids.at(-1), limit: 2 });
      assert.ok(page.every(({ state }) => state === 'awaiting'));
      ids.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
    }
    assert.deepEqual(ids, ids.toSorted());
    for (const { id } of waiting) assert.ok(ids.includes(id));
  });

  it('SE-07 those whose grace has passed go, one letter each, however many look at once', async () => {
    const clock = testClock();
    const now = clock.nowSeconds();
    const asked = async (deleteAfterSeconds: number) => {
      const account = await world.account();
      const wish = { deleteAfterSeconds, event: event('account.deletion_asked'), letter: aLetter() };
      assert.equal(await world.storage.accounts.askDeletion(account.id, wish), true);
      return account;
    };
    const due = await Promise.all([asked(now - DAY), asked(now)]);
    const later = await asked(now + 1);
    const letters = { deleted: () => aLetter({ kind: 'deleted' }) };
    const chore = () => deleteDue({ people: people(), letters, clock });
    const [one, other] = await Promise.all([chore(), chore()]);
    assert.equal(one + other, 2);
    for (const account of due) {
      assert.equal(await isThere(account), false);
      assert.equal((await kindsOf(account.id))[0], 'account.deleted');
    }
    assert.equal((await client.query("select from outbox_letter where kind = 'deleted'")).rowCount, 2);
    assert.equal(await isThere(later), true);
    clock.turn(1);
    assert.equal(await chore(), 1);
  });

  it('SE-07 nobody goes who came back between the look and the act', async () => {
    const account = await world.account();
    const wish = { deleteAfterSeconds: NOW, event: event('account.deletion_asked'), letter: aLetter() };
    await world.storage.accounts.askDeletion(account.id, wish);
    const found = await people().due(NOW, 100);
    assert.deepEqual(
      found.filter(({ id }) => id === account.id),
      [{ id: account.id, email: account.email, locale: 'en' }],
    );
    assert.equal(await world.storage.accounts.keep(account.id, event('account.kept'), aLetter()), true);
    const letter = aLetter();
    assert.equal(await people().deleteDue(account.id, event('account.deleted'), letter), false);
    assert.equal(await isThere(account), true);
    assert.equal(await letterWaits(letter.id), false);
  });

  it('invites are one to an address, listed while they count, and none for a member', async () => {
    const { signUps } = world.storage;
    const { email } = anAccount();
    const invite = (change = {}) => aTicket({ email, invited: true, ...change });
    const [first, second] = [invite(), invite({ expiresAtSeconds: NOW + 60 })];
    assert.equal(await signUps.invite(first, aLetter(), event('account.invited')), true);
    assert.equal(await signUps.invite(second, undefined, event('account.invited')), true);
    assert.equal(await signUps.open(first.ticketDigest, NOW), undefined);
    assert.deepEqual(await signUps.open(second.ticketDigest, NOW), second);
    const listed = async (nowSeconds: number) =>
      (await signUps.invites({ nowSeconds, afterEmail: undefined, limit: 10 })).map((row) => row.email);
    assert.deepEqual(await listed(NOW), [email]);
    assert.deepEqual(await listed(NOW + 60), []);

    const own = aTicket({ email });
    await signUps.request(own, aLetter());
    assert.equal(await signUps.uninvite(email, event('account.uninvited')), true);
    assert.equal(await signUps.uninvite(email, event('account.uninvited')), false);
    assert.ok(await signUps.open(own.ticketDigest, NOW), 'what they asked for themselves still counts');

    const member = await world.account();
    const late = aTicket({ email: member.email, invited: true });
    assert.equal(await signUps.invite(late, aLetter(), event('account.invited')), false);
    assert.equal(await signUps.open(late.ticketDigest, NOW), undefined);
  });

  it('CF-13 an unlock is taken by one of many, once, and goes with its account', async () => {
    const { unlocks } = world.storage;
    const [ada, eve] = [await world.account(), await world.account()];
    const ask = ({ id }: Account, credentialId: string, atSeconds = NOW) =>
      unlocks.request({ accountId: id, credentialId }, event('account.unlocked', id, atSeconds));
    assert.equal(await ask(ada, 'old', NOW - 1), true);
    assert.equal(await ask(ada, 'new', NOW), true);
    assert.equal(await ask(anAccount(), 'nobody'), false);
    const taken = (await racing(() => unlocks.take(1))).flat();
    assert.deepEqual(taken, [{ accountId: ada.id, credentialId: 'new' }]);

    const [unlock] = taken;
    assert.ok(unlock);
    await unlocks.giveBack(unlock, NOW);
    assert.equal((await unlocks.take(10)).length, 1);
    await ask(eve, 'eve');
    await world.storage.accounts.delete(eve.id, event('account.deleted', eve.id));
    assert.deepEqual(await unlocks.take(10), []);
    await unlocks.giveBack({ accountId: eve.id, credentialId: 'eve' }, NOW);
    assert.deepEqual(await unlocks.take(10), []);
  });
});
