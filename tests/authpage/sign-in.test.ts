import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { interactionCalls } from '../../contract/interaction.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type OpaqueHalf, TICKET, opaqueHalf } from './opaque-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { enterPassword, field, poll } from './steps.ts';

const PASSWORD = 'cloud harbour violin 47';

describe('the pages of sign-up and sign-in', () => {
  let half: OpaqueHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    half = await opaqueHalf();
    server = await servePages((router, web) => {
      half.mount(router, web);
      const wish = '/interaction/:id/sign-up';
      pageCall(router, web, wish, interactionCalls[wish], async ({ email }) => ({ email }));
    });
    browser = await launchBrowser();
    await using tab = await browser.open();
    await signUp(tab.page, server);
  });

  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('registers in the worker, and takes the ticket out of the address bar (CF-29)', async () => {
    await using tab = await browser.open();
    await tab.page.goto(`${server.address('sign-up')}#${TICKET}`);
    await field(tab.page, 'Name').waitFor();
    assert.equal(new URL(tab.page.url()).hash, '');
    await signUp(tab.page, server);
    assert.equal(half.record?.length, 256);
    tab.assertQuiet();
  });

  it('DOD-C08: says that a password is wrong, and lets the same trip go on', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await enterPassword(page, server, 'not the right one');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.equal(await alert.innerText(), 'That password did not open your account. Try again.');
    assert.equal(await field(page, 'Password').getAttribute('aria-invalid'), 'true');
    assert.equal(await field(page, 'Password').inputValue(), 'not the right one');

    await field(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/arrived');
    tab.assertQuiet();
  });

  it('sends the password nowhere, and nothing to anybody else (UI-12)', async () => {
    await using tab = await browser.open();
    await enterPassword(tab.page, server, PASSWORD);
    await tab.page.waitForURL('**/arrived');
    assert.ok(tab.sent.length > 5);
    assert.deepEqual(
      tab.sent.filter((sent) => sent.includes(PASSWORD) || sent.includes(encodeURIComponent(PASSWORD))),
      [],
    );
    assert.deepEqual(
      tab.sent.filter((sent) => !sent.startsWith(server.origin) && !sent.startsWith('data:')),
      [],
    );
  });

  it('takes a password typed with other spaces and composed otherwise (RFC 8265 §4.2)', async () => {
    await using tab = await browser.open();
    await enterPassword(tab.page, server, PASSWORD.replaceAll(' ', '\u00A0'));
    await tab.page.waitForURL('**/arrived');
  });

  it('ends the worker, and with it the password in its memory, after each trip', async () => {
    await using tab = await browser.open();
    await enterPassword(tab.page, server, 'not the right one');
    await tab.page.getByRole('alert').waitFor();
    // The one that is left was warmed for the next try and has seen no password.
    await poll(() => tab.page.workers().length <= 1);
    const ended = tab.page.workers()[0];
    await field(tab.page, 'Password').fill('wrong once more');
    await tab.page.keyboard.press('Enter');
    await poll(() => !tab.page.workers().includes(ended ?? assert.fail('no worker was warm')));
  });

  it('asks for what is missing beside the field, and puts the focus there', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('sign-in'));
    for (const [typed, error] of [
      ['', 'Enter your e-mail address.'],
      ['ada', 'Enter an e-mail address such as name@example.org.'],
    ]) {
      await field(page, 'Email').fill(typed ?? '');
      await page.getByRole('button', { name: 'Continue' }).click();
      assert.equal(await page.locator('#email-error').innerText(), error);
      assert.equal(await page.evaluate('document.activeElement.id'), 'email');
    }
    await field(page, 'Email').fill('ada@example.org');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    assert.equal(await page.locator('#password-error').innerText(), 'Enter your password.');
    assert.deepEqual(
      tab.sent.filter((sent) => sent.includes('/login/')),
      [],
    );
  });

  it('CF-08: stops a weak password and a name that hides something, and says why', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(`${server.address('sign-up')}#${TICKET}`);
    await field(page, 'Name').fill('Ada\u202Eecalevol');
    await field(page, 'Password').fill('Welkom2026!');
    await field(page, 'Repeat password').fill('Welkom2026');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.locator('#new-password-error').waitFor();
    assert.match(await page.locator('#name-error').innerText(), /something invisible/);
    assert.match(await page.locator('#new-password-error').innerText(), /Many people use this password/);
    assert.match(await page.locator('#repeat-password-error').innerText(), /differ/);
    assert.equal(await page.evaluate('document.activeElement.id'), 'name');
    assert.deepEqual(
      tab.sent.filter((sent) => sent.includes('/sign-up/start')),
      [],
    );
  });

  it('keeps the e-mail address through every turn', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('sign-in'));
    await field(page, 'Email').fill('ada@example.org');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Use another account' }).click();
    assert.equal(await field(page, 'Email').inputValue(), 'ada@example.org');
    await page.getByRole('button', { name: 'Create account' }).click();
    assert.equal(await field(page, 'Email').inputValue(), 'ada@example.org');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    assert.match(await page.locator('main').innerText(), /ada@example\.org/);
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
  });

  it('goes from the address to the app by keyboard alone', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('sign-in'));
    await field(page, 'Email').waitFor();
    await page.keyboard.type('ada@example.org');
    await page.keyboard.press('Enter');
    await field(page, 'Password').waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.equal(await field(page, 'Password').getAttribute('type'), 'text');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
  });
});

async function signUp(page: Page, server: PagesServer): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${server.address('sign-up')}#${TICKET}`);
  await field(page, 'Name').fill('Ada Lovelace');
  await field(page, 'Password').fill(PASSWORD);
  await field(page, 'Repeat password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/arrived');
}
