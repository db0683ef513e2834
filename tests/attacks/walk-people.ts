import assert from 'node:assert/strict';
import { Secret } from 'otpauth';
import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { newBackupCodes } from '../../server/factors/backup-codes.ts';
import type { NewFactor } from '../../server/factors/factor.ts';
import { factorRoom, newFactor } from '../../server/factors/held.ts';
import { factorsOf } from '../../server/factors/index.ts';
import { totpCode } from '../../server/factors/totp.ts';
import { unstretchedClient } from '../../server/login/unstretched.ts';
import { accountLetters } from '../../server/mail/account-letters.ts';
import type { OutboxRow } from '../../server/mail/outbox-store.ts';
import { newId, newSecret } from '../../server/platform/random.ts';
import { authenticator } from '../factors/authenticator.ts';
import type { TestServer } from '../harness/server.ts';

export const SORTS = ['plain', 'totp', 'codes', 'passkey', 'disabled', 'deleting', 'awaiting'] as const;
export type Sort = (typeof SORTS)[number];

/** Somebody with an account, and all that they know and hold. */
export interface Person {
  readonly sort: Sort;
  readonly id: string;
  email: string;
  /** Every address that they had, or asked for. */
  readonly emails: Set<string>;
  password: string;
  /** Undefined: no authenticator app. */
  totp: { readonly secret: string; lastStep: number } | undefined;
  /** Backup codes that were not used. */
  readonly codes: Set<string>;
  readonly key: ReturnType<typeof authenticator> | undefined;
  /** Moves with every change of how the account opens. */
  epoch: number;
}

/** Of the app of somebody who has none. */
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STEP_SECONDS = 30;

/** Makes one of that sort straight in the store: what they hold was set up long ago. */
export async function aPerson(server: TestServer, sort: Sort, { withTotp = false } = {}): Promise<Person> {
  const { parts, clock } = server;
  const { storage } = parts;
  const id = newId();
  const email = parseEmail(`${sort}-${id}@example.org`);
  assert.ok(email !== undefined);
  const password = `password of ${id}`;
  const now = clock.nowSeconds();
  const state = sort === 'disabled' || sort === 'awaiting' ? sort : 'active';
  const account: Account = {
    ...{ id, email, emailVerified: true, name: 'Ada', state },
    ...{ createdAtSeconds: now, updatedAtSeconds: now },
  };
  const event = { kind: 'account.created', atSeconds: now, accountId: id } as const;
  assert.ok(await storage.signUps.createVerified(account, credentialOf(server, account, password), event));

  const person: Person = {
    ...{ sort, id, email, emails: new Set([email]), password },
    ...{ totp: undefined, codes: new Set(), key: undefined, epoch: 0 },
  };
  if (sort === 'totp' || sort === 'codes' || withTotp) {
    const { base32: secret } = new Secret({ size: 20 });
    await give(server, id, { kind: 'totp', label: '', state: { secret, lastStep: 0 }, lookup: undefined });
    person.totp = { secret, lastStep: 0 };
  }
  if (sort === 'codes') {
    const { codes, state: kept } = newBackupCodes();
    await give(server, id, { kind: 'backup-codes', label: '', state: kept, lookup: undefined });
    for (const code of codes) person.codes.add(code);
  }
  if (sort === 'deleting') {
    const letter = letterRow(now);
    const act = {
      deleteAfterSeconds: now + 30 * 86_400,
      event: { ...event, kind: 'account.deletion_asked' },
      letter,
    } as const;
    assert.ok(await storage.accounts.askDeletion(id, act));
  }
  return sort === 'passkey' ? { ...person, key: await giveKey(server, account) } : person;
}

function credentialOf({ parts: { login } }: TestServer, { id, email }: Account, password: string) {
  const begun = unstretchedClient.startRegistration(password);
  const { registrationResponse } = login.register({ email, registrationRequest: begun.registrationRequest });
  const { registrationRecord } = unstretchedClient.finishRegistration({
    ...{ password, clientRegistrationState: begun.clientRegistrationState },
    ...{ registrationResponse, ksfId: CURRENT_KSF },
  });
  return login.credential({ accountId: id, email, ksfId: CURRENT_KSF, registrationRecord });
}

async function giveKey(server: TestServer, account: Account) {
  const { parts, clock } = server;
  const { config, keyring, storage } = parts;
  const letters = accountLetters({ sealer: keyring.sealer('outbox'), clock, issuer: config.issuer });
  const setUp = factorsOf({ ...parts, ...storage, letters }).find(({ kind }) => kind === 'passkey')?.setUp;
  assert.ok(setUp);
  const asked = { account, tripId: newSecret('ia'), held: [], locale: 'en' } as const;
  const { offer, pending } = await setUp.offer(asked);
  assert.ok(offer.kind === 'passkey');
  const key = authenticator({ origin: new URL(config.issuer).origin, rpId: new URL(config.issuer).hostname });
  const made = await setUp.confirm(asked, pending, { kind: 'passkey', response: key.create(offer.options) });
  assert.ok(made);
  await give(server, account.id, made);
  return key;
}

async function give({ parts, clock }: TestServer, accountId: string, made: NewFactor): Promise<void> {
  const { storage, keyring } = parts;
  const stored = newFactor({ sealer: keyring.sealer('factor'), clock }, accountId, made);
  const atSeconds = clock.nowSeconds();
  const event = { kind: 'factor.added', atSeconds, accountId } as const;
  const act = { event, letter: letterRow(atSeconds), keptSessionId: undefined };
  assert.equal(await storage.factors.add(stored, act, factorRoom[made.kind]), 'added');
}

function letterRow(nowSeconds: number): OutboxRow {
  return {
    ...{ id: newId(), kind: 'factor-added', sealed: null, attempts: 0, state: 'sent' as const },
    createdAtSeconds: nowSeconds,
    nextAttemptAtSeconds: nowSeconds,
  };
}

/** What the app of that person shows so many steps from now; whether it is good, and what using it leaves behind. */
export function appCode({ totp }: Pick<Person, 'totp'>, nowSeconds: number, offset: number) {
  const step = Math.floor(nowSeconds / STEP_SECONDS) + offset;
  const good = totp !== undefined && Math.abs(offset) <= 1 && step > totp.lastStep;
  return { code: totpCode(totp?.secret ?? SECRET, step), step, good };
}
