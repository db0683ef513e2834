/* Made by `npm run client` from /openapi.json. Change the contract there. */
import { type Answer, type Caller, json, nothing, segment } from './call.ts';

export interface ListRecordsAnswer {
  readonly records: readonly MaskedRecord[];
  readonly next_cursor?: string;
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
  };
}

export type Api = ReturnType<typeof api>;
