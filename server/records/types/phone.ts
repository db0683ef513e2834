import { z } from 'zod';
import { MASK } from '../mask.ts';
import { recordType } from './record-type.ts';

/** ITU-T E.164: a plus sign and at most 15 digits, the country first; written with separators or without. */
const SHAPE = /^\+[1-9](?:[ .-]?\d){6,14}$/;
const SHOWN = 2;

/** A telephone number, kept as E.164 has it. */
export const phone = recordType({
  name: 'phone',
  expects: 'a phone number with a plus sign, its country and 7 to 15 digits in all',
  schema: z
    .string()
    .regex(SHAPE)
    .transform((text) => text.replaceAll(/[ .-]/g, '')),
  mask: (text) => `+${MASK} ${text.slice(-SHOWN)}`,
});
