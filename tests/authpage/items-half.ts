import type Router from '@koa/router';
import { type VaultItem, ownVaultCalls } from '../../contract/vault.ts';
import { pageCall } from '../../server/http/page-call.ts';
import type { Web } from '../../server/http/web.ts';

/** What the owner keeps, as it lies at the server: sealed. */
export interface ItemsHalf {
  readonly items: Map<string, VaultItem>;
  readonly mount: (router: Router, web: Web) => void;
}

export function itemsHalf(): ItemsHalf {
  const items = new Map<string, VaultItem>();
  let revision = 0;
  return {
    items,
    mount(router, web) {
      const list = '/account/vault/items';
      pageCall(router, web, list, ownVaultCalls[list], async () => ({
        items: [...items.values()],
        next: revision,
        more: false,
        forgotten: 0,
      }));
      const put = '/account/vault/put';
      pageCall(router, web, put, ownVaultCalls[put], async ({ id, envelope, body }) => {
        revision += 1;
        const at = web.clock.nowSeconds();
        items.set(id, { id, envelope, body, revision, created_at: at, updated_at: at });
        return { revision };
      });
      const remove = '/account/vault/delete';
      pageCall(router, web, remove, ownVaultCalls[remove], async ({ id }) => {
        items.delete(id);
        return {};
      });
    },
  };
}
