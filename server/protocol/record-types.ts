import { z } from 'zod';
import { type PlainPattern, plainPattern } from './plain-pattern.ts';

/** The types of records that are there without any setting. */
export const builtInRecordTypes = [
  'card-number',
  'iban',
  'phone',
  'address',
  'national-id',
  'free-text',
] as const;
export type BuiltInRecordType = (typeof builtInRecordTypes)[number];

/** A type of records that the operator designed: one line of text. */
export interface ConfiguredRecordType {
  readonly name: string;
  readonly pattern: PlainPattern;
  readonly charactersMax: number;
  /** How many characters of its end a masked value shows. */
  readonly showLast: number;
}

const TYPES_MAX = 64;
const CHARACTERS_MAX = 4096;
const SHOW_LAST_MAX = 8;

const type = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/)
      .refine((name) => builtInRecordTypes.every((known) => known !== name)),
    pattern: z.string(),
    max_length: z.int().min(1).max(CHARACTERS_MAX),
    mask: z
      .strictObject({ show_last: z.int().min(0).max(SHOW_LAST_MAX).default(0) })
      .default({ show_last: 0 }),
  })
  // Half of the shortest value must stay hidden at least; how short one may be, the mask looks at itself.
  .transform((read, context): ConfiguredRecordType => {
    const pattern = plainPattern(read.pattern);
    if (pattern === undefined) {
      context.addIssue({ code: 'custom', message: 'no plain pattern', path: ['pattern'] });
      return z.NEVER;
    }
    const { name, max_length: charactersMax } = read;
    return { name, pattern, charactersMax, showLast: read.mask.show_last };
  });

/** The list an operator writes (`TACET_RECORD_TYPES`); no name twice, and none of our own. */
export const recordTypeList: z.ZodType<ConfiguredRecordType[]> = z
  .array(type)
  .max(TYPES_MAX)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length);
