import assert from 'node:assert/strict';
import { parseEmail } from '../../server/accounts/email.ts';
import { accountLetters } from '../../server/mail/account-letters.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newSecret } from '../../server/platform/random.ts';
import type { TestServer } from '../harness/server.ts';

/** The letters as the server writes them. */
export function lettersOf({ parts: { keyring, clock, config } }: Pick<TestServer, 'parts'>) {
  return accountLetters({ sealer: keyring.sealer('outbox'), clock, issuer: config.issuer });
}

/** Invites as `tacet account invite` does; out comes the ticket. */
export async function invite(server: Pick<TestServer, 'parts'>, typed: string): Promise<string> {
  const { storage, clock, config } = server.parts;
  const email = parseEmail(typed);
  assert.ok(email);
  const ticket = newSecret('ti');
  const now = clock.nowSeconds();
  const { inviteSeconds: validSeconds } = config.lifetimes;
  const row = {
    ...{ ticketDigest: fingerprint(ticket), email, locale: 'en', invited: true, starts: 0 },
    ...{ interactionId: undefined, browserDigest: undefined },
    ...{ createdAtSeconds: now, expiresAtSeconds: now + validSeconds },
  };
  const letter = lettersOf(server).invite({ to: email, locale: 'en', ticket, validSeconds });
  assert.ok(await storage.signUps.invite(row, letter, { kind: 'account.invited', atSeconds: now }));
  return ticket;
}

/** Approves as `tacet account approve` does; false: it awaited nothing. */
export async function approve(server: Pick<TestServer, 'parts'>, typed: string): Promise<boolean> {
  const { storage, clock } = server.parts;
  const email = parseEmail(typed);
  const account = email && (await storage.accounts.findByEmail(email));
  assert.ok(account);
  const { id: accountId } = account;
  const event = { kind: 'account.approved', atSeconds: clock.nowSeconds(), accountId } as const;
  const letter = lettersOf(server).approved({ to: account.email, locale: 'en' });
  return storage.people.approve(accountId, event, letter);
}
