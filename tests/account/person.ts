import assert from 'node:assert/strict';
import type { AccountHome } from '../../contract/account.ts';
import type { ActPurpose } from '../../contract/step.ts';
import type { Account } from '../../server/accounts/account.ts';
import type { Client } from '../../server/clients/client.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { decide, follow } from '../../server/commands/demo/person.ts';
import { factorRoom, newFactor } from '../../server/factors/held.ts';
import type { OutboxRow } from '../../server/mail/outbox-store.ts';
import { newId } from '../../server/platform/random.ts';
import type { TestServer } from '../harness/server.ts';
import { beginAct, signInToAccount } from '../interaction/proofs.ts';
import { authorizeUrl, enter, get, openTrip, VERIFIER } from '../interaction/trip.ts';

/** Somebody with an account, signed in in one browser. */
export interface Somebody {
  readonly account: Account;
  readonly browser: Browser;
}

let people = 0;

export async function somebody(server: TestServer, change: Partial<Account> = {}): Promise<Somebody> {
  people += 1;
  const account = await server.account(`somebody${people}@example.org`, change);
  return { account, browser: await signedInElsewhere(server, account) };
}

/** Another browser of theirs. */
export async function signedInElsewhere(server: TestServer, { email }: Account): Promise<Browser> {
  const { browser, step } = await signInToAccount(server, email);
  await follow(browser, step);
  return browser;
}

export async function homeOf(server: TestServer, browser: Browser, path = '/account'): Promise<AccountHome> {
  const page = await browser.visit(server.issuer + path);
  assert.ok(page.kind === 'page' && page.data.view === 'account', JSON.stringify(page).slice(0, 300));
  return page.data.home;
}

/** Begins an act, proves the password for it where that is asked, and goes to the end of the trip. */
export async function carryOut(
  server: TestServer,
  { browser, account }: Somebody,
  purpose: ActPurpose,
  target?: string,
): Promise<Response> {
  const { id, step } = await beginAct(server, browser, purpose, target);
  const proved = step.kind === 'sign-in' ? await enter(browser, id, account.email) : step;
  assert.ok(proved.kind === 'finish', proved.kind);
  return end(browser, proved.url);
}

/** The last hop of a trip, with what it sets. */
export async function end(browser: Browser, url: string): Promise<Response> {
  const response = await get(browser, url);
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') browser.cookies.delete(name);
    else browser.cookies.set(name, value);
  }
  return response;
}

export async function kindsOf({ parts }: TestServer, { id }: Account): Promise<readonly string[]> {
  return (await parts.storage.audit.list({ accountId: id, limit: 50 })).map(({ kind }) => kind);
}

/** Gives an account a passkey that nobody holds; out comes its id. */
export async function givePasskey(server: TestServer, { id }: Account, label = 'Phone'): Promise<string> {
  const { storage, keyring, clock } = server.parts;
  const sealer = keyring.sealer('factor');
  const made = newFactor({ sealer, clock }, id, { kind: 'passkey', label, state: {}, lookup: newId() });
  const atSeconds = clock.nowSeconds();
  const letter: OutboxRow = {
    ...{ id: newId(), kind: 'factor-added', sealed: null, attempts: 0 },
    state: 'sent',
    createdAtSeconds: atSeconds,
    nextAttemptAtSeconds: atSeconds,
  };
  const event = { kind: 'factor.added', atSeconds, accountId: id } as const;
  const [session] = await storage.sessions.list(id, atSeconds);
  const act = { event, letter, keptSessionId: session?.id };
  assert.equal(await storage.factors.add(made, act, factorRoom.passkey), 'added');
  return made.id;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** A client that somebody allows everything about themselves, and what it gets. */
export async function allowed(
  server: TestServer,
  { browser }: Somebody,
  scope = 'openid profile email offline_access',
  change: Partial<Client> = {},
) {
  const { client, secret } = await server.client(change);
  const trip = await openTrip(browser, authorizeUrl(server, client.id, { scope }));
  const given = trip.step.kind === 'consent' ? await decide(browser, trip.id, 'allow') : trip.step;
  assert.ok(given.kind === 'finish');
  const address = (await get(browser, given.url)).headers.get('Location') ?? '';
  const code = new URL(address).searchParams.get('code') ?? '';
  const basic = `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`;
  const token = (fields: Record<string, string>) =>
    fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { Authorization: basic },
      body: new URLSearchParams(fields),
    });
  const exchange = { code, code_verifier: VERIFIER, redirect_uri: client.redirectUris[0] ?? '' };
  const answer = await token({ grant_type: 'authorization_code', ...exchange });
  const tokens: Tokens = JSON.parse(await answer.text());
  return {
    client,
    tokens,
    refresh: () => token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token }),
    userinfo: () =>
      fetch(`${server.issuer}/userinfo`, { headers: { Authorization: `Bearer ${tokens.access_token}` } }),
  };
}
