import { z } from 'zod';

/** Ids are the caller's choice: URL-safe, no path and no dot alone. */
export const entryId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Which format the ciphertext has is the business of whoever wrote it; the server keeps the number. */
export const envelopeVersion = z.number().int().min(1).max(65_535);

export const ITEM_BYTES_MAX = 65_536;
export const BLOB_BYTES_MAX = 1_048_576;
export const VAULT_PAGE_MAX = 1_000;
export const BATCH_MAX = 100;

const revision = z.number().int().min(0);
const body = z.string().regex(/^[A-Za-z0-9_-]*$/);

/** An item as it is listed; `body` is base64url. A deleted one says so until its deletion is forgotten. */
export const vaultItem = z.strictObject({
  id: entryId,
  revision,
  envelope: envelopeVersion,
  created_at: z.number().int(),
  updated_at: z.number().int(),
  body: body.optional(),
  deleted: z.literal(true).optional(),
});
export type VaultItem = z.infer<typeof vaultItem>;

/** A page of changes: everything after revision `since`, oldest change first. */
export const vaultPage = z.strictObject({
  items: z.array(vaultItem),
  /** What to ask `since` next; the same as the last, when nothing is left. */
  next: revision,
  more: z.boolean(),
  /** The reader knew less than is remembered of deletions: this page begins anew, and what is not told is gone. */
  reset: z.literal(true).optional(),
});

export const batchOperation = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('put'),
    id: entryId,
    envelope: envelopeVersion.default(1),
    body,
    /** The revision it replaces; 0: it must not be there. */
    if_match: revision,
  }),
  z.strictObject({ op: z.literal('delete'), id: entryId, if_match: revision }),
]);
export const batchResult = z.strictObject({
  id: entryId,
  /** As the operation alone would have answered: 200, 201, 204, 404, 412, 413 or 507. */
  status: z.number().int(),
  revision: revision.optional(),
});
