import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mocks } from '../../authpage/src/mock.ts';
import { interactionCalls } from '../../contract/interaction.ts';
import { logoutCalls } from '../../contract/logout.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type PagesServer, servePages } from './pages-server.ts';

describe('consent and sign-out', () => {
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    server = await servePages((router, web) => {
      const consent = '/interaction/:id/consent';
      pageCall(router, web, consent, interactionCalls[consent], async () => ({
        step: { kind: 'finish' as const, url: '/arrived' },
      }));
      const extend = '/interaction/:id/extend';
      pageCall(router, web, extend, interactionCalls[extend], async () => ({
        expiresAtSeconds: mocks['expires-soon'].nowSeconds + 900,
      }));
      const confirm = '/logout/confirm';
      pageCall(router, web, confirm, logoutCalls[confirm], async () => ({ url: '/arrived' }));
    });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('sends the decision once, however often it is pressed', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('consent'));
    await tab.page.getByRole('button', { name: 'Allow' }).dblclick();
    await tab.page.waitForURL('**/arrived');
    const decisions = tab.sent.filter((sent) => sent.includes('/consent {'));
    assert.equal(decisions.length, 1);
    assert.match(decisions[0] ?? '', /\{"decision":"allow","email":"[^"]+"\}$/);
  });

  it('asks before it signs out, and goes where the server says', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('sign-out'));
    await tab.page.getByRole('button', { name: 'Cancel' }).waitFor();
    assert.deepEqual(
      tab.sent.filter((sent) => sent.includes('/logout/')),
      [],
    );
    await tab.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await tab.page.waitForURL('**/arrived');
  });

  it('warns before a trip expires, and gives it more time (WCAG 2.2.1)', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('expires-soon'));
    await page.getByText('expires in about 2 minutes').waitFor();
    await page.getByRole('textbox', { name: 'Email' }).fill('ada@example.org');
    await page.getByRole('button', { name: 'Stay here' }).click();
    await page.getByText('expires in about').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('textbox', { name: 'Email' }).inputValue(), 'ada@example.org');
  });

  it('says so when cookies are blocked, before anything is typed', async () => {
    await using tab = await browser.open();
    await tab.page.addInitScript("Object.defineProperty(navigator, 'cookieEnabled', { value: false })");
    await tab.page.goto(server.address('sign-in'));
    await tab.page.getByRole('heading', { name: 'Cookies are blocked' }).waitFor();
  });

  it('says so when the browser cannot keep a password to itself', async () => {
    await using tab = await browser.open();
    await tab.page.addInitScript('delete globalThis.WebAssembly');
    await tab.page.goto(server.address('sign-in'));
    await tab.page.getByRole('heading', { name: 'This browser is too old for us' }).waitFor();
  });

  it('leaves a sentence and a request id when the page itself breaks', async () => {
    await using tab = await browser.open();
    await tab.page.route(server.address('consent'), async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/"scopes":\[[^\]]*\]/, '"scopes":null');
      await route.fulfill({ response, body });
    });
    await tab.page.goto(server.address('consent'));
    await tab.page.getByRole('heading', { name: 'Something broke on our side' }).waitFor();
    assert.match(await tab.page.locator('.request-id code').innerText(), /^[\w-]{8,}$/);
  });
});
