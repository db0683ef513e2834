import pg from 'pg';
import type { Client } from '../../server/clients/client.ts';
import { vaultRoute } from '../../server/vault/vault.route.ts';
import { serve } from '../http/harness.ts';
import { openWorld, type Registered, tokensOf } from '../tokens/world.ts';

export const VAULT_SCOPES = ['vault:read', 'vault:write'] as const;

export interface Sent {
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer> | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The JSON that came, as far as a test looks at it. */
  readonly body: {
    readonly error?: string;
    readonly error_description?: string;
    readonly revision?: number;
    readonly items?: number;
    readonly blobs?: number;
    readonly bytes?: number;
    readonly quota_bytes?: number;
    readonly results?: readonly {
      readonly id: string;
      readonly status: number;
      readonly revision?: number;
    }[];
  };
}

export interface App {
  readonly by: Registered;
  readonly accountId: string;
  readonly token: string;
  call(method: string, path: string, sent?: Sent): Promise<Got>;
}

/** A page of either list, as far as tests look at it. */
export interface Page {
  readonly items: readonly Listed[];
  readonly blobs: readonly Listed[];
  readonly next: number;
  readonly more: boolean;
  readonly forgotten: number;
  readonly reset?: true;
}

export interface Listed {
  readonly id: string;
  readonly revision: number;
  readonly body?: string;
  readonly bytes?: number;
  readonly deleted?: true;
  readonly created_at: number;
  readonly updated_at: number;
}

export type Vault = Awaited<ReturnType<typeof openVault>>;

/** The vault's endpoints over a real database, and SQL beside them. */
export async function openVault(env: Readonly<Record<string, string>> = {}) {
  const world = await openWorld(env);
  const { vaultEntries } = world.storage;
  const server = await serve((router, web) => vaultRoute(router, web, { ...world.parts, vaultEntries }), {
    env,
  });
  const operator = new pg.Client({ connectionString: world.databaseUrl });
  await operator.connect();

  async function send(token: string, method: string, path: string, sent: Sent = {}): Promise<Got> {
    const body = sent.json === undefined ? sent.bytes : JSON.stringify(sent.json);
    const type = sent.json === undefined ? 'application/octet-stream' : 'application/json';
    const answer = await server.fetch(path, {
      method,
      headers: {
        ...(token !== '' && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': type }),
        ...sent.headers,
      },
      ...(body !== undefined && { body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
    const { status, headers } = answer;
    return { status, headers, bytes, body: isJson ? JSON.parse(bytes.toString()) : {} };
  }

  async function appOf(accountId: string | undefined, change: Partial<Client>, scopes: readonly string[]) {
    const all = ['openid', ...scopes];
    const by = await world.client({ scopes: ['openid', ...VAULT_SCOPES], ...change });
    const known = accountId === undefined ? undefined : await world.storage.accounts.find(accountId);
    const signedIn = known && (await world.signIn(known));
    if (known) await world.consent(known, by, all);
    const held = known && signedIn && { accountId: known.id, sessionId: signedIn.session.id };
    const { tokens, account } = await tokensOf(world, by, { ...held, scopes: all });
    const token = tokens.access_token ?? '';
    const id = known?.id ?? account.id;
    const call: App['call'] = (...sent) => send(token, ...sent);
    return { by, token, accountId: id, call };
  }

  return {
    world,
    send,
    entries: vaultEntries,
    fetch: server.fetch,
    lines: server.lines,
    sql: async (text: string, ...values: readonly unknown[]) =>
      (await operator.query(text, [...values])).rows,
    /** A new account and a new app, with a token of these scopes. */
    app: (change: Partial<Client> = {}, scopes: readonly string[] = VAULT_SCOPES): Promise<App> =>
      appOf(undefined, change, scopes),
    /** Another app of the same account. */
    beside: ({ accountId }: App, change: Partial<Client> = {}, scopes: readonly string[] = VAULT_SCOPES) =>
      appOf(accountId, change, scopes),
    async close() {
      await operator.end();
      await server[Symbol.asyncDispose]();
      await world.close();
    },
  };
}

/** Keeps bytes under an id that is not taken; gives the ETag. */
export async function keep(
  { call }: App,
  id: string,
  bytes: Uint8Array<ArrayBuffer> | string,
  kind = 'items',
): Promise<string> {
  const { status, headers, body } = await call('PUT', `/vault/${kind}/${id}`, {
    bytes,
    headers: { 'If-None-Match': '*' },
  });
  if (status !== 201) throw new Error(`not kept: ${status} ${body.error_description ?? ''}`);
  return headers.get('etag') ?? '';
}

export async function list({ call }: App, query = '', kind = 'items'): Promise<Page> {
  const { status, bytes } = await call('GET', `/vault/${kind}${query}`);
  if (status !== 200) throw new Error(`no list: ${status} ${bytes.toString()}`);
  return JSON.parse(bytes.toString());
}
