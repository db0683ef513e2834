import type { AccountHome } from '../../../contract/account.ts';
import type { AuditStore } from '../../audit/audit-store.ts';

const PAGE_ROWS = 50;
/** The place of an event is a number of the database; any other text is nobody's. */
const PLACE = /^\d{1,18}$/;

/** What happened to an account, a page at a time, newest first. */
export async function eventsPage(
  { audit }: { readonly audit: Pick<AuditStore, 'page'> },
  accountId: string,
  before: string | undefined,
): Promise<Pick<AccountHome, 'events' | 'moreEvents'>> {
  if (before !== undefined && !PLACE.test(before)) return { events: [] };
  // One more than is shown tells whether there are more.
  const found = await audit.page({ accountId, before, limit: PAGE_ROWS + 1 });
  const shown = found.slice(0, PAGE_ROWS);
  const last = shown.at(-1);
  return {
    events: shown.map(({ kind, atSeconds, clientName, recordType, addressPrefix }) => ({
      kind,
      atSeconds,
      ...(clientName !== undefined && { clientName }),
      ...(recordType !== undefined && { recordType }),
      ...(addressPrefix !== undefined && { network: addressPrefix }),
    })),
    ...(found.length > shown.length && last && { moreEvents: last.place }),
  };
}
