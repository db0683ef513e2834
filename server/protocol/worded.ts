import { z } from 'zod';

const CHARACTERS_MAX = 300;
const LANGUAGES_MAX = 16;

const text = z
  .string()
  .min(1)
  .max(CHARACTERS_MAX)
  // What cannot be seen, or turns the text around, must not stand where a person decides (UI-08).
  .refine((words) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(words));

/** What a person reads, by primary language: `{ "en": "Read your notes", "nl": "Je notities lezen" }`. */
export type Worded = Readonly<Record<string, string>>;

/** A bare text counts as English. */
export const worded: z.ZodType<Worded> = z.union([
  text.transform((words) => ({ en: words })),
  z
    .record(z.string().regex(/^[a-z]{2,3}$/), text)
    .refine((byLanguage) => 'en' in byLanguage && Object.keys(byLanguage).length <= LANGUAGES_MAX),
]);
