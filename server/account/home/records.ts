import type { AccountHome } from '../../../contract/account.ts';
import { cursorOf, parseCursor } from '../../records/cursor.ts';
import { type OwnedParts, ownedPage } from '../../records/owned.ts';
import type { RecordType } from '../../records/types/record-type.ts';

export interface RecordsPageParts extends OwnedParts {
  readonly recordTypes: readonly RecordType[];
}

const PAGE_ROWS = 50;

/** What apps keep for an account, masked, a page at a time, newest first. */
export async function recordsPage(
  parts: RecordsPageParts,
  accountId: string,
  before: string | undefined,
): Promise<Pick<AccountHome, 'records' | 'moreRecords'>> {
  const behind = before === undefined ? undefined : parseCursor(before);
  if (before !== undefined && behind === undefined) return { records: [] };
  const { rows, more } = await ownedPage(parts, parts.recordTypes, accountId, { behind, limit: PAGE_ROWS });
  const last = rows.at(-1);
  return {
    records: rows.map(({ id, type, masked, clientName, createdAtSeconds }) => ({
      ...{ id, type, createdAtSeconds },
      ...(masked !== undefined && { masked }),
      ...(clientName !== undefined && { clientName }),
    })),
    ...(more && last && { moreRecords: cursorOf(last) }),
  };
}
