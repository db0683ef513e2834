import type { LaterWords } from './en.ts';
import { words as factors } from '../factors/nl.ts';
import { words as recovery } from '../recovery/nl.ts';

export const nl: LaterWords = { ...factors, ...recovery };
