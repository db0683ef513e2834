import { RequestRefused } from '../http/request-refused.ts';
import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { sha256 } from '../platform/digest.ts';
import { newId } from '../platform/random.ts';
import { OAuthError } from '../protocol/error.ts';
import { uuidText } from '../tokens/uuid.ts';
import { type Access, accessOf, eventOf, type RecordsParts } from './access.ts';
import { etagOf } from './condition.ts';
import { maskedEntry } from './entry.ts';
import { parseNewValue } from './new-value.ts';
import type { SealedRecord } from './record-store.ts';
import { recordReader, sealValue } from './sealed-record.ts';
import type { RecordType, RecordValue } from './types/record-type.ts';

/** Of one account, whoever keeps them. */
export const RECORDS_MAX = 1_000;

const KEY = /^[\x21-\x7E]{1,255}$/;

/**
 * A new record, answered as it will be shown. With an `Idempotency-Key` the id is made of it: who sends the same once more
 * finds what the first time made, for as long as it is there, unless it holds something else.
 */
export async function createRecord(
  parts: RecordsParts,
  types: readonly RecordType[],
  request: ResourceRequest,
): Promise<ResourceAnswer> {
  const access = await accessOf(parts, request, 'records:write');
  const { accountId, clientId } = access;
  const id = idFor(access, request.header('Idempotency-Key'));
  const { type, value } = parseNewValue(types, await request.json());
  const keys = await parts.dataKeys.of(accountId, 'writing');
  const nowSeconds = parts.clock.nowSeconds();
  const bound = { id, type, revision: 1 };
  const record: SealedRecord = {
    ...{ ...bound, accountId, clientId, sealed: sealValue(keys, bound, value) },
    ...{ createdAtSeconds: nowSeconds, updatedAtSeconds: nowSeconds },
  };
  const event = {
    ...eventOf(parts, 'record.created', access, request),
    ...{ recordId: id, recordType: type },
  };
  const outcome = await parts.records.create(record, RECORDS_MAX, event);
  if (outcome === 'absent')
    throw new OAuthError('invalid_token', 'the access token is unknown, expired or revoked');
  if (outcome === 'full') throw new RequestRefused('no_room');
  const kept = outcome === 'created' ? record : await sameAsBefore(parts, record, value);
  const headers = { ETag: etagOf(kept), Location: `${parts.config.issuer}/records/${id}` };
  return { status: 201, headers, body: maskedEntry(types, kept, value) };
}

/** Of a key the same client has sent for the same account before, the same id: a UUID of our own kind (RFC 9562 §5.8). */
function idFor({ accountId, clientId }: Access, key: string | undefined): string {
  if (key === undefined) return newId();
  if (!KEY.test(key)) throw new OAuthError('invalid_request', 'Idempotency-Key is malformed');
  const bytes = sha256(JSON.stringify(['sealed_record', accountId, clientId, key])).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidText(bytes);
}

/** What was made under that key before. Whoever asks for something else under it must not be told that it was done. */
async function sameAsBefore(
  parts: RecordsParts,
  { accountId, id, type }: SealedRecord,
  value: RecordValue,
): Promise<SealedRecord> {
  const found = await parts.records.find(accountId, id);
  const held = found && (await recordReader(parts, accountId, [found]))(found);
  if (found?.type !== type || JSON.stringify(held) !== JSON.stringify(value))
    throw new RequestRefused('key_used');
  return found;
}
