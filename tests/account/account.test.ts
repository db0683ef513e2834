import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCalls } from '../../contract/account.ts';
import type { AccountHome } from '../../contract/account.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { decide, follow } from '../../server/commands/demo/person.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { authorizeUrl, enter, get, leave, openTrip, problemOf, VERIFIER } from '../interaction/trip.ts';

const WITHDRAW = accountCalls['/account/clients/withdraw'];
const END = accountCalls['/account/sessions/end'];
const SIGN_OUT = accountCalls['/account/sign-out'];

describe('the account page', () => {
  let server: TestServer;
  let clientId: string;
  let secret: string;

  before(async () => {
    server = await startServer();
    const registered = await server.client();
    clientId = registered.client.id;
    secret = registered.secret;
  });
  after(() => server.stop());

  it('begins a trip of its own for somebody who is not signed in, and comes back', async () => {
    await server.account('own-trip@example.org');
    const browser = server.browser();
    const { id, step } = await openTrip(browser, `${server.issuer}/account`);
    assert.ok(step.kind === 'sign-in');
    assert.equal(step.client, undefined);
    const page = await follow(browser, await enter(browser, id, 'own-trip@example.org'));
    assert.ok(page.kind === 'page' && page.data.view === 'account');
    assert.equal(page.data.home.account.email, 'own-trip@example.org');
    assert.equal(page.headers.get('Cache-Control'), 'no-store');
  });

  it('is where the root and the well-known place for passwords lead', async () => {
    for (const [path, to] of [
      ['/', '/account'],
      ['', '/account'],
      ['/.well-known/change-password', '/account/security'],
    ]) {
      const response = await get(server.browser(), `${server.issuer}${path}`);
      assert.equal(response.status, 303);
      assert.equal(response.headers.get('Location'), `${server.issuer}${to}`);
    }
  });

  it('DOD-S08 shows what was allowed, and where somebody is signed in', async () => {
    const { browser, home } = await signedIn('shows@example.org');
    assert.deepEqual(
      home.clients.map(({ name, host, scopes }) => ({ name, host, scopes })),
      [{ name: 'Notes', host: 'app.example', scopes: ['openid', 'email', 'offline_access'] }],
    );
    assert.equal(home.sessions.length, 1);
    assert.equal(home.sessions[0]?.current, true);
    assert.ok(browser);
  });

  it('UI-16 withdrawing a consent takes the tokens back at once, and asks again next time', async () => {
    const { browser, code } = await signedIn('withdraws@example.org');
    const tokens = await redeem(code);
    assert.equal((await userinfo(tokens.access_token)).status, 200);

    const called = await browser.call('/account/clients/withdraw', WITHDRAW, { clientId });
    assert.deepEqual(called.ok && called.output.clients, []);
    assert.equal((await userinfo(tokens.access_token)).status, 401);
    assert.equal((await refresh(tokens.refresh_token)).status, 400);
    assert.equal((await openTrip(browser, authorizeUrl(server, clientId))).step.kind, 'consent');
  });

  it('SE-05 ends another session, with the tokens that began in it, and leaves this one', async () => {
    const email = 'two-devices@example.org';
    const phone = await signedIn(email);
    const tokens = await redeem(phone.code);
    const laptop = await signedIn(email, true);
    const other = laptop.home.sessions.find(({ current }) => !current);
    assert.ok(other);

    const called = await laptop.browser.call('/account/sessions/end', END, { sessionId: other.id });
    assert.deepEqual(called.ok && called.output.sessions.map(({ current }) => current), [true]);
    const page = await phone.browser.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page' && page.data.view === 'interaction');
    assert.equal((await refresh(tokens.refresh_token)).status, 400);
  });

  it('touches nothing of anybody else', async () => {
    const ada = await signedIn('ada@example.org');
    const bob = await signedIn('bob@example.org');
    const [session] = ada.home.sessions;
    assert.ok(session);
    for (const sessionId of [
      session.id,
      'no-uuid',
      '00000000-0000-4000-8000-000000000000',
      "'; drop table session",
    ]) {
      assert.ok((await bob.browser.call('/account/sessions/end', END, { sessionId })).ok);
    }
    for (const id of ['nobody', clientId]) {
      assert.ok((await bob.browser.call('/account/clients/withdraw', WITHDRAW, { clientId: id })).ok);
    }
    const page = await ada.browser.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page' && page.data.view === 'account');
    assert.equal(page.data.home.clients.length, 1);
  });

  it('DOD-C24 answers sign_in_first to calls without a session; signing out twice is no error', async () => {
    const browser = server.browser();
    for (const called of [
      await browser.call('/account/clients/withdraw', WITHDRAW, { clientId }),
      await browser.call('/account/sessions/end', END, { sessionId: 'x' }),
    ]) {
      assert.equal(called.ok ? '' : called.problem.problem, 'sign_in_first');
    }
    const called = await browser.call('/account/sign-out', SIGN_OUT, {});
    assert.equal(called.ok && called.output.url, `${server.issuer}/signed-out`);
  });

  it('UI-01 takes no call from another site', async () => {
    const { browser } = await signedIn('cross-site@example.org');
    for (const path of ['/account/sign-out', '/account/clients/withdraw', '/account/sessions/end']) {
      const headers = { 'Content-Type': 'application/json', Origin: 'https://evil.example' };
      const response = await get(browser, server.issuer + path, { method: 'POST', headers, body: '{}' });
      assert.equal(response.status, 403);
    }
    const page = await browser.visit(`${server.issuer}/account`);
    assert.equal(problemOf(page), undefined);
    assert.ok(page.kind === 'page' && page.data.view === 'account');
  });

  /** Signs in to the client, allows it, and looks at the account page. */
  async function signedIn(email: string, known = false) {
    if (!known) await server.account(email);
    const browser = server.browser();
    const url = authorizeUrl(server, clientId, { scope: 'openid email offline_access', prompt: 'consent' });
    const { id } = await openTrip(browser, url);
    await enter(browser, id, email);
    const told = await leave(browser, await decide(browser, id, 'allow'));
    return { browser, code: told.get('code') ?? '', home: await homeOf(browser) };
  }

  async function homeOf(browser: Browser): Promise<AccountHome> {
    const page = await browser.visit(`${server.issuer}/account`);
    assert.ok(page.kind === 'page' && page.data.view === 'account');
    return page.data.home;
  }

  async function redeem(code: string): Promise<{ access_token: string; refresh_token: string }> {
    const response = await token({
      grant_type: 'authorization_code',
      code,
      code_verifier: VERIFIER,
      redirect_uri: 'https://app.example/callback',
    });
    assert.equal(response.status, 200);
    return JSON.parse(await response.text());
  }

  function refresh(refreshToken: string): Promise<Response> {
    return token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  function token(body: Record<string, string>): Promise<Response> {
    const basic = Buffer.from(`${clientId}:${secret}`).toString('base64');
    const headers = { Authorization: `Basic ${basic}` };
    return fetch(`${server.issuer}/token`, { method: 'POST', headers, body: new URLSearchParams(body) });
  }

  function userinfo(accessToken: string): Promise<Response> {
    return fetch(`${server.issuer}/userinfo`, { headers: { Authorization: `Bearer ${accessToken}` } });
  }
});
