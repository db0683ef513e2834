import assert from 'node:assert/strict';
import pg from 'pg';
import { interactionCalls } from '../../contract/interaction.ts';
import type { KeyChange } from '../../contract/keys.ts';
import type { Step } from '../../contract/step.ts';
import type { Browser, Called } from '../../server/commands/demo/browser.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import type { TestServer } from '../harness/server.ts';
import { must } from '../interaction/proofs.ts';
import { QUICK_PASSWORD, quickClient } from '../interaction/quick-login.ts';
import { ticketOf } from '../interaction/sign-up-parts.ts';
import { openTrip } from '../interaction/trip.ts';
import { firstOf, type HeldKey } from './changes.ts';
import { openWithPassword, type Recovery } from './wraps.ts';

/** Somebody with an account, and the key that was made in their browser. */
export interface Owning {
  readonly email: string;
  readonly held: HeldKey;
  readonly exportKey: string;
  readonly browser: Browser;
}

const START = interactionCalls['/sign-up/start'];
const FINISH = interactionCalls['/sign-up/finish'];
let people = 0;

/** The browser's half of a sign-up up to its last message; out comes what that message is made of. */
export async function almostJoined(server: TestServer, email: string) {
  const browser = server.browser();
  const { id } = await openTrip(browser, `${server.issuer}/account`);
  const ticket = await ticketOf(server, browser, id, email);
  const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(QUICK_PASSWORD);
  const started = must(await browser.call('/sign-up/start', START, { ticket, registrationRequest }));
  const { registrationResponse, ksfId, keys } = started;
  const half = { password: QUICK_PASSWORD, clientRegistrationState, registrationResponse, ksfId };
  const { registrationRecord, exportKey } = quickClient.finishRegistration(half);
  const owner = { issuer: server.issuer, accountId: keys?.accountId ?? assert.fail('no account id') };
  const finish = (change: KeyChange | undefined) =>
    browser.call('/sign-up/finish', FINISH, {
      ...{ ticket, name: 'Ada', ksfId, registrationRecord },
      ...(change && { keys: change }),
    });
  return { browser, ticket, owner, exportKey, finish };
}

/** Signs up with an account key, as our page does. */
export async function join(server: TestServer): Promise<Owning> {
  people += 1;
  const email = `owner${people}@example.org`;
  const { browser, owner, exportKey, finish } = await almostJoined(server, email);
  const { held, keys } = firstOf(owner, exportKey);
  must(await finish(keys));
  return { email, held, exportKey, browser };
}

export interface LoggedIn {
  readonly browser: Browser;
  readonly id: string;
  readonly step: Step;
  readonly exportKey: string;
  readonly renewal: string | undefined;
}

/** A login with its export key, in a trip that leads to the account unless another is named. Undefined: wrong password. */
export async function logIn(
  server: TestServer,
  email: string,
  {
    password = QUICK_PASSWORD,
    browser = server.browser(),
    tripId,
  }: { password?: string; browser?: Browser; tripId?: string } = {},
): Promise<LoggedIn | undefined> {
  const id = tripId ?? (await openTrip(browser, `${server.issuer}/account`)).id;
  const path = `/interaction/${id}/login`;
  const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
  const start = interactionCalls['/interaction/:id/login/start'];
  const { attemptId, loginResponse, ksfId } = must(
    await browser.call(`${path}/start`, start, { email, startLoginRequest }),
  );
  const proof = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  if (!proof) return undefined;
  const { finishLoginRequest, exportKey } = proof;
  const finish = interactionCalls['/interaction/:id/login/finish'];
  const { step, renewal } = must(
    await browser.call(`${path}/finish`, finish, { attemptId, finishLoginRequest }),
  );
  return { browser, id, step, exportKey, renewal };
}

/** The last message of a new password, to be sent with a change of the key, as often as one likes. */
export interface ChosenPassword {
  readonly exportKey: string;
  prove(keys: KeyChange | undefined): Promise<Called<{ step: Step }>>;
}

