import { z } from 'zod';

/** Ids are the caller's choice: URL-safe, no path and no dot alone. */
export const entryId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Which format the ciphertext has is the business of whoever wrote it; the server keeps the number. */
export const envelopeVersion = z.number().int().min(1).max(65_535);

export const ITEM_BYTES_MAX = 65_536;
export const BLOB_BYTES_MAX = 1_048_576;
export const VAULT_PAGE_MAX = 1_000;
export const BATCH_MAX = 100;

/** Of bodies, in one page of a list. */
export const PAGE_BYTES_MAX = 4_194_304;
/** Of the JSON of a batch. */
export const BATCH_BYTES_MAX = 1_048_576;
const PAGE_DEFAULT = 100;

const revision = z.number().int().min(0);
/** Base64url without padding; no bytes are written as so many characters. */
const body = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .refine((text) => text.length % 4 !== 1);

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

const page = {
  /** What to ask as `since` next. When nothing is left it is the revision of the whole collection. */
  next: revision,
  more: z.boolean(),
  /** Deletions up to here are forgotten. To be sent along with `next`: it tells who reads on from who was away. */
  forgotten: revision,
  /** The reader knew less than is remembered of deletions: this page begins anew, and what is not told is gone. */
  reset: z.literal(true).optional(),
};

/**
 * A page of changes: what changed after revision `since`, oldest change first; at most `limit`, and of so many only as have
 * `PAGE_BYTES_MAX` together.
 */
export const vaultPage = z.strictObject({ items: z.array(vaultItem), ...page });
export type VaultPage = z.infer<typeof vaultPage>;

/** The same of blobs, without what is in them; `bytes` says how long each is. */
export const vaultBlob = vaultItem.omit({ body: true }).extend({ bytes: z.number().int().min(0) });
export const vaultBlobPage = z.strictObject({ blobs: z.array(vaultBlob), ...page });

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
export type BatchOperation = z.infer<typeof batchOperation>;
export type BatchResult = z.infer<typeof batchResult>;

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** Query of both lists; `since` and `forgotten` are what the page before said, or nothing. */
export const vaultQuery = z.object({
  since: wholeNumber.default(0),
  forgotten: wholeNumber.default(0),
  limit: wholeNumber.refine((limit) => limit >= 1 && limit <= VAULT_PAGE_MAX).default(PAGE_DEFAULT),
});

/** What an entry has become by a PUT; its ETag says the same. */
const written = z.strictObject({ id: entryId, revision });

/**
 * Calls of apps, with an access token that has the scope. An app sees the entries of its own key group, and no others.
 * `bytes`: the body, in or out, is `application/octet-stream` of at most so many, with the header `Envelope-Version`; what is
 * in it, only the app knows. Refusals: RFC 6749 §5.2, RFC 6750 §3; 412, 413, 428 and 507 (RFC 4918 §11.5) say why.
 */
export const vaultCalls = {
  'GET /vault': {
    scope: 'vault:read',
    output: z.strictObject({
      revision,
      items: z.number().int(),
      blobs: z.number().int(),
      /** Of all bodies of this collection. */
      bytes: z.number().int(),
      /** Of all collections of the account together. */
      quota_bytes: z.number().int(),
    }),
  },
  /** Every item and every blob of the collection; readers are told by `reset`. */
  'DELETE /vault': { scope: 'vault:write' },
  'GET /vault/items': { scope: 'vault:read', query: vaultQuery, output: vaultPage },
  'GET /vault/items/:id': { scope: 'vault:read', bytes: ITEM_BYTES_MAX },
  /** Needs If-Match, or `If-None-Match: *` for one that must not be there. */
  'PUT /vault/items/:id': { scope: 'vault:write', bytes: ITEM_BYTES_MAX, output: written },
  'DELETE /vault/items/:id': { scope: 'vault:write' },
  /** Each operation stands or falls alone, in their order; at most `BATCH_BYTES_MAX` of JSON. */
  'POST /vault/batch': {
    scope: 'vault:write',
    input: z.strictObject({ operations: z.array(batchOperation).min(1).max(BATCH_MAX) }),
    output: z.strictObject({ results: z.array(batchResult) }),
  },
  'GET /vault/blobs': { scope: 'vault:read', query: vaultQuery, output: vaultBlobPage },
  'GET /vault/blobs/:id': { scope: 'vault:read', bytes: BLOB_BYTES_MAX },
  'PUT /vault/blobs/:id': { scope: 'vault:write', bytes: BLOB_BYTES_MAX, output: written },
  'DELETE /vault/blobs/:id': { scope: 'vault:write' },
} as const;

/** POST calls of the owner's page, with the session cookie, on the collection that no app sees. */
export const ownVaultCalls = {
  '/account/vault/items': {
    input: z.strictObject({
      since: revision.default(0),
      forgotten: revision.default(0),
      limit: z.number().int().min(1).max(VAULT_PAGE_MAX).default(PAGE_DEFAULT),
    }),
    output: vaultPage,
  },
  /** `ifMatch`: the revision it replaces; 0: it must not be there. Problems: `vault_changed`, `vault_full`. */
  '/account/vault/put': {
    input: z.strictObject({
      id: entryId,
      envelope: envelopeVersion.default(1),
      body: body.refine((text) => text.length <= Math.ceil((ITEM_BYTES_MAX * 4) / 3)),
      ifMatch: revision,
    }),
    output: z.strictObject({ revision }),
  },
  /** One that is gone already counts as deleted. Problem: `vault_changed`. */
  '/account/vault/delete': {
    input: z.strictObject({ id: entryId, ifMatch: revision }),
    output: z.strictObject({}),
  },
  '/account/vault/delete-all': { input: z.strictObject({}), output: z.strictObject({}) },
} as const;
