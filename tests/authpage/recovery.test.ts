import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { TICKET } from './opaque-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { NEW, OLD, type PasswordHalf, passwordHalf } from './password-half.ts';
import { enterPassword, field } from './steps.ts';

const PASSWORD = 'cloud harbour violin 47';

describe('the pages of a new password and a new address', () => {
  let half: PasswordHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    half = await passwordHalf();
    server = await servePages(half.mount);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('sends a letter with the same answer for everybody, by keyboard alone', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await enterPassword(page, server, PASSWORD);
    await page.getByRole('button', { name: 'Forgot password?' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    assert.equal(await field(page, 'Email').inputValue(), OLD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    assert.match(
      await page.locator('main').innerText(),
      /If there is an account for .+ a letter is on its way/,
    );
    assert.deepEqual(half.letters, [OLD]);
    await page.getByRole('button', { name: 'Back to sign-in' }).click();
    assert.equal(await field(page, 'Email').inputValue(), OLD);
  });

  it('DOD-C18: says before a reset what is lost, and registers and proves the new password in one go', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(`${server.address('reset')}#${TICKET}`);
    await page.getByText('This link is for the account of').waitFor();
    assert.equal(new URL(page.url()).hash, '');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    const text = await page.locator('main').innerText();
    const lost = text.indexOf('What only your old password could open stays locked');
    assert.ok(lost !== -1 && lost < text.indexOf('Repeat password'));
    assert.match(text, /signed out of all browsers and apps/);

    await field(page, 'Password').fill('Welkom2026!');
    await field(page, 'Repeat password').fill('Welkom2026!');
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.locator('#new-password-error').waitFor();
    assert.equal(await page.evaluate('document.activeElement.id'), 'new-password');

    await field(page, 'Password').fill(PASSWORD);
    await field(page, 'Repeat password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
    assert.equal(half.records.get(OLD)?.length, 256);
    assert.deepEqual(
      tab.sent.filter((sent) => sent.includes(PASSWORD) || sent.includes(encodeURIComponent(PASSWORD))),
      [],
    );
    tab.assertQuiet();
  });

  it('gives password managers the account and the new password to keep', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('new-password-change'));
    const password = field(tab.page, 'Password');
    await password.waitFor();
    assert.equal(await password.getAttribute('autocomplete'), 'new-password');
    assert.match((await password.getAttribute('passwordrules')) ?? '', /minlength: 10/);
    assert.equal(await tab.page.locator('form [autocomplete=username]').inputValue(), OLD);
  });

  it('moves the password to a new address: a wrong one first, then the right one', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(`${server.address('email-change')}#${TICKET}`);
    await field(page, 'Password').fill('not the right one');
    const text = await page.locator('main').innerText();
    assert.ok(text.includes(OLD) && text.includes(NEW));
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.equal(await page.evaluate('getSelection().toString()'), 'not the right one'.replace(/./g, '•'));
    assert.equal(half.records.has(NEW), false);
    await field(page, 'Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
    assert.equal(half.records.get(NEW)?.length, 256);
    tab.assertQuiet();
  });

  it('asks for no password where there is none', async () => {
    half.passwordless = true;
    await using tab = await browser.open();
    await tab.page.goto(`${server.address('email-change')}#${TICKET}`);
    await tab.page.getByRole('button', { name: 'Use the new address' }).click();
    await tab.page.waitForURL('**/arrived');
  });

  it('says of a link that was cut off or used that it no longer works', async () => {
    await using tab = await browser.open();
    for (const hash of ['', '#short', `#ti_${'x'.repeat(43)}`]) {
      await tab.page.goto('about:blank');
      await tab.page.goto(`${server.address('reset-undo')}${hash}`);
      await tab.page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    }
  });
});