/** A new password up to its last message. */
export async function almostChosen(
  { browser, id }: { readonly browser: Browser; readonly id: string },
  password: string,
): Promise<ChosenPassword> {
  const path = `/interaction/${id}/password`;
  const { clientRegistrationState, registrationRequest } = quickClient.startRegistration(password);
  const start = interactionCalls['/interaction/:id/password/start'];
  const { registrationResponse, ksfId } = must(
    await browser.call(`${path}/start`, start, { registrationRequest }),
  );
  const half = { password, clientRegistrationState, registrationResponse, ksfId };
  const { registrationRecord, exportKey } = quickClient.finishRegistration(half);
  const { clientLoginState, startLoginRequest } = quickClient.startLogin(password);
  const finish = interactionCalls['/interaction/:id/password/finish'];
  const { attemptId, loginResponse } = must(
    await browser.call(`${path}/finish`, finish, { ksfId, registrationRecord, startLoginRequest }),
  );
  const proof = quickClient.finishLogin({ password, clientLoginState, loginResponse, ksfId });
  assert.equal(proof?.exportKey, exportKey, 'a login gives the export key of the registration');
  const { finishLoginRequest = '' } = proof ?? {};
  const call = interactionCalls['/interaction/:id/password/prove'];
  const prove = (keys: KeyChange | undefined) =>
    browser.call(`${path}/prove`, call, { attemptId, finishLoginRequest, ...(keys && { keys }) });
  return { exportKey, prove };
}

export interface KeptKey {
  readonly generation: number;
  readonly state: string;
  readonly lockedUntilSeconds: number | null;
  readonly opaque: string | undefined;
  readonly bridges: readonly string[];
  readonly recovery: { readonly lookup: string; readonly jwe: string } | undefined;
}

export async function rows<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** What the server keeps of the keys of an account, newest first: all that a session of it could be told. */
export async function keptKeys(
  { databaseUrl }: Pick<TestServer, 'databaseUrl'>,
  accountId: string,
): Promise<readonly KeptKey[]> {
  type Row = Omit<KeptKey, 'opaque' | 'bridges' | 'recovery'> & { wraps: Wrap[] };
  type Wrap = { kind: string; ref: string; jwe: string };
  const found = await rows<Row>(
    databaseUrl,
    `select k.generation, k.state, k.locked_until_seconds::integer as "lockedUntilSeconds",
       coalesce((select json_agg(w order by w.ref) from key_wrap w
         where w.account_id = k.account_id and w.generation = k.generation), '[]') as wraps
     from account_key k where k.account_id = $1 order by k.generation desc`,
    [accountId],
  );
  return found.map(({ wraps, ...key }) => {
    const recovery = wraps.find(({ kind }) => kind === 'recovery');
    return {
      ...key,
      opaque: wraps.find(({ kind }) => kind === 'opaque')?.jwe,
      bridges: wraps.filter(({ kind }) => kind === 'bridge').map(({ jwe }) => jwe),
      recovery: recovery && { lookup: recovery.ref, jwe: recovery.jwe },
    };
  });
}

/** The key in use, opened by a login from a browser that was never here. Undefined: it does not log in, or open. */
export async function openedBy(
  server: TestServer,
  { email, password, held }: { email: string; password?: string; held: Pick<HeldKey, 'owner'> },
): Promise<Buffer | undefined> {
  const entered = await logIn(server, email, password === undefined ? {} : { password });
  const [current] = await keptKeys(server, held.owner.accountId);
  if (!entered || !current) return undefined;
  const { generation } = current;
  return openWithPassword(entered.exportKey, current, { owner: held.owner, generation });
}

/** Writes a recovery key down as its owner's page would have it written. */
export async function keepRecovery(
  { databaseUrl }: TestServer,
  { held }: Pick<Owning, 'held'>,
  { made }: Recovery,
): Promise<void> {
  await rows(
    databaseUrl,
    `insert into key_wrap (account_id, generation, kind, ref, jwe, proof_digest, created_at_seconds)
     values ($1, $2, 'recovery', $3, $4, $5, 1)`,
    [held.owner.accountId, held.generation, made.lookup, made.jwe, fingerprint(made.proof)],
  );
}
