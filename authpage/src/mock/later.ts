import type { PageData } from '../../../contract/page.ts';
import { NOW, account, client, frame, trip } from './frame.ts';

const DAY_SECONDS = 86_400;
const own = { kind: 'sign-in', account, registrationOpen: true } as const;
const factor = { kind: 'factor', account, rememberable: true } as const;
const held = { kind: 'held', account } as const;

/** What comes after the password, and the pages behind letters. */
export const laterMocks = {
  'sign-in-act': {
    ...trip,
    step: { ...own, reason: 'confirm', act: { purpose: 'delete-account' } },
  },
  'sign-in-act-target': {
    ...trip,
    step: {
      ...own,
      reason: 'confirm',
      act: {
        purpose: 'change-email',
        target: 'a.very.long.address.that.does.not.end@mail.department.organisation.example.org',
      },
    },
  },
  'sign-in-stronger': { ...trip, step: { ...own, client, reason: 'stronger' } },
  'factor-passkey': {
    ...trip,
    step: { ...factor, client, offered: ['passkey', 'totp', 'backup-codes', 'email-code'] },
  },
  'factor-totp': { ...trip, step: { ...factor, client, offered: ['totp', 'passkey', 'backup-codes'] } },
  'factor-backup-codes': {
    ...trip,
    step: { ...factor, offered: ['backup-codes'], rememberable: false, act: { purpose: 'export' } },
  },
  'factor-email-code': { ...trip, step: { ...factor, client, offered: ['email-code', 'backup-codes'] } },
  'new-password-reset': { ...trip, step: { kind: 'new-password', account, reason: 'reset' } },
  'new-password-change': { ...trip, step: { kind: 'new-password', account, reason: 'change' } },
  'new-password-first': { ...trip, step: { kind: 'new-password', account, reason: 'first' } },
  'new-password-compromised': {
    ...trip,
    step: { kind: 'new-password', client, account, reason: 'compromised' },
  },
  'set-up-passkey': { ...trip, step: { kind: 'set-up', account, factor: 'passkey' } },
  'set-up-totp': { ...trip, step: { kind: 'set-up', client, account, factor: 'totp' } },
  'set-up-backup-codes': { ...trip, step: { kind: 'set-up', account, factor: 'backup-codes' } },
  'held-awaiting': { ...trip, step: { ...held, client, why: 'awaiting' } },
  'held-disabled': { ...trip, step: { ...held, client, why: 'disabled' } },
  'held-deleting': {
    ...trip,
    step: { ...held, why: 'deleting', deletesAtSeconds: NOW + 14 * DAY_SECONDS },
  },
  reset: { ...frame, view: 'reset', undo: false },
  'reset-undo': { ...frame, view: 'reset', undo: true },
  'email-change': { ...frame, view: 'email-change' },
  goodbye: { ...frame, view: 'goodbye', email: account.email, deletesAtSeconds: NOW + 14 * DAY_SECONDS },
} as const satisfies Readonly<Record<string, PageData>>;
