import { z } from 'zod';

const CHARACTERS_MAX = 200;
const TEXTS_MAX = 16;

/** A text that a person is shown: none of it invisible, nothing that turns the text around it (UI-08). */
export const shownText = z
  .string()
  .min(1)
  .max(CHARACTERS_MAX)
  .refine((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text));

export const shownTexts = z.array(shownText).min(1).max(TEXTS_MAX);
