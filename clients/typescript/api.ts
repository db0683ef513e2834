/* Made by `npm run client` from /openapi.json. Change the contract there. */
import { type Answer, type Caller, bytes, json, nothing, segment } from './call.ts';

export interface ListRecordsAnswer {
  readonly records: readonly MaskedRecord[];
  readonly next_cursor?: string;
}

export interface ListVaultBlobsAnswer {
  readonly blobs: readonly VaultBlob[];
  readonly next: number;
  readonly more: boolean;
  readonly forgotten: number;
  readonly reset?: true;
}

export interface MaskedRecord {
  readonly id: string;
  readonly type: string;
  readonly client_id: string;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly masked?: string;
  readonly unreadable?: true;
}

export interface NewRecord {
  readonly type: string;
  readonly value: unknown;
}

export interface ReadVaultAnswer {
  readonly revision: number;
  readonly items: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly quota_bytes: number;
}

export interface RevealedRecord {
  readonly id: string;
  readonly type: string;
  readonly client_id: string;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly value: string | Readonly<Record<string, string>>;
}

export interface Userinfo {
  readonly sub: string;
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly nickname?: string;
  readonly picture?: string;
  readonly website?: string;
  readonly locale?: string;
  readonly zoneinfo?: string;
  readonly updated_at?: number;
  readonly email?: string;
  readonly email_verified?: boolean;
}

export interface VaultBlob {
  readonly id: string;
  readonly revision: number;
  readonly envelope: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly deleted?: true;
  readonly bytes: number;
}

export interface VaultItem {
  readonly id: string;
  readonly revision: number;
  readonly envelope: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly body?: string;
  readonly deleted?: true;
}

export type VaultOperation =
  | {
      readonly op: 'put';
      readonly id: string;
      readonly envelope?: number;
      readonly body: string;
      readonly if_match: number;
    }
  | { readonly op: 'delete'; readonly id: string; readonly if_match: number };

export interface VaultOutcome {
  readonly id: string;
  readonly status: number;
  readonly revision?: number;
}

export interface VaultPage {
  readonly items: readonly VaultItem[];
  readonly next: number;
  readonly more: boolean;
  readonly forgotten: number;
  readonly reset?: true;
}

export interface VaultWritten {
  readonly id: string;
  readonly revision: number;
}

export interface WriteVaultBatchAnswer {
  readonly results: readonly VaultOutcome[];
}

export interface WriteVaultBatchRequest {
  readonly operations: readonly VaultOperation[];
}

