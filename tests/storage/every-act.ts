import assert from 'node:assert/strict';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { aLetter, anAccount, aTicket, event, NOW, type Standing, type World } from './world.ts';

/** Each statement about people once: what they ask for by letter, and what an operator or time decides. */
export async function everyAct({ storage, account: make }: World, { account }: Standing): Promise<void> {
  const { people, unlocks, accountTickets, accounts, factors, signUps } = storage;
  const id = (await make()).id;

  const invite = aTicket({ invited: true });
  await signUps.invite(invite, aLetter(), event('account.invited'));
  await signUps.invites({ nowSeconds: NOW, afterEmail: undefined, limit: 10 });
  await signUps.uninvite(invite.email, event('account.uninvited'));

  const ticketDigest = fingerprint(newId());
  const ticket = { ...aTicket(), purpose: 'reset', ticketDigest, accountId: id } as const;
  await accountTickets.request(ticket, [aLetter()]);
  const ofStranger = { ...ticket, ...aTicket(), ticketDigest: newDigest(), accountId: undefined };
  await accountTickets.request(ofStranger, [aLetter()]);
  assert.ok(await accountTickets.open('reset', ticketDigest, NOW));
  await accountTickets.pending('reset', id, NOW);
  await accountTickets.countStart('reset', ticketDigest, NOW, 3, newId());

  await factors.list(id);
  await factors.findByLookup('passkey', newDigest());
  await people.factorKinds(id);
  await people.resetFactors(id, event('account.factors_reset'), [aLetter()]);
  await unlocks.request({ accountId: id, credentialId: newId() }, event('account.unlocked'));
  await accounts.details(id);

  const waiting = await make({ state: 'awaiting' });
  const declined = await make({ state: 'awaiting' });
  await people.inState({ state: 'awaiting', afterId: account.id, limit: 10 });
  assert.ok(await people.approve(waiting.id, event('account.approved'), aLetter()));
  assert.ok(await people.decline(declined.id, event('account.declined'), aLetter()));
  const wish = { deleteAfterSeconds: NOW, event: event('account.deletion_asked'), letter: aLetter() };
  await accounts.askDeletion(id, wish);
  await accounts.keep(id, event('account.kept'), aLetter());
  await accounts.askDeletion(id, { ...wish, letter: aLetter() });
  await people.due(NOW, 10);
  assert.ok(await people.deleteDue(id, event('account.deleted'), aLetter()));
  assert.equal(await accounts.findByEmail(anAccount().email), undefined);
}

function newDigest(): string {
  return fingerprint(newId());
}
