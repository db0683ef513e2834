import type { AccountWords } from './en.ts';
import { words as data } from './data/ar.ts';
import { words as devices } from './devices/ar.ts';
import { words as events } from './events/ar.ts';
import { words as home } from './home/ar.ts';
import { words as profile } from './profile/ar.ts';
import { words as records } from './records/ar.ts';
import { words as security } from './security/ar.ts';

/** العربية. */
export const ar: AccountWords = {
  ...data,
  ...devices,
  ...events,
  ...home,
  ...profile,
  ...records,
  ...security,
};
