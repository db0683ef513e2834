import type { LaterWords } from './en.ts';
import { words as factors } from '../factors/de.ts';
import { words as recovery } from '../recovery/de.ts';

export const de: LaterWords = { ...factors, ...recovery };
