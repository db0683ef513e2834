import { z } from 'zod';
import { MASK } from '../mask.ts';
import { recordType } from './record-type.ts';

const CHARACTERS_MAX = 4096;

/** Whatever fits nothing else, kept as it was written, save that a line ends in one way. Nothing of it is shown. */
export const freeText = recordType({
  name: 'free-text',
  expects: 'a text of 1 to 4096 characters, with no control character but tab and line break',
  schema: z
    .string()
    .max(CHARACTERS_MAX)
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .refine((text) => text !== '' && !/[^\P{Cc}\n\t]/u.test(text)),
  mask: () => MASK,
});
