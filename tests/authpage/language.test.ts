import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { MockName } from '../../authpage/src/mock.ts';
import { locales } from '../../contract/page.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type PagesServer, servePages } from './pages-server.ts';

describe('the language switch', () => {
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    server = await servePages();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const language = (page: Page) => page.getByRole('contentinfo').getByRole('combobox');
  const shell = (page: Page) =>
    page.evaluate('[document.documentElement.lang, document.documentElement.dir]');

  it('changes the page where it is: what was typed stays, and so does the focus', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('sign-up-email'));
    await page.getByRole('textbox', { name: 'Email' }).fill('ada@example.org');
    await page.getByLabel('Language').focus();
    await page.getByLabel('Language').selectOption('ar');
    await page.getByRole('heading', { name: 'إنشاء حساب' }).waitFor();
    assert.deepEqual(await shell(page), ['ar', 'rtl']);
    assert.equal(await page.getByRole('textbox').inputValue(), 'ada@example.org');
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'SELECT');
    assert.match(await page.title(), /^إنشاء حساب/);
    await language(page).selectOption('en');
    await page.getByRole('heading', { name: 'Create account' }).waitFor();
    assert.deepEqual(await shell(page), ['en', 'ltr']);
    tab.assertQuiet();
  });

  it('is kept for this browser, out of reach of the page, and followed by what it opens next', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('sign-in'));
    const kept = page.waitForResponse((response) => response.url().endsWith('/language'));
    await page.getByLabel('Language').selectOption('nl');
    assert.equal((await kept).status(), 200);
    assert.equal(await page.evaluate("document.cookie.includes('locale')"), false);
    await page.goto(`${server.origin}/arrived?ui_locales=fr`);
    await page.getByRole('heading', { name: 'Je bent uitgelogd' }).waitFor();
    assert.deepEqual(await shell(page), ['nl', 'ltr']);
    tab.assertQuiet();
  });

  it('stands at the foot of every kind of page, and names each language in that language', async () => {
    await using tab = await browser.open();
    const names: readonly MockName[] = [
      'sign-in',
      'consent',
      'sign-up',
      'error',
      'signed-out',
      'device',
      'playground',
    ];
    for (const name of names) {
      await tab.page.goto(server.address(name));
      await tab.page.getByLabel('Language').waitFor();
      const options = tab.page.getByLabel('Language').locator('option');
      assert.equal(await options.count(), locales.length, name);
    }
    const tags =
      'Array.from(document.querySelectorAll(".language option"), ({ lang, value }) => lang === value)';
    assert.deepEqual(
      await tab.page.evaluate(tags),
      locales.map(() => true),
    );
  });

  it('leaves the page as it is when the words do not arrive', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('signed-out'));
    await page.getByLabel('Language').waitFor();
    await page.route('**/assets/**', (route) => route.abort());
    const kept = page.waitForResponse((response) => response.url().endsWith('/language'));
    await page.getByLabel('Language').selectOption('es');
    await kept;
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    assert.deepEqual(await shell(page), ['en', 'ltr']);
  });

  it('speaks English, and says so, when a page cannot load its own language', async () => {
    await using tab = await browser.open();
    await tab.page.route('**/assets/ar-*', (route) => route.abort());
    await tab.page.goto(server.address('signed-out', 'ar'));
    await tab.page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    assert.deepEqual(await shell(tab.page), ['en', 'ltr']);
  });
});
