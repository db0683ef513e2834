import type { LaterWords } from './en.ts';
import { words as factors } from '../factors/es.ts';
import { words as recovery } from '../recovery/es.ts';

export const es: LaterWords = { ...factors, ...recovery };
