import { words as factors } from '../factors/en.ts';
import { words as recovery } from '../recovery/en.ts';

/** What the steps after the first one say, and the pages behind letters. Loaded with them. */
export const en = { ...factors, ...recovery };

export type LaterWords = typeof en;
