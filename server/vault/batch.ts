import {
  BATCH_BYTES_MAX,
  type BatchOperation,
  type BatchResult,
  ITEM_BYTES_MAX,
  vaultCalls,
} from '../../contract/vault.ts';
import type { ResourceAnswer, ResourceRequest } from '../http/resource-endpoint.ts';
import { OAuthError } from '../protocol/error.ts';
import { type EntryParts, entryAccess, goneToken, writeLimits } from './entry-access.ts';
import { wantedAt } from './entry-condition.ts';
import type { EntryWrite } from './entry-store.ts';

const { input } = vaultCalls['POST /vault/batch'];

/**
 * Many writes of items in one transaction. It saves round trips and commits; it is not all or nothing: each operation is
 * answered as it would have been alone, and what one refuses does not stop the others.
 */
export async function writeBatch(parts: EntryParts, request: ResourceRequest): Promise<ResourceAnswer> {
  const access = await entryAccess(parts, request, 'vault:write');
  const parsed = input.safeParse(await request.json(BATCH_BYTES_MAX));
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.path ?? []);
  const writes = parsed.data.operations.map(writeOf);
  const fitting = writes.filter((write) => !isTooLarge(write));
  const { vaultEntries, config, clock } = parts;
  const outcomes = await vaultEntries.write(
    ...([access, 'item', fitting, writeLimits(config), clock.nowSeconds()] as const),
  );
  if (outcomes === 'absent') throw goneToken();
  const left = [...outcomes];
  const results = writes.map((write): BatchResult => {
    if (isTooLarge(write)) return { id: write.id, status: 413 };
    const { status = 404, ...more } = left.shift() ?? {};
    return { id: write.id, status, ...more };
  });
  return { status: 200, body: { results } };
}

function writeOf(operation: BatchOperation): EntryWrite {
  const { id, if_match: revision } = operation;
  const wanted = wantedAt(revision);
  if (operation.op === 'delete') return { op: 'delete', id, wanted };
  const body = Buffer.from(operation.body, 'base64url');
  return { op: 'put', id, wanted, envelope: operation.envelope, body };
}

function isTooLarge(write: EntryWrite): boolean {
  return write.op === 'put' && write.body.length > ITEM_BYTES_MAX;
}

/** Names the place, and repeats nothing of what stood there: names that the contract does not know are the caller's. */
function malformed(path: readonly PropertyKey[]): OAuthError {
  const place = path.map(String).join('.');
  return new OAuthError(
    'invalid_request',
    `${place === '' ? 'the body' : place}: expected what the API takes`,
  );
}
