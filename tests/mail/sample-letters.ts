import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Locale } from '../../contract/page.ts';
import { type Email, parseEmail } from '../../server/accounts/email.ts';
import { accountLetters, type AccountLetters } from '../../server/mail/account-letters.ts';
import { backchannelLetters } from '../../server/mail/backchannel-letters.ts';
import type { Letter } from '../../server/mail/letter.ts';
import { openLetter } from '../../server/mail/outbox.ts';
import type { OutboxRow } from '../../server/mail/outbox-store.ts';
import { signUpLetters } from '../../server/mail/sign-up-letters.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { testClock } from '../harness/clock.ts';
import { keyringParts, lifetimes } from '../keyring/parts.ts';

export const ISSUER = 'https://id.example.com';
export const TICKET = `ti_${'Q'.repeat(43)}`;
export const CODE = '12345678';

const address = (text: string): Email => parseEmail(text) ?? assert.fail(text);
export const to = address('anna@example.org');
const newEmail = address('berta.newhouse@example.net');

const MINUTES = 60;
const DAYS = 86_400;

export const occasion = {
  atSeconds: Date.UTC(2026, 2, 3, 14, 5) / 1000,
  device: 'Firefox, Linux',
  addressPrefix: '203.0.113.0/24',
};

export interface Office {
  readonly account: AccountLetters;
  readonly signUp: ReturnType<typeof signUpLetters>;
  readonly backchannel: ReturnType<typeof backchannelLetters>;
  open(row: OutboxRow): Letter;
}

/** The makers of every letter, with a key ring of their own. */
export async function letterOffice(t: TestContext): Promise<Office> {
  const clock = testClock();
  const sealer = (await openKeyring({ ...keyringParts(t), clock })).sealer('outbox');
  return {
    account: accountLetters({ sealer, clock, issuer: ISSUER }),
    signUp: signUpLetters({ sealer, clock, lifetimes }),
    backchannel: backchannelLetters({ sealer, clock }),
    open: (row) => openLetter(row, sealer) ?? assert.fail('the letter does not open'),
  };
}

const SAMPLES: Readonly<Record<string, (office: Office, who: { to: Email; locale: Locale }) => OutboxRow>> = {
  'sign-up': ({ signUp }, who) => signUp.signUp({ ...who, link: `${ISSUER}/sign-up#${TICKET}` }),
  'already-registered': ({ signUp }, who) => signUp.alreadyRegistered({ ...who, link: `${ISSUER}/account` }),
  'app-asks': ({ backchannel }, who) =>
    backchannel.asks({ ...who, ...asking, bindingMessage: 'Order <7104>' }),
  'app-asks-plain': ({ backchannel }, who) =>
    backchannel.asks({ ...who, ...asking, bindingMessage: undefined }),
  invite: ({ account }, who) => account.invite({ ...who, ticket: TICKET, validSeconds: 7 * DAYS }),
  awaiting: ({ account }, who) => account.awaiting(who),
  approved: ({ account }, who) => account.approved(who),
  declined: ({ account }, who) => account.declined(who),
  reset: ({ account }, who) => account.reset({ ...who, ticket: TICKET, validSeconds: 15 * MINUTES }),
  'reset-unknown': ({ account }, who) => account.resetUnknown(who),
  'password-changed': ({ account }, who) => account.passwordChanged({ ...who, occasion, how: 'changed' }),
  'password-reset': ({ account }, who) => account.passwordChanged({ ...who, occasion, how: 'reset' }),
  'password-reset-locked': ({ account }, who) =>
    account.passwordChanged({
      ...who,
      occasion,
      how: 'reset',
      lockedUntilSeconds: occasion.atSeconds + 90 * DAYS,
    }),
  'password-compromised': ({ account }, who) => account.passwordCompromised(who),
  'password-removed': ({ account }, who) => account.passwordRemoved({ ...who, occasion }),
  'recovery-key-made': ({ account }, who) => account.recoveryKeyMade({ ...who, occasion }),
  'recovery-key-used': ({ account }, who) => account.recoveryKeyUsed({ ...who, occasion }),
  'email-change': ({ account }, who) =>
    account.emailChange({ ...who, ticket: TICKET, validSeconds: 15 * MINUTES }),
  'email-change-taken': ({ account }, who) => account.emailChangeTaken(who),
  'email-change-asked': ({ account }, who) => account.emailChangeAsked({ ...who, occasion, newEmail }),
  'email-changed': ({ account }, who) =>
    account.emailChanged({ ...who, occasion, newEmail, ticket: TICKET, validSeconds: 7 * DAYS }),
  'email-changed-new': ({ account }, who) => account.emailChangedNew({ ...who, occasion }),
  'factor-added': ({ account }, who) =>
    account.factorAdded({ ...who, occasion, factor: 'passkey', name: '<b>Phone</b> & "co"' }),
  'factor-removed': ({ account }, who) => account.factorRemoved({ ...who, occasion, factor: 'totp' }),
  'factor-guessed': ({ account }, who) => account.factorGuessed({ ...who, occasion, tries: 5 }),
  'backup-codes-low': ({ account }, who) => account.backupCodesLow({ ...who, occasion, codesLeft: 2 }),
  'email-code': ({ account }, who) => account.emailCode({ ...who, code: CODE, validSeconds: 10 * MINUTES }),
  'new-device': ({ account }, who) =>
    account.newDevice({ ...who, occasion: { ...occasion, device: '', addressPrefix: '2001:db8:1:2::/64' } }),
  'deletion-asked': ({ account }, who) =>
    account.deletionAsked({ ...who, occasion, deleteAtSeconds: occasion.atSeconds + 14 * DAYS }),
  'deletion-cancelled': ({ account }, who) => account.deletionCancelled({ ...who, occasion }),
  deleted: ({ account }, who) => account.deleted(who),
};

const asking = { clientName: 'Almanac', link: `${ISSUER}/ciba/wa_${'Q'.repeat(43)}` };

export interface Sample {
  readonly name: string;
  readonly kind: string;
  readonly letter: Letter;
}

/** Every letter that there is, in one language. */
export function sampleLetters(office: Office, locale: Locale): Sample[] {
  return Object.entries(SAMPLES).map(([name, make]) => {
    const row = make(office, { to, locale });
    return { name, kind: row.kind, letter: office.open(row) };
  });
}
