import { backchannelRequests } from '../../server/ciba/backchannel-requests.ts';
import { clientAuthentication } from '../../server/clients/authenticate.ts';
import { openClientKeys } from '../../server/clients/client-keys.ts';
import { EgressRefused } from '../../server/http/egress.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CURRENT_KSF } from '../../contract/opaque-parameters.ts';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { authorizationCodes, type CodeRecord } from '../../server/authorization/code.ts';
import type { Client } from '../../server/clients/client.ts';
import { loadConfig } from '../../server/config/load.ts';
import { dpopProofs } from '../../server/dpop/proof.ts';
import { deviceRequests } from '../../server/device/device-requests.ts';
import { discoveryRoute } from '../../server/discovery/discovery.route.ts';
import { protectedResourceRoute } from '../../server/discovery/protected-resource.route.ts';
import { tokenRoute } from '../../server/grants/token.route.ts';
import { jwksRoute } from '../../server/keyring/jwks.route.ts';
import { openKeyring } from '../../server/keyring/open-keyring.ts';
import { endSessionRoute } from '../../server/logout/end-session.route.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId, newSecret } from '../../server/platform/random.ts';
import { beginReplayMemory, replayGuard } from '../../server/platform/replay.ts';
import { newSession } from '../../server/sessions/cookie.ts';
import { openEphemera, openStorage } from '../../server/storage/open.ts';
import { deviceSecrets } from '../../server/tokens/device-secret.ts';
import { introspectRoute } from '../../server/tokens/introspect.route.ts';
import { tokenIssuer } from '../../server/tokens/issue.ts';
import { refreshFamilies } from '../../server/tokens/refresh-family.ts';
import { revokeRoute } from '../../server/tokens/revoke.route.ts';
import { userinfoRoute } from '../../server/tokens/userinfo.route.ts';
import { testClock } from '../harness/clock.ts';
import { testDatabase } from '../harness/database.ts';
import { form, serve } from '../http/harness.ts';
import { dataKeysIn, ringsIn } from '../keyring/parts.ts';
import { aClient } from '../harness/client.ts';
import { basic, withoutNothing } from './fields.ts';

export const REDIRECT_URI = 'https://app.example/callback';
export const AFTER_LOGOUT = 'https://app.example/bye';
export const ALL_SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;

