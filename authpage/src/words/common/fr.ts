import { words as en } from './en.ts';

export const words: typeof en = en;
