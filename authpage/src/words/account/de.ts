import type { AccountWords } from './en.ts';
import { words as data } from './data/de.ts';
import { words as devices } from './devices/de.ts';
import { words as events } from './events/de.ts';
import { words as home } from './home/de.ts';
import { words as profile } from './profile/de.ts';
import { words as records } from './records/de.ts';
import { words as security } from './security/de.ts';

/** Deutsch. */
export const de: AccountWords = {
  ...data,
  ...devices,
  ...events,
  ...home,
  ...profile,
  ...records,
  ...security,
};
