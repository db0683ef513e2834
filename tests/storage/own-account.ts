import assert from 'node:assert/strict';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import { aLetter, anAccount, aTicket, event, NOW, type World } from './world.ts';

/** Each statement about what somebody sees and changes of their own account once. */
export async function everyOwnAct({ storage, account: make }: World): Promise<void> {
  const { accounts, accountTickets, audit, consents, factors, profiles } = storage;
  const { id } = await make();
  await profiles.find(id);
  await profiles.save(id, { name: 'Ada', told: { nickname: 'A' }, letters: 'nl' }, event('profile.changed'));
  const picture = { id: newId(), png: Buffer.from('png') };
  await profiles.savePicture(id, picture, event('profile.changed'));
  assert.deepEqual(await profiles.picture(picture.id), picture.png);
  await profiles.removePicture(id, event('profile.changed'));
  await audit.page({ accountId: id, before: undefined, limit: 10 });
  await audit.page({ accountId: id, before: '1', limit: 10 });
  await consents.listUsed(id, NOW);
  await factors.rename(id, newId(), 'Phone');

  const owner = await make();
  const { email } = anAccount();
  const undo = { ticketDigest: fingerprint(newId()), email: owner.email, locale: 'en' };
  const ticketDigest = fingerprint(newId());
  const ticket = {
    ...aTicket({ email }),
    purpose: 'email-change',
    ticketDigest,
    accountId: owner.id,
  } as const;
  await accountTickets.request(ticket, [aLetter()], [event('email.change_asked', owner.id)]);
  const move = {
    ...{ accountId: owner.id, expects: owner.email, newEmail: email, ticketDigest, keptSessionId: newId() },
    ...{ atSeconds: NOW, events: [event('email.changed', owner.id)], letters: [aLetter()] },
    undo: { ...undo, expiresAtSeconds: NOW + 10 },
  };
  assert.equal(await accounts.moveEmail(move), 'spent', 'it has a password');
}