export interface Registered {
  readonly client: Client;
  readonly secret: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  readonly text: string;
  readonly headers: Headers;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** The endpoints of tokens, grants, logout and discovery over a real database, a real keyring, and a clock to turn. */
export async function openWorld(env: Readonly<Record<string, string>> = {}) {
  const clock = testClock();
  const config = loadConfig(env);
  const database = await testDatabase();
  const storage = await openStorage(database.url, {});
  const ephemera = await openEphemera(config, clock);
  const keysDir = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  const keyringParts = ringsIn(keysDir, { store: storage.keys, clock, lifetimes: config.lifetimes });
  const keyring = await openKeyring(keyringParts);
  const { clients, families, sessions } = storage;
  const codes = authorizationCodes({ ephemera, clock, config });
  const replay = replayGuard({ ephemera, clock });
  const clientKeys = openClientKeys({ egress: { call: () => Promise.reject(new EgressRefused()) }, clock });
  const dataKeys = dataKeysIn(keyringParts, storage);
  const known = { clients, clientKeys, keyring, dataKeys, replay, ephemera, clock, config };
  const authenticate = clientAuthentication(known);
  await beginReplayMemory({ ephemera, clock });
  const proofs = dpopProofs(known);
  const parts = { ...known, families, sessions, codes, authenticate, proofs };
  const server = await serve(
    (router, web) => {
      const grantParts = {
        refreshFamilies: refreshFamilies(parts),
        issuer: tokenIssuer(parts),
        devices: deviceRequests(parts),
        backchannel: backchannelRequests(parts),
        deviceSecrets: deviceSecrets({ store: storage.deviceSecrets, clock }),
        accounts: storage.accounts,
        consents: storage.consents,
      };
      tokenRoute(router, web, { ...parts, ...grantParts });
      userinfoRoute(router, web, parts);
      introspectRoute(router, web, parts);
      revokeRoute(router, web, parts);
      endSessionRoute(router, web, parts);
      discoveryRoute(router, web, parts);
      protectedResourceRoute(router, web, parts);
      jwksRoute(router, web, parts);
    },
    { env },
  );

  async function post(
    path: string,
    fields: Record<string, string>,
    by?: Registered,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const request = form(withoutNothing(fields));
    const all = { ...request.headers, ...basic(by), ...headers };
    return answerOf(await server.fetch(path, { ...request, headers: all }));
  }

  return {
    clock,
    config,
    storage,
    keyring,
    keyringParts,
    codes,
    ephemera,
    databaseUrl: database.url,
    parts,
    issuer: config.issuer,
    fetch: server.fetch,
    post,

    async client(change: Partial<Client> = {}): Promise<Registered> {
      const secret = newSecret('cs');
      const client = { ...CLIENT, id: newId(), secretDigests: [fingerprint(secret)], ...change };
      await clients.insert(client, {
        kind: 'client.created',
        atSeconds: clock.nowSeconds(),
        clientId: client.id,
      });
      return { client, secret };
    },

    async account(change: Partial<Account> = {}): Promise<Account> {
      const now = clock.nowSeconds();
      const id = newId();
      const email = parseEmail(`${id}@example.org`);
      if (email === undefined) throw new Error('no e-mail address');
      const account: Account = {
        ...{ id, email, emailVerified: true, name: 'Ada Lovelace', state: 'active' },
        ...{ createdAtSeconds: now, updatedAtSeconds: now },
        ...change,
      };
      const credential = {
        ...{ accountId: id, credentialId: newId(), setupId: 'setup', ksfId: CURRENT_KSF },
        ...{ registrationRecord: 'no password opens this', createdAtSeconds: now },
      } as const;
      const event = { kind: 'account.created', atSeconds: now, accountId: id } as const;
      if (!(await storage.signUps.createVerified(account, credential, event))) throw new Error('taken');
      return account;
    },

    /** Starts a session; `cookie` is what the browser would send. */
    async signIn({ id }: Account) {
      const who = { accountId: id, amr: ['pwd'], userAgent: 'test', addressPrefix: '' };
      const made = newSession({ clock, config }, who);
      const event = { kind: 'account.signed_in', atSeconds: clock.nowSeconds(), accountId: id } as const;
      if (!(await sessions.start(made.session, undefined, event))) throw new Error('not active');
      return { session: made.session, cookie: `tacet_session=${made.secret}` };
    },

    /** What the consent page does: remembers what the account allowed. */
    async consent({ id }: Account, { client }: Registered, scopes: readonly string[] = ALL_SCOPES) {
      const now = clock.nowSeconds();
      const consent = { accountId: id, clientId: client.id, scopes, hosts: [], grantedAtSeconds: now };
      const event = { kind: 'consent.given', atSeconds: now, accountId: id, clientId: client.id } as const;
      await storage.consents.save(consent, event);
    },

    async close() {
      await server[Symbol.asyncDispose]();
      await ephemera.close();
      await storage.close();
      await database.stop();
      await rm(keysDir, { recursive: true, force: true });
    },
  };
}

/** Signs in, allows everything, and brings a code: all that comes before a token request. */
export async function approve(world: World, by: Registered, change: Partial<CodeRecord> = {}) {
  const account = await world.account();
  const { session, cookie } = await world.signIn(account);
  const scopes = change.scopes ?? ALL_SCOPES;
  await world.consent(account, by, scopes);
  const verifier = newSecret('ac');
  const record: CodeRecord = {
    familyId: newId(),
    clientId: by.client.id,
    accountId: account.id,
    sessionId: session.id,
    scopes,
    authenticatedAtSeconds: session.authenticatedAtSeconds,
    amr: session.amr,
    acr: 'urn:tacet:acr:pwd',
    terms: {},
    nonce: 'n-0S6_WzA2Mj',
    redirectUri: REDIRECT_URI,
    codeChallenge: fingerprint(verifier),
    ...change,
  };
  const code = await world.codes.issue(record);
  const fields = { grant_type: 'authorization_code', code, code_verifier: verifier };
  return { account, session, cookie, record, code, verifier, fields };
}

/** The whole way to a first set of tokens. */
export async function tokensOf(world: World, by: Registered, change: Partial<CodeRecord> = {}) {
  const approved = await approve(world, by, change);
  const { status, body } = await world.post('/token', approved.fields, by);
  if (status !== 200) throw new Error(`no tokens: ${JSON.stringify(body)}`);
  return { ...approved, tokens: body };
}

/** Asks for the next tokens of a family. */
export function refresh(
  world: World,
  by: Registered,
  token: string | undefined,
  scope = '',
): Promise<Answer> {
  return world.post('/token', { grant_type: 'refresh_token', refresh_token: token ?? '', scope }, by);
}

/** Whether our own endpoint still accepts an access token. */
export async function isAlive(world: World, accessToken: string | undefined): Promise<boolean> {
  const answer = await world.fetch('/userinfo', {
    headers: { Authorization: `Bearer ${accessToken ?? ''}` },
  });
  return answer.status === 200;
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: json ? JSON.parse(text) : {}, text, headers: response.headers };
}

const CLIENT = aClient({
  name: 'Notes',
  authMethod: 'client_secret_basic',
  redirectUris: [REDIRECT_URI],
  postLogoutRedirectUris: [AFTER_LOGOUT, `${AFTER_LOGOUT}?from=tacet`],
  scopes: ALL_SCOPES,
  createdAtSeconds: 1_700_000_000,
});
