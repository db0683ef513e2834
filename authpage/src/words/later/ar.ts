import type { LaterWords } from './en.ts';
import { words as factors } from '../factors/ar.ts';
import { words as recovery } from '../recovery/ar.ts';

export const ar: LaterWords = { ...factors, ...recovery };
