import { z } from 'zod';
import { showLast } from '../mask.ts';
import { nationalChecks } from './national-checks.ts';
import { recordType } from './record-type.ts';

const SHAPE = /^[A-Za-z0-9](?:[ ./-]?[A-Za-z0-9]){3,31}$/;
const SHOWN = 2;

/**
 * The number a country knows somebody by, kept in capitals without separators. Where the check of a country is known, it
 * must be right; elsewhere the shape alone is judged.
 */
export const nationalId = recordType({
  name: 'national-id',
  expects: 'a country of two letters and a number of 4 to 32 letters and digits whose check digit is right',
  schema: z
    .strictObject({
      country: z
        .string()
        .regex(/^[A-Za-z]{2}$/)
        .transform((text) => text.toUpperCase()),
      number: z
        .string()
        .regex(SHAPE)
        .transform((text) => text.replaceAll(/[ ./-]/g, '').toUpperCase()),
    })
    .refine(({ country, number }) => nationalChecks[country]?.(number) ?? true, { path: ['number'] }),
  mask: ({ country, number }) => `${country} ${showLast(number, SHOWN)}`,
});
