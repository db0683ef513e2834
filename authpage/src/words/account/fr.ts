import type { AccountWords } from './en.ts';
import { words as data } from './data/fr.ts';
import { words as devices } from './devices/fr.ts';
import { words as events } from './events/fr.ts';
import { words as home } from './home/fr.ts';
import { words as profile } from './profile/fr.ts';
import { words as records } from './records/fr.ts';
import { words as security } from './security/fr.ts';

/** Français. */
export const fr: AccountWords = {
  ...data,
  ...devices,
  ...events,
  ...home,
  ...profile,
  ...records,
  ...security,
};
