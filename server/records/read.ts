import { type RevealedRecord, recordQuery } from '../../contract/records.ts';
import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { OAuthError } from '../protocol/error.ts';
import { accessOf, eventOf, idOf, type RecordsParts } from './access.ts';
import { etagOf, isKnown } from './condition.ts';
import { cursorOf, parseCursor } from './cursor.ts';
import { entryOf, maskedEntry } from './entry.ts';
import { unknownType } from './new-value.ts';
import { recordReader } from './sealed-record.ts';
import type { RecordType } from './types/record-type.ts';

/** A page of all that is kept for an account, masked, newest first. One statement, and the key of the account. */
export async function listRecords(
  parts: RecordsParts,
  types: readonly RecordType[],
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const { accountId, clientId } = await accessOf(parts, request, 'records:read');
  const { cursor, limit, mine, ...wanted } = parseQuery(types, request);
  const behind = cursor === undefined ? undefined : parseCursor(cursor);
  if (cursor !== undefined && behind === undefined) throw malformed('cursor');
  const found = await parts.records.page({
    ...{ accountId, behind, limit: limit + 1, type: wanted.type },
    clientId: mine === 'true' ? clientId : undefined,
    createdAfterSeconds: wanted.created_after,
    createdBeforeSeconds: wanted.created_before,
  });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  // Who has nothing needs no key.
  const read = last && (await recordReader(parts, accountId, shown));
  const records = shown.map((record) => maskedEntry(types, record, read?.(record)));
  const more = found.length > limit && last !== undefined;
  return { status: 200, body: { records, ...(more && { next_cursor: cursorOf(last) }) } };
}

function parseQuery(types: readonly RecordType[], request: ResourceRequest) {
  const parsed = recordQuery.safeParse({ ...request.query() });
  if (!parsed.success) throw malformed(String(parsed.error.issues[0]?.path[0] ?? 'the query'));
  const { type } = parsed.data;
  if (type !== undefined && types.every(({ name }) => name !== type)) throw unknownType(types);
  return parsed.data;
}

function malformed(name: string): OAuthError {
  return new OAuthError('invalid_request', `${name} is malformed`);
}

/** One record, masked. Unread since (RFC 9110 §13.1.2): 304. */
export async function getRecord(
  parts: RecordsParts,
  types: readonly RecordType[],
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const { accountId } = await accessOf(parts, request, 'records:read');
  const record = await parts.records.find(accountId, idOf(request));
  if (record === undefined) throw new RequestRefused('not_found');
  const value = (await recordReader(parts, accountId, [record]))(record);
  const headers = { ETag: etagOf(record) };
  // That it can no longer be read is news, whatever its revision.
  if (value !== undefined && isKnown(request.header('If-None-Match'), headers.ETag))
    return { status: 304, headers };
  return { status: 200, headers, body: maskedEntry(types, record, value) };
}

/**
 * One record in clear. A POST, because it leaves something behind: the event that tells its owner who read what. It is
 * written in the statement that reads, so that no value comes out without it; the key is fetched before, so that no
 * event tells of a value that could not have been read.
 */
export async function revealRecord(parts: RecordsParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const { revealSignInSeconds: maxAgeSeconds } = parts.config;
  const access = await accessOf(parts, request, 'records:reveal', { maxAgeSeconds });
  const { accountId } = access;
  const id = idOf(request);
  await recordReader(parts, accountId, []);
  const event = eventOf(parts, 'record.revealed', access, request);
  const record = await parts.records.reveal(accountId, id, event);
  if (record === undefined) throw new RequestRefused('not_found');
  const value = (await recordReader(parts, accountId, [record]))(record);
  if (value === undefined) throw new RequestRefused('unreadable');
  const body: RevealedRecord = { ...entryOf(record), value };
  return { status: 200, headers: { ETag: etagOf(record) }, body };
}
