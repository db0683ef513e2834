import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SignUpTicket } from '../../server/interaction/sign-up-store.ts';
import {
  aCredential,
  aLetter,
  anAccount,
  aSession,
  aTicket,
  event,
  NOW,
  openWorld,
  type World,
} from './world.ts';

const FIRST = { setupId: 'setup-1', accountId: 'account-1' };

describe('sign-ups', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());
  const signUps = () => world.storage.signUps;

  const made = (ticket: SignUpTicket, atSeconds = NOW) => {
    const account = anAccount({ email: ticket.email, createdAtSeconds: atSeconds });
    return {
      account,
      credential: aCredential(account),
      session: aSession(account),
      events: [event('account.created', account.id), event('account.signed_in', account.id)],
    };
  };

  it('begin with a ticket and a letter, both or neither', async () => {
    const ticket = aTicket({ interactionId: 'ia', browserDigest: 'br' });
    const letter = aLetter();
    await signUps().request(ticket, letter);
    assert.deepEqual(await signUps().open(ticket.ticketDigest, NOW), ticket);
    assert.ok((await world.storage.outbox.recent(200)).some(({ id }) => id === letter.id));

    const orphan = aTicket();
    await assert.rejects(signUps().request(orphan, letter));
    assert.equal(await signUps().open(orphan.ticketDigest, NOW), undefined);
  });

  it('are open until the ticket expires', async () => {
    const ticket = aTicket({ expiresAtSeconds: NOW + 60 });
    await signUps().request(ticket, aLetter());
    assert.deepEqual(await signUps().open(ticket.ticketDigest, NOW + 59), ticket);
    assert.equal(await signUps().open(ticket.ticketDigest, NOW + 60), undefined);
    assert.equal(await signUps().countStart(ticket.ticketDigest, NOW + 60, 3, FIRST), undefined);
    assert.equal(await signUps().complete(ticket.ticketDigest, made(ticket, NOW + 60)), undefined);
  });

  it('give three starts, however many ask at once', async () => {
    const ticket = aTicket();
    await signUps().request(ticket, aLetter());
    const counted = await Promise.all(
      Array.from({ length: 20 }, () => signUps().countStart(ticket.ticketDigest, NOW, 3, FIRST)),
    );
    const starts = counted.map((found) => found?.starts).filter((count) => count !== undefined);
    assert.deepEqual(starts.sort(), [1, 2, 3]);
  });

  it('keep the server setup and the account id of their first start', async () => {
    const ticket = aTicket();
    await signUps().request(ticket, aLetter());
    const start = (setupId: string) =>
      signUps().countStart(ticket.ticketDigest, NOW, 3, { setupId, accountId: `of ${setupId}` });
    assert.equal((await start('setup-1'))?.setupId, 'setup-1');
    assert.equal((await start('setup-2'))?.setupId, 'setup-1');
    const kept = await signUps().open(ticket.ticketDigest, NOW);
    assert.deepEqual([kept?.setupId, kept?.accountId], ['setup-1', 'of setup-1']);
  });

  it('have one winner when 20 complete the same ticket at once', async () => {
    const ticket = aTicket();
    await signUps().request(ticket, aLetter());
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => signUps().complete(ticket.ticketDigest, made(ticket))),
    );
    const winners = outcomes.filter((outcome) => outcome !== undefined);
    assert.equal(winners.length, 1);
    const [winner] = winners;
    assert.ok(winner !== undefined && winner !== 'taken');
    assert.deepEqual(await world.storage.accounts.findByEmail(ticket.email), winner.account);
    assert.deepEqual(await world.storage.sessions.list(winner.account.id, NOW), [winner.session]);
    assert.ok(await world.storage.credentials.find(aCredential(winner.account).credentialId));
    const kinds = (await world.storage.audit.list({ accountId: winner.account.id, limit: 10 })).map(
      ({ kind }) => kind,
    );
    assert.deepEqual([...kinds].sort(), ['account.created', 'account.signed_in']);
    assert.equal(await signUps().open(ticket.ticketDigest, NOW), undefined);
  });

  it('have one winner when many tickets of one address are completed at once, and leave no ticket', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { email } = anAccount();
      const tickets = Array.from({ length: 5 }, () => aTicket({ email }));
      for (const ticket of tickets) await signUps().request(ticket, aLetter());
      const outcomes = await Promise.all(
        tickets.map((ticket) => signUps().complete(ticket.ticketDigest, made(ticket))),
      );
      assert.equal(outcomes.filter((outcome) => outcome !== undefined && outcome !== 'taken').length, 1);
      for (const { ticketDigest } of tickets)
        assert.equal(await signUps().open(ticketDigest, NOW), undefined);
    }
  });

  it('say that the address is taken when it got an account meanwhile, and spend the ticket', async () => {
    const early = aTicket();
    await signUps().request(early, aLetter());
    const account = await world.account({ email: early.email });
    assert.equal(
      await signUps().open(early.ticketDigest, NOW),
      undefined,
      'died with the account that was made',
    );
    const late = aTicket({ email: early.email });
    await signUps().request(late, aLetter());
    const attempt = made(late);
    assert.equal(await signUps().complete(late.ticketDigest, attempt), 'taken');
    assert.equal(await signUps().complete(late.ticketDigest, attempt), undefined);
    assert.deepEqual(await world.storage.accounts.findByEmail(late.email), account);
    assert.deepEqual(await world.storage.audit.list({ accountId: attempt.account.id, limit: 5 }), []);
  });

  it('serve only the address that the letter went to', async () => {
    const [ticket, other] = [aTicket(), aTicket()];
    await signUps().request(ticket, aLetter());
    assert.equal(await signUps().complete(ticket.ticketDigest, made(other)), undefined);
    assert.deepEqual(await signUps().open(ticket.ticketDigest, NOW), ticket);
  });
});
