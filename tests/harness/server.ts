import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import type { AppParts } from '../../server/app-parts.ts';
import type { Client } from '../../server/clients/client.ts';
import { type Browser, openBrowser } from '../../server/commands/demo/browser.ts';
import { loadConfig } from '../../server/config/load.ts';
import { registerWithPassword } from '../../server/login/client-half.ts';
import { openServer } from '../../server/main.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import type { Log } from '../../server/platform/log.ts';
import { createLog } from '../../server/platform/pino-log.ts';
import { newId, newSecret } from '../../server/platform/random.ts';
import { aClient } from './client.ts';
import { type TestClock, testClock } from './clock.ts';
import { testDatabase } from './database.ts';

export const REDIRECT_URI = 'https://app.example/callback';
export const PASSWORD = 'the quiet rest between two notes';

export interface ServerOptions {
  /** More settings, by their names in the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** A second instance shares database, keys and clock with the first. */
  readonly beside?: Pick<TestServer, 'clock' | 'databaseUrl' | 'keysDir'>;
  /** Stands still unless another is given. */
  readonly clock?: TestClock;
  /** Where log lines go; nowhere by default. */
  readonly log?: (line: string) => void;
}

/** A whole server on a free port: a real PostgreSQL, ephemera in memory unless REDIS_URL is given, a clock to turn. */
export interface TestServer {
  readonly issuer: string;
  readonly clock: ReturnType<typeof testClock>;
  readonly parts: AppParts;
  readonly databaseUrl: string;
  readonly keysDir: string;
  /** With these headers on every request. */
  browser(headers?: Readonly<Record<string, string>>): Browser;
  /** Registers a client; `secret` is set for confidential ones. */
  client(change?: Partial<Client>): Promise<{ readonly client: Client; readonly secret: string }>;
  /** An account with PASSWORD. */
  account(email: string, change?: Partial<Account>): Promise<Account>;
  stop(): Promise<void>;
}

export async function startServer({
  env = {},
  beside,
  clock = beside?.clock ?? testClock(),
  log,
}: ServerOptions = {}): Promise<TestServer> {
  const database = beside === undefined ? await testDatabase() : undefined;
  const databaseUrl = beside?.databaseUrl ?? database?.url ?? '';
  const keysDir = beside?.keysDir ?? (await mkdtemp(join(tmpdir(), 'tacet-keys-')));
  const port = await freePort();
  const config = loadConfig({
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    TACET_KEYS_DIR: keysDir,
    TACET_LOG_LEVEL: 'trace',
    ...env,
  });
  const running = await openServer(
    config,
    log === undefined ? silent : createLog('trace', { write: log }),
    clock,
  );
  const { parts } = running;

  return {
    issuer: config.issuer,
    clock,
    parts,
    databaseUrl,
    keysDir,
    browser: (headers) => openBrowser(config.issuer, headers),
    client: (change = {}) => makeClient(parts, change),
    account: inTurn((email, change = {}) => makeAccount(parts, email, change)),
    async stop() {
      await running.stop();
      if (beside !== undefined) return;
      await database?.stop();
      await rm(keysDir, { recursive: true, force: true });
    },
  };
}

/** Stretching passwords keeps the event loop: of several at once, what each then asks the database would come too late. */
function inTurn<Given extends readonly unknown[], Made>(make: (...given: Given) => Promise<Made>) {
  let last: Promise<unknown> = Promise.resolve();
  return (...given: Given): Promise<Made> => {
    const made = last.then(() => make(...given));
    last = made.catch(() => undefined);
    return made;
  };
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

async function makeClient({ storage, clock }: AppParts, change: Partial<Client>) {
  const secret = newSecret('cs');
  const client = aClient({
    id: `client-${newId()}`,
    name: 'Notes',
    authMethod: 'client_secret_basic',
    secretDigests: change.authMethod === 'none' ? [] : [fingerprint(secret)],
    redirectUris: [REDIRECT_URI],
    postLogoutRedirectUris: ['https://app.example/signed-out'],
    createdAtSeconds: clock.nowSeconds(),
    ...change,
  });
  const event = { kind: 'client.created', atSeconds: clock.nowSeconds(), clientId: client.id } as const;
  await storage.clients.insert(client, event);
  return { client, secret };
}

async function makeAccount({ storage, login, clock }: AppParts, typed: string, change: Partial<Account>) {
  const email = parseEmail(typed);
  if (email === undefined) throw new Error(`no e-mail address: ${typed}`);
  const now = clock.nowSeconds();
  const account: Account = {
    id: newId(),
    email,
    emailVerified: true,
    name: 'Ada',
    state: 'active',
    createdAtSeconds: now,
    updatedAtSeconds: now,
    ...change,
  };
  const credential = registerWithPassword(login, { email, password: PASSWORD, accountId: account.id });
  const event = { kind: 'account.created', atSeconds: now, accountId: account.id } as const;
  if (!(await storage.signUps.createVerified(account, credential, event))) throw new Error('address taken');
  return account;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
