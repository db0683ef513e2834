import type { LaterWords } from './en.ts';
import { words as factors } from '../factors/fr.ts';
import { words as recovery } from '../recovery/fr.ts';

export const fr: LaterWords = { ...factors, ...recovery };