/** What an app calls with an access token; each says which scope it needs. */
export function api(call: Caller) {
  return {
    /** The claims of whoever stands behind the token (OIDC Core §5.3). `GET /userinfo`, scope `openid`. */
    userinfo(): Promise<Answer<Userinfo>> {
      return call({ method: 'GET', path: '/userinfo', read: json<Userinfo> });
    },

    /** The records of the person, masked, newest first. `GET /records`, scope `records:read`. */
    listRecords(
      given: {
        type?: string | undefined;
        mine?: 'true' | 'false' | undefined;
        created_after?: number | undefined;
        created_before?: number | undefined;
        limit?: number | undefined;
        cursor?: string | undefined;
      } = {},
    ): Promise<Answer<ListRecordsAnswer>> {
      return call({
        method: 'GET',
        path: '/records',
        query: {
          type: given.type,
          mine: given.mine,
          created_after: given.created_after,
          created_before: given.created_before,
          limit: given.limit,
          cursor: given.cursor,
        },
        read: json<ListRecordsAnswer>,
      });
    },

    /** Keeps a value. `POST /records`, scope `records:write`. */
    createRecord(given: {
      idempotencyKey?: string | undefined;
      body: NewRecord;
    }): Promise<Answer<MaskedRecord>> {
      return call({
        method: 'POST',
        path: '/records',
        headers: { 'Idempotency-Key': given.idempotencyKey },
        body: given.body,
        read: json<MaskedRecord>,
      });
    },

    /** One record, masked. `GET /records/{id}`, scope `records:read`. */
    readRecord(given: {
      id: string;
      ifNoneMatch?: string | undefined;
    }): Promise<Answer<MaskedRecord | undefined>> {
      return call({
        method: 'GET',
        path: `/records/${segment(given.id)}`,
        headers: { 'If-None-Match': given.ifNoneMatch },
        read: json<MaskedRecord | undefined>,
      });
    },

    /** Another value in place of the one that If-Match names. `PUT /records/{id}`, scope `records:write`. */
    replaceRecord(given: {
      id: string;
      ifMatch?: string | undefined;
      body: NewRecord;
    }): Promise<Answer<MaskedRecord>> {
      return call({
        method: 'PUT',
        path: `/records/${segment(given.id)}`,
        headers: { 'If-Match': given.ifMatch },
        body: given.body,
        read: json<MaskedRecord>,
      });
    },

    /** Gone for good. `DELETE /records/{id}`, scope `records:write`. */
    deleteRecord(given: { id: string; ifMatch?: string | undefined }): Promise<Answer<undefined>> {
      return call({
        method: 'DELETE',
        path: `/records/${segment(given.id)}`,
        headers: { 'If-Match': given.ifMatch },
        read: nothing,
      });
    },

    /** One record in clear; its owner is told who read it. `POST /records/{id}/reveal`, scope `records:reveal`. */
    revealRecord(given: { id: string }): Promise<Answer<RevealedRecord>> {
      return call({
        method: 'POST',
        path: `/records/${segment(given.id)}/reveal`,
        read: json<RevealedRecord>,
      });
    },

    /** How much there is, and how much may be. `GET /vault`, scope `vault:read`. */
    readVault(): Promise<Answer<ReadVaultAnswer>> {
      return call({ method: 'GET', path: '/vault', read: json<ReadVaultAnswer> });
    },

    /** Deletes every item and blob of this app. `DELETE /vault`, scope `vault:write`. */
    emptyVault(): Promise<Answer<undefined>> {
      return call({ method: 'DELETE', path: '/vault', read: nothing });
    },

    /** The items that changed since a revision. `GET /vault/items`, scope `vault:read`. */
    listVaultItems(
      given: { since?: number | undefined; forgotten?: number | undefined; limit?: number | undefined } = {},
    ): Promise<Answer<VaultPage>> {
      return call({
        method: 'GET',
        path: '/vault/items',
        query: { since: given.since, forgotten: given.forgotten, limit: given.limit },
        read: json<VaultPage>,
      });
    },

    /** One item. `GET /vault/items/{id}`, scope `vault:read`. */
    readVaultItem(given: {
      id: string;
      ifNoneMatch?: string | undefined;
    }): Promise<Answer<Uint8Array<ArrayBuffer>>> {
      return call({
        method: 'GET',
        path: `/vault/items/${segment(given.id)}`,
        headers: { 'If-None-Match': given.ifNoneMatch },
        read: bytes,
      });
    },

    /** An item in place of the one that was read. `PUT /vault/items/{id}`, scope `vault:write`. */
    writeVaultItem(given: {
      id: string;
      ifMatch?: string | undefined;
      ifNoneMatch?: string | undefined;
      envelopeVersion?: string | undefined;
      body: Uint8Array;
    }): Promise<Answer<VaultWritten>> {
      return call({
        method: 'PUT',
        path: `/vault/items/${segment(given.id)}`,
        headers: {
          'If-Match': given.ifMatch,
          'If-None-Match': given.ifNoneMatch,
          'Envelope-Version': given.envelopeVersion,
        },
        body: given.body,
        read: json<VaultWritten>,
      });
    },

    /** Deletes an item as it was read. `DELETE /vault/items/{id}`, scope `vault:write`. */
    deleteVaultItem(given: { id: string; ifMatch?: string | undefined }): Promise<Answer<undefined>> {
      return call({
        method: 'DELETE',
        path: `/vault/items/${segment(given.id)}`,
        headers: { 'If-Match': given.ifMatch },
        read: nothing,
      });
    },

    /** Several items; each write stands or falls alone. `POST /vault/batch`, scope `vault:write`. */
    writeVaultBatch(given: { body: WriteVaultBatchRequest }): Promise<Answer<WriteVaultBatchAnswer>> {
      return call({
        method: 'POST',
        path: '/vault/batch',
        body: given.body,
        read: json<WriteVaultBatchAnswer>,
      });
    },

    /** The blobs that changed since a revision, without their bytes. `GET /vault/blobs`, scope `vault:read`. */
    listVaultBlobs(
      given: { since?: number | undefined; forgotten?: number | undefined; limit?: number | undefined } = {},
    ): Promise<Answer<ListVaultBlobsAnswer>> {
      return call({
        method: 'GET',
        path: '/vault/blobs',
        query: { since: given.since, forgotten: given.forgotten, limit: given.limit },
        read: json<ListVaultBlobsAnswer>,
      });
    },

    /** One blob. `GET /vault/blobs/{id}`, scope `vault:read`. */
    readVaultBlob(given: {
      id: string;
      ifNoneMatch?: string | undefined;
    }): Promise<Answer<Uint8Array<ArrayBuffer>>> {
      return call({
        method: 'GET',
        path: `/vault/blobs/${segment(given.id)}`,
        headers: { 'If-None-Match': given.ifNoneMatch },
        read: bytes,
      });
    },

    /** A blob in place of the one that was read. `PUT /vault/blobs/{id}`, scope `vault:write`. */
    writeVaultBlob(given: {
      id: string;
      ifMatch?: string | undefined;
      ifNoneMatch?: string | undefined;
      envelopeVersion?: string | undefined;
      body: Uint8Array;
    }): Promise<Answer<VaultWritten>> {
      return call({
        method: 'PUT',
        path: `/vault/blobs/${segment(given.id)}`,
        headers: {
          'If-Match': given.ifMatch,
          'If-None-Match': given.ifNoneMatch,
          'Envelope-Version': given.envelopeVersion,
        },
        body: given.body,
        read: json<VaultWritten>,
      });
    },

    /** Deletes a blob as it was read. `DELETE /vault/blobs/{id}`, scope `vault:write`. */
    deleteVaultBlob(given: { id: string; ifMatch?: string | undefined }): Promise<Answer<undefined>> {
      return call({
        method: 'DELETE',
        path: `/vault/blobs/${segment(given.id)}`,
        headers: { 'If-Match': given.ifMatch },
        read: nothing,
      });
    },
  };
}

export type Api = ReturnType<typeof api>;
