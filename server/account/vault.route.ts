import type Router from '@koa/router';
import { ownVaultCalls } from '../../contract/vault.ts';
import type { Config } from '../config/config.ts';
import { type PageCallRequest, pageCall } from '../http/page-call.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Web } from '../http/web.ts';
import type { SessionParts } from '../sessions/cookie.ts';
import { signedIn } from '../sessions/signed-in.ts';
import { writeLimits } from '../vault/entry-access.ts';
import { wantedAt } from '../vault/entry-condition.ts';
import { itemPage } from '../vault/entry-list.ts';
import type { CollectionPlace, EntryStore, EntryWrite, WriteOutcome } from '../vault/entry-store.ts';
import { happened } from './happened.ts';

export type AccountVaultParts = Pick<SessionParts, 'sessions' | 'clock'> & {
  readonly vaultEntries: EntryStore;
  readonly config: Pick<Config, 'vaultQuotaBytes'>;
};

/** 64 KiB as base64url, with what stands around it. */
const PUT_BODY_BYTES = 90_000;

/** What somebody keeps for themselves, sealed by their page: the collection that belongs to no app. */
export function vaultOfAccountRoute(router: Router, web: Web, parts: AccountVaultParts): void {
  const { vaultEntries, config, clock } = parts;

  const listCall = '/account/vault/items';
  pageCall(router, web, listCall, ownVaultCalls[listCall], async (asked, request) =>
    itemPage(vaultEntries, await own(request), asked),
  );

  const putCall = '/account/vault/put';
  pageCall(
    router,
    web,
    putCall,
    ownVaultCalls[putCall],
    async ({ id, envelope, body, ifMatch }, request) => {
      const bytes = Buffer.from(body, 'base64url');
      const wanted = wantedAt(ifMatch);
      const { status, revision } = await write(request, { op: 'put', id, wanted, envelope, body: bytes });
      if (status === 507) throw new ProblemError('vault_full');
      if (revision === undefined) throw new ProblemError('vault_changed');
      return { revision };
    },
    { bytesMax: PUT_BODY_BYTES },
  );

  const deleteCall = '/account/vault/delete';
  pageCall(router, web, deleteCall, ownVaultCalls[deleteCall], async ({ id, ifMatch }, request) => {
    const { status } = await write(request, { op: 'delete', id, wanted: wantedAt(ifMatch) });
    if (status === 412) throw new ProblemError('vault_changed');
    return {};
  });

  const emptyCall = '/account/vault/delete-all';
  pageCall(router, web, emptyCall, ownVaultCalls[emptyCall], async (_, request) => {
    const place = await own(request);
    await vaultEntries.empty(place, happened('vault.emptied', parts, request, place.accountId));
    return {};
  });

  async function own(request: PageCallRequest): Promise<CollectionPlace> {
    const { account } = await signedIn(parts, request);
    return { accountId: account.id, collection: '' };
  }

  async function write(request: PageCallRequest, one: EntryWrite): Promise<WriteOutcome> {
    const place = await own(request);
    const outcomes = await vaultEntries.write(place, 'item', [one], writeLimits(config), clock.nowSeconds());
    const [outcome] = outcomes === 'absent' ? [] : outcomes;
    // The account went in this moment, and its session with it.
    if (outcome === undefined) throw new ProblemError('sign_in_first');
    return outcome;
  }
}
