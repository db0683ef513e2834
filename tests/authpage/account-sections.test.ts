import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { ProblemError } from '../../server/http/problem-error.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type AccountServer, serveAccount } from './account-server.ts';

describe('the sections of the account page', () => {
  let server: AccountServer;
  let browser: TestBrowser;

  before(async () => {
    server = await serveAccount();
    browser = await launchBrowser();
  });
  beforeEach(() => server.reset());
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('have an address, a title and a heading that takes the focus, and the back button leads back', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-security'));
    await heading(page, 'Security').waitFor();
    for (const [name, path] of [
      ['Apps', '/account/apps'],
      ['Devices', '/account/devices'],
      ['Events', '/account/events'],
      ['Your data', '/account/data'],
      ['Profile', '/account'],
    ] as const) {
      const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
      assert.equal(await link.getAttribute('href'), path);
      await link.click();
      await heading(page, name).waitFor();
      assert.equal(new URL(page.url()).pathname, path);
      assert.equal(await page.title(), `${name} · Tacet`);
      assert.equal(await page.evaluate('document.activeElement.textContent'), name);
      assert.equal(await link.getAttribute('aria-current'), 'page');
      assert.equal(await page.locator('[aria-current]').count(), 1);
    }
    await page.goBack();
    await heading(page, 'Your data').waitFor();
    await page.goBack();
    await heading(page, 'Events').waitFor();
    await page.goForward();
    await heading(page, 'Your data').waitFor();
    assert.equal(tab.sent.filter((sent) => /account\/\w+ ./.test(sent)).length, 0);
    tab.assertQuiet();
  });

  it('can be reached and left with the keyboard alone', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account'));
    await heading(page, 'Profile').waitFor();
    await page.getByRole('link', { name: 'Apps', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Withdraw/ })
      .first()
      .waitFor();
    assert.equal(await focused(page), 'Apps');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Look and decide on what \u2068Almanac\u2069 asks');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Withdraw access of \u2068Marginalia\u2069');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Withdraw the access of' }).waitFor();
    assert.equal(await focused(page), 'Cancel');
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'Withdraw access of \u2068Marginalia\u2069');
    assert.equal(server.home().clients.length, 2);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('is withdrawn.').waitFor();
    assert.equal(server.home().clients.length, 1);
  });

  it('asks again whoever presses again before the browser has told that the dialog was closed', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-apps'));
    const withdraw = page.getByRole('button', { name: /^Withdraw/ }).first();
    await withdraw.click();
    await page.getByRole('dialog').waitFor();
    await page.evaluate(`document.querySelector('dialog').close(); document.activeElement.click()`);
    await page.getByRole('dialog').waitFor();
  });

  it('UI-16: withdraws an app after saying what will be lost, in a dialog that is accessible', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-apps'));
    const withdraw = page.getByRole('button', { name: 'Withdraw access of \u2068Marginalia' });
    await withdraw.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('loses its access now').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations, []);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await page.getByRole('dialog').count(), 0);
    await withdraw.click();
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('status').getByText('is withdrawn.').waitFor();
    assert.deepEqual(
      server.home().clients.map(({ clientId }) => clientId),
      ['almanac'],
    );
    assert.equal(await page.getByText('marginalia.example').count(), 0);
    tab.assertQuiet();
  });

  it('show where somebody is signed in, and sign one device out', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-devices'));
    const rows = page.getByRole('region', { name: 'Signed in now' }).getByRole('listitem');
    assert.match(await rows.first().innerText(), /Firefox on Linux\s+This browser\s+Netherlands/);
    assert.match(await rows.last().innerText(), /198\.51\.100\.0\/24/);
    await page.getByRole('button', { name: /^Sign out of .*Safari/ }).click();
    await page.getByText('is signed out.').waitFor();
    await page.getByText('You are signed in in this browser alone.').waitFor();
    assert.equal(await rows.count(), 1);
  });

  it('SE-06 sign all others out, and then everybody', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-devices'));
    await press(page, 'Sign out all others');
    await page.getByRole('status').getByText('You are signed in in this browser alone.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Sign out all others' }).count(), 0);
    await press(page, 'Sign out everywhere');
    await page.waitForURL('**/arrived');
    tab.assertQuiet();
  });

  it('lead to sign-in when the session is gone', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('account-devices'));
    server.refuse(new ProblemError('sign_in_first'));
    await tab.page.getByRole('button', { name: /^Sign out of/ }).click();
    await tab.page.getByRole('link', { name: 'Sign in' }).waitFor();
  });

  it('sign out', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('account'));
    await tab.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await tab.page.waitForURL('**/arrived');
  });

  it('tell what happened day by day, in words, and more of it on request', async () => {
    await using tab = await browser.open({ timezoneId: 'UTC' });
    const { page } = tab;
    await page.goto(server.address('account-events'));
    const today = page.getByRole('region', { name: 'Today' });
    await today.waitFor();
    const said = await page.locator('main').innerText();
    for (const text of ['You signed in.', 'Yesterday', 'Friday, 18 September 2026', 'no words for yet']) {
      assert.ok(said.includes(text), text);
    }
    assert.match(await today.innerText(), /Marginalia\S* got access\.\s+From network \S*203\.0\.113\.0/);
    server.refuse(new ProblemError('unavailable'));
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('Your account was created.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Show more' }).count(), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('begin an export at once, and a deletion after naming what goes', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-data'));
    await page.getByRole('button', { name: 'Export my data' }).click();
    await page.waitForURL('**/arrived');
    await page.goto(server.address('account-data'));
    await page.getByRole('button', { name: 'Delete my account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
    await dialog.getByText('the way into 2 connected apps').waitFor();
    await dialog.getByText('A letter says until when').waitFor();
    assert.equal(await focused(page), 'Cancel');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/arrived');
    assert.deepEqual(server.begun, [{ purpose: 'export' }, { purpose: 'delete-account' }]);
  });

  it('show what apps keep, in part, and delete it after saying what will be lost', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-data'));
    const panel = page.getByRole('region', { name: 'What apps keep here for you' });
    const rows = panel.getByRole('listitem');
    assert.match(await rows.first().innerText(), /Card number •••• 4242\s+Kept by \S*Marginalia/);
    assert.match(await rows.nth(1).innerText(), /Utrecht, NL\s+Kept by an app that is no longer here/);
    assert.match(await rows.nth(2).innerText(), /loyalty-card\S* Cannot be read/);
    await panel.getByRole('button', { name: 'Show more' }).click();
    await panel.getByText('Phone number').waitFor();
    await panel.getByRole('button', { name: 'Delete Card number •••• 4242' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Card number •••• 4242?' });
    await dialog.getByText('from every app that uses it here').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations, []);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('status').getByText('The value is deleted.').waitFor();
    assert.equal(server.home().records.length, 2);
    tab.assertQuiet();
  });

  it('say once what was done, and no more on another section', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(`${server.address('account-security-done')}?done=change-password`);
    await page.getByRole('status').getByText('Your new password counts from now on.').waitFor();
    assert.equal(new URL(page.url()).search, '');
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await heading(page, 'Apps').waitFor();
    assert.equal(await page.getByText('counts from now on').count(), 0);
  });

  it('show what waits for an answer above each of them', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('account'));
    for (const name of ['Security', 'Your data']) {
      await tab.page.getByRole('link', { name, exact: true }).click();
      await tab.page.getByRole('region', { name: 'Waiting for your answer' }).waitFor();
    }
  });
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Presses, and confirms in the dialog that follows. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
}

const focused = (page: Page): Promise<unknown> =>
  page.evaluate(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
  );
