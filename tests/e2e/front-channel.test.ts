import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright-core';
import type { Client } from '../../server/clients/client.ts';
import { codeChallengeOf } from '../../server/protocol/pkce.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { partyPages } from '../logout/pages.ts';
import { assertAccessible, signIn } from './walk.ts';

const EMAIL = 'ada@example.org';
const VERIFIER = 'v'.repeat(64);
/** The page waits three seconds for a frame that does not come. */
const PATIENCE_MILLISECONDS = 8_000;

/** Front-Channel Logout 1.0 in a real browser: frames of other sites, CSP, and the way on. */
describe('signing out in a browser that went to several clients', () => {
  let server: TestServer;
  let browser: TestBrowser;
  before(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
    await server.account(EMAIL);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server.stop();
  });

  /** Goes to a client, signing in on the way if need be; out comes its ID token. */
  async function visit(page: Page, origin: string, settings: Client['settings']): Promise<string> {
    const { client, secret } = await server.client({
      redirectUris: [`${origin}/callback`],
      postLogoutRedirectUris: [`${origin}/bye`],
      firstParty: true,
      settings,
    });
    const query = new URLSearchParams({
      client_id: client.id,
      redirect_uri: `${origin}/callback`,
      response_type: 'code',
      scope: 'openid',
      code_challenge: codeChallengeOf(VERIFIER),
      code_challenge_method: 'S256',
    });
    await page.goto(`${server.issuer}/authorize?${query}`);
    if (page.url().startsWith(server.issuer)) await signIn(page, { email: EMAIL, password: PASSWORD });
    await page.waitForURL(`${origin}/callback?**`);
    const answer = await fetch(`${server.issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${client.id}:${secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: new URL(page.url()).searchParams.get('code') ?? '',
        code_verifier: VERIFIER,
        redirect_uri: `${origin}/callback`,
      }),
    });
    const tokens: { id_token: string } = JSON.parse(await answer.text());
    return tokens.id_token;
  }

  it('oidcc-frontchannel-rp-initiated-logout: every client is told, then the browser goes back', async () => {
    await using one = await partyPages({ '/out': '<script>document.cookie = "seen=1"</script>' });
    await using two = await partyPages({});
    await using tab = await browser.open();
    const { page } = tab;
    const hint = await visit(page, one.origin, {
      frontchannelLogoutUri: `${one.origin}/out?tenant=7`,
      frontchannelLogoutSessionRequired: true,
    });
    await visit(page, two.origin, { frontchannelLogoutUri: `${two.origin}/out` });
    const query = new URLSearchParams({
      id_token_hint: hint,
      post_logout_redirect_uri: `${one.origin}/bye`,
      state: 'xyz',
    });
    await page.goto(`${server.issuer}/logout?${query}`);
    await page.waitForURL(`${one.origin}/bye?state=xyz`, { timeout: PATIENCE_MILLISECONDS });

    const told = one.visited.filter(({ pathname }) => pathname === '/out');
    assert.deepEqual(
      told.map(({ searchParams }) => Object.fromEntries(searchParams)),
      [{ tenant: '7', iss: server.issuer, sid: decodeJwt(hint).sid }],
    );
    const bare = two.visited.filter(({ pathname }) => pathname === '/out');
    assert.deepEqual(
      bare.map(({ search }) => search),
      [''],
    );
    tab.assertQuiet();
    await page.goto(`${server.issuer}/account`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('LO-06 a client that never answers, or takes the page elsewhere, holds nobody up', async () => {
    const framed = '<script>try { top.location = "https://attacker.example/" } catch {}</script>';
    await using silent = await partyPages({ '/out': undefined });
    await using hostile = await partyPages({ '/out': framed });
    await using tab = await browser.open();
    const { page } = tab;
    for (const { origin } of [silent, hostile])
      await visit(page, origin, { frontchannelLogoutUri: `${origin}/out` });
    await page.goto(`${server.issuer}/account/devices`);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Signing you out' }).waitFor();
    await assertAccessible(page, 'signing out');
    await page.waitForURL(`${server.issuer}/signed-out`, { timeout: PATIENCE_MILLISECONDS });
    for (const { visited } of [silent, hostile])
      assert.equal(visited.filter(({ pathname }) => pathname === '/out').length, 1);
    await page.goBack();
    await page.waitForURL(`${server.issuer}/signed-out`);
  });
});
