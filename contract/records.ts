import { z } from 'zod';

/** What an app may put into a record; which of it is taken, says its type. */
export const recordValue = z.union([z.string(), z.record(z.string(), z.string())]);

const seconds = z.number().int();

/** A record as an app sees it. `masked` is missing when it cannot be read any more; then `unreadable` says so. */
const entry = {
  id: z.string(),
  type: z.string(),
  /** The client that brought it. */
  client_id: z.string(),
  revision: z.number().int(),
  created_at: seconds,
  updated_at: seconds,
};
export const maskedRecord = z.strictObject({
  ...entry,
  masked: z.string().optional(),
  unreadable: z.literal(true).optional(),
});
export const revealedRecord = z.strictObject({ ...entry, value: recordValue });

export type MaskedRecord = z.infer<typeof maskedRecord>;
export type RevealedRecord = z.infer<typeof revealedRecord>;

const DIGITS = /^\d{1,12}$/;
const moment = z.string().regex(DIGITS).transform(Number);

export const RECORDS_PAGE_MAX = 100;
const PAGE_DEFAULT = 25;

/** Query of the list. Times are seconds since 1970, both exclusive. */
export const recordQuery = z.object({
  type: z.string().optional(),
  /** `true`: those alone that this very client brought. */
  mine: z.enum(['true', 'false']).optional(),
  created_after: moment.optional(),
  created_before: moment.optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= RECORDS_PAGE_MAX)
    .default(PAGE_DEFAULT),
  /** What `next_cursor` of the page before said. */
  cursor: z.string().optional(),
});

const newValue = z.strictObject({ type: z.string(), value: z.unknown() });

/** Calls of apps, with an access token that has the scope. Refusals: RFC 6749 §5.2, RFC 6750 §3. */
export const recordCalls = {
  'GET /records': {
    scope: 'records:read',
    query: recordQuery,
    output: z.strictObject({ records: z.array(maskedRecord), next_cursor: z.string().optional() }),
  },
  'POST /records': { scope: 'records:write', input: newValue, output: maskedRecord },
  'GET /records/:id': { scope: 'records:read', output: maskedRecord },
  /** The whole value, and its type, which must be the one it has. Needs If-Match. */
  'PUT /records/:id': { scope: 'records:write', input: newValue, output: maskedRecord },
  'DELETE /records/:id': { scope: 'records:write' },
  'POST /records/:id/reveal': { scope: 'records:reveal', output: revealedRecord },
} as const;
