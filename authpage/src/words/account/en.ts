import { words as data } from './data/en.ts';
import { words as devices } from './devices/en.ts';
import { words as events } from './events/en.ts';
import { words as home } from './home/en.ts';
import { words as profile } from './profile/en.ts';
import { words as records } from './records/en.ts';
import { words as security } from './security/en.ts';

/** Every sentence of the account pages, which no other bundle carries. */
export const en = {
  ...data,
  ...devices,
  ...events,
  ...home,
  ...profile,
  ...records,
  ...security,
};

export type AccountWords = typeof en;
