import {
  type Configuration,
  type DPoPHandle,
  fetchProtectedResource,
  refreshTokenGrant,
} from 'openid-client';

interface Item {
  readonly id: string;
  readonly revision: number;
  readonly body?: string;
  readonly deleted?: true;
}

type Operation =
  | { op: 'put'; id: string; envelope: number; body: string; if_match: number }
  | { op: 'delete'; id: string; if_match: number };

/** Up to where a reader knows the vault. */
export interface Place {
  readonly since: number;
  readonly forgotten: number;
}

/** The calls of the vault that this app needs; openapi.json of the server has them all. */
export interface Vault {
  /** `forgotten` is what the page before told; a reader who lacks it may be told to begin anew. */
  changes(
    from: Place,
  ): Promise<{ items: Item[]; next: number; more: boolean; forgotten: number; reset?: true }>;
  batch(operations: Operation[]): Promise<{ id: string; status: number; revision?: number }[]>;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: number;
}

const PAGE = 1_000;
const SOONER_MILLISECONDS = 10_000;

/** Calls with the access token and a proof of the key it is bound to; `keep` is told the tokens of every refresh. */
export function vaultOf(
  config: Configuration,
  DPoP: DPoPHandle,
  first: Tokens,
  keep: (tokens: Tokens) => Promise<void>,
): Vault {
  let tokens = first;
  const { issuer } = config.serverMetadata();

  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    if (tokens.expiresAt - SOONER_MILLISECONDS < Date.now()) await refresh();
    const response = await fetchProtectedResource(
      config,
      tokens.accessToken,
      new URL(path, issuer),
      method,
      body && JSON.stringify(body),
      new Headers(body && { 'Content-Type': 'application/json' }),
      { DPoP },
    );
    if (!response.ok) throw new Error(`the vault answered ${response.status}`);
    return response.json();
  }

  async function refresh(): Promise<void> {
    if (tokens.refreshToken === undefined) throw new Error('sign in again');
    const fresh = await refreshTokenGrant(config, tokens.refreshToken, undefined, { DPoP });
    tokens = tokensOf(fresh, tokens.refreshToken);
    await keep(tokens);
  }

  return {
    changes: ({ since, forgotten }) =>
      call('GET', `/vault/items?since=${since}&forgotten=${forgotten}&limit=${PAGE}`),
    batch: async (operations) => {
      const { results } = await call<{ results: Awaited<ReturnType<Vault['batch']>> }>(
        'POST',
        '/vault/batch',
        {
          operations,
        },
      );
      return results;
    },
  };
}

export function tokensOf(
  {
    access_token,
    refresh_token,
    expires_in = 0,
  }: { access_token: string; refresh_token?: string; expires_in?: number },
  before?: string,
): Tokens {
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? before,
    expiresAt: Date.now() + expires_in * 1000,
  };
}
