import assert from 'node:assert/strict';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import type { SealedRecord } from '../../server/records/record-store.ts';
import { aLetter, anAccount, aTicket, event, NOW, type World } from './world.ts';

/** Each statement about what somebody sees and changes of their own account once. */
export async function everyOwnAct({ storage, account: make }: World): Promise<void> {
  const { accounts, accountTickets, audit, consents, factors, profiles } = storage;
  const { id } = await make();
  await everyRecord(storage, id);
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

async function everyRecord({ records }: World['storage'], accountId: string): Promise<void> {
  const record: SealedRecord = {
    ...{ accountId, id: newId(), type: 'iban', clientId: newId(), sealed: 'sealed', revision: 1 },
    ...{ createdAtSeconds: NOW, updatedAtSeconds: NOW },
  };
  const { id } = record;
  assert.equal(await records.create(record, 10, event('record.created', accountId)), 'created');
  assert.equal(await records.create(record, 10, event('record.created', accountId)), 'taken');
  assert.equal((await records.page({ accountId, limit: 10 })).length, 1);
  const narrow = {
    type: 'iban',
    clientId: record.clientId,
    createdAfterSeconds: 1,
    createdBeforeSeconds: NOW + 1,
  };
  const behind = { createdAtSeconds: NOW + 1, id };
  assert.equal((await records.page({ accountId, ...narrow, behind, limit: 10 })).length, 1);
  assert.ok(await records.find(accountId, id));
  assert.ok(await records.replace({ ...record, revision: 2 }, event('record.replaced', accountId)));
  assert.ok(await records.reveal(accountId, id, event('record.revealed', accountId)));
  assert.equal(await records.delete(accountId, id, [1], event('record.deleted', accountId)), 'changed');
  assert.equal(await records.delete(accountId, id, undefined, event('record.deleted', accountId)), 'deleted');
}
