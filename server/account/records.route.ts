import type Router from '@koa/router';
import { accountCalls } from '../../contract/account.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SessionParts } from '../sessions/cookie.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { happened } from './happened.ts';
import { accountHome, type HomeParts } from './home/home.ts';
import { recordsPage } from './home/records.ts';

export type AccountRecordsParts = HomeParts &
  Pick<SessionParts, 'sessions' | 'clock'> & { readonly records: Pick<RecordStore, 'page' | 'delete'> };

/** What apps keep for somebody, for its owner: to look at, masked, and to throw away. */
export function recordsOfAccountRoute(router: Router, web: Web, parts: AccountRecordsParts): void {
  const listCall = '/account/records';
  pageCall(router, web, listCall, accountCalls[listCall], async ({ before }, request) => {
    const { account } = await signedIn(parts, request);
    return recordsPage(parts, account.id, before);
  });

  const deleteCall = '/account/records/delete';
  pageCall(router, web, deleteCall, accountCalls[deleteCall], async ({ recordId }, request) => {
    const live = await signedIn(parts, request);
    const { id } = live.account;
    // Gone already counts as done; of another account nothing is found.
    await parts.records.delete(id, recordId, undefined, happened('record.deleted', parts, request, id));
    return accountHome(parts, live);
  });
}
