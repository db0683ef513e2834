import { z } from 'zod';
import { worded, type Worded } from './worded.ts';

/** A type of `authorization_details` (RFC 9396 §2) that the operator designed: its members, and what a person reads. */
export interface ConfiguredDetailType {
  readonly type: string;
  /** What the client wants, as a sentence; `{member}` stands for the value of a member. */
  readonly sentence: Worded;
  readonly fields: Readonly<Record<string, DetailField>>;
}

/** One member, and what may stand in it. */
export interface DetailField {
  /**
   * `text`: up to 200 characters. `texts`: a list of those. `amount`: a decimal number as text, such as 12.50. `number`: a
   * whole number. `choice`: one of `values`. `choices`: some of them.
   */
  readonly kind: 'text' | 'texts' | 'amount' | 'number' | 'boolean' | 'choice' | 'choices';
  readonly optional: boolean;
  /** As a person reads it beside the value. */
  readonly label: Worded | undefined;
  readonly values: readonly string[];
}

const TYPES_MAX = 64;
const FIELDS_MAX = 32;
const VALUES_MAX = 64;

const field = z
  .strictObject({
    kind: z.enum(['text', 'texts', 'amount', 'number', 'boolean', 'choice', 'choices']),
    optional: z.boolean().default(false),
    label: worded.optional(),
    values: z.array(z.string().min(1).max(200)).min(1).max(VALUES_MAX).optional(),
  })
  .refine(({ kind, values }) => (kind === 'choice' || kind === 'choices') === (values !== undefined))
  .transform((read): DetailField => ({ ...read, label: read.label, values: read.values ?? [] }));

const type = z.strictObject({
  // RFC 9396 §2: compared to the byte; what cannot stand in a URL or a JSON text without an escape is left out.
  type: z.string().regex(/^[A-Za-z0-9._~:/-]{1,120}$/),
  sentence: worded,
  fields: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/), field)
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX && !('type' in fields)),
});

/** The list an operator writes (`TACET_AUTHORIZATION_DETAILS`); no type twice, and none of our own. */
export const detailTypeList: z.ZodType<ConfiguredDetailType[]> = z
  .array(type)
  .max(TYPES_MAX)
  .refine((list) => new Set(list.map((one) => one.type)).size === list.length)
  .refine((list) => list.every((one) => one.type !== 'resource_access'));
