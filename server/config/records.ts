import { recordTypeList } from '../protocol/record-types.ts';
import { jsonList, settingDocs, wholeNumber } from './setting.ts';

const DAY_SECONDS = 86_400;

/** What apps may keep with the accounts of people, how much, and what it takes to read records in clear. */
export const recordSettings = {
  TACET_RECORD_TYPES: jsonList(recordTypeList).register(settingDocs, {
    description:
      'More types of records that apps may keep, as a JSON list: `name`, `pattern`, `max_length` (at most 4096), `mask` (`show_last`: at most 8 characters). A pattern is a row of characters, `\\d` and classes, each with `?`, `{n}` or `{n,m}`. See [flows/records.md](flows/records.md).',
    example: '[{"name":"loyalty-card","pattern":"[A-Z]{2}\\\\d{8}","max_length":10,"mask":{"show_last":4}}]',
    defaultText: 'none but those of this server itself',
  }),
  TACET_REVEAL_SIGN_IN_SECONDS: wholeNumber(0, [0, 30 * DAY_SECONDS], 'seconds').register(settingDocs, {
    description:
      'How long ago somebody may have signed in for an app to read their records in clear; an app that asks later is told to send them through sign-in again (RFC 9470). 0: however long ago, also while they are away.',
    example: '300',
    defaultText: '0',
  }),
  TACET_VAULT_QUOTA_MEGABYTES: wholeNumber(64, [1, 16_384]).register(settingDocs, {
    description:
      'How much one account may keep in its vault, of every app together. See [flows/vault.md](flows/vault.md).',
    example: '256',
  }),
};
