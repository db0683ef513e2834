import type { AccountWords } from './en.ts';
import { words as data } from './data/es.ts';
import { words as devices } from './devices/es.ts';
import { words as events } from './events/es.ts';
import { words as home } from './home/es.ts';
import { words as profile } from './profile/es.ts';
import { words as records } from './records/es.ts';
import { words as security } from './security/es.ts';

/** Español. */
export const es: AccountWords = {
  ...data,
  ...devices,
  ...events,
  ...home,
  ...profile,
  ...records,
  ...security,
};
