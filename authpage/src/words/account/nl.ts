import type { AccountWords } from './en.ts';
import { words as data } from './data/nl.ts';
import { words as devices } from './devices/nl.ts';
import { words as events } from './events/nl.ts';
import { words as home } from './home/nl.ts';
import { words as profile } from './profile/nl.ts';
import { words as records } from './records/nl.ts';
import { words as security } from './security/nl.ts';

/** Nederlands. */
export const nl: AccountWords = {
  ...data,
  ...devices,
  ...events,
  ...home,
  ...profile,
  ...records,
  ...security,
};
