import pg from 'pg';
import { recordsRoute } from '../../server/records/records.route.ts';
import { serve } from '../http/harness.ts';
import { type Answer, answerOf, openWorld, type Registered, tokensOf } from '../tokens/world.ts';
import { memoryDataKeys } from './data-keys.ts';

export const RECORD_SCOPES = ['records:read', 'records:write', 'records:reveal'] as const;
/** Test numbers that payment networks publish. */
export const CARD = '4242424242424242';
export const OTHER_CARD = '5555555555554444';

export interface App {
  readonly by: Registered;
  readonly accountId: string;
  readonly token: string;
  /** Calls /records and what lies under it. */
  call(method: string, path: string, more?: Call): Promise<Answer>;
}

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Records = Awaited<ReturnType<typeof openRecords>>;

/** The endpoints of records over a real database, with keys that can be taken away, and SQL beside it. */
export async function openRecords(env: Readonly<Record<string, string>> = {}) {
  const world = await openWorld(env);
  const dataKeys = memoryDataKeys();
  const { records } = world.storage;
  const server = await serve(
    (router, web) => recordsRoute(router, web, { ...world.parts, records, dataKeys, log: web.log }),
    { env },
  );
  const operator = new pg.Client({ connectionString: world.databaseUrl });
  await operator.connect();

  const send = async (token: string, method: string, path: string, { body, headers }: Call = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const sent = {
      ...(token !== '' && { Authorization: `Bearer ${token}` }),
      ...(text !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    };
    return answerOf(
      await server.fetch(path, { method, headers: sent, ...(text !== undefined && { body: text }) }),
    );
  };

  return {
    world,
    dataKeys,
    records,
    send,
    lines: server.lines,
    fetch: server.fetch,
    sql: async (text: string, ...values: readonly unknown[]) =>
      (await operator.query(text, [...values])).rows,

    /** A new account and a new app, with a token of these scopes. */
    async app(scopes: readonly string[] = RECORD_SCOPES, known?: Registered): Promise<App> {
      const by = known ?? (await world.client({ scopes: ['openid', ...RECORD_SCOPES] }));
      const { tokens, account } = await tokensOf(world, by, { scopes: ['openid', ...scopes] });
      const token = tokens.access_token ?? '';
      return { by, token, accountId: account.id, call: (...call) => send(token, ...call) };
    },

    /** Another app of the same account. */
    async beside({ accountId }: App, scopes: readonly string[] = RECORD_SCOPES): Promise<App> {
      const by = await world.client({ scopes: ['openid', ...RECORD_SCOPES] });
      const account = await world.storage.accounts.find(accountId);
      if (account === undefined) throw new Error('no such account');
      const { session } = await world.signIn(account);
      const all = ['openid', ...scopes];
      await world.consent(account, by, all);
      const { tokens } = await tokensOf(world, by, { accountId, sessionId: session.id, scopes: all });
      const token = tokens.access_token ?? '';
      return { by, token, accountId, call: (...call) => send(token, ...call) };
    },

    async close() {
      await operator.end();
      await server[Symbol.asyncDispose]();
      await world.close();
    },
  };
}

/** Keeps a value and gives its id. */
export async function keep({ call }: App, type = 'card-number', value: unknown = CARD): Promise<string> {
  const { status, body, text } = await call('POST', '/records', { body: { type, value } });
  if (status !== 201) throw new Error(`not kept: ${text}`);
  return body.id ?? '';
}

/** A list of records, as far as tests look at it. */
export interface Listed {
  readonly records: readonly {
    readonly id: string;
    readonly type: string;
    readonly masked?: string;
    readonly unreadable?: true;
  }[];
  readonly next_cursor?: string;
}

export async function list({ call }: App, query = ''): Promise<Listed> {
  const { status, text } = await call('GET', `/records${query}`);
  if (status !== 200) throw new Error(`no list: ${text}`);
  return JSON.parse(text);
}
