import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type AccountServer, serveAccount } from './account-server.ts';

describe('an app on the account page', () => {
  let server: AccountServer;
  let browser: TestBrowser;

  before(async () => {
    server = await serveAccount();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('CF-38 gets new keys where it has some, after saying what then opens no more', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-apps'));
    const newKeys = page.getByRole('button', { name: /^New keys/ });
    await newKeys.first().waitFor();
    // Almanac was allowed none.
    assert.equal(await newKeys.count(), 1);
    await newKeys.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('every app that shares its keys, loses its access now').waitFor();
    await dialog.getByText('opens with the old keys alone').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations, []);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(server.rotated, []);
    await page.getByRole('button', { name: 'New keys for \u2068Marginalia\u2069' }).click();
    await dialog.getByRole('button', { name: 'New keys' }).click();
    await page.getByRole('status').getByText('gets new keys when you sign in').waitFor();
    assert.deepEqual(server.rotated, ['marginalia']);
    tab.assertQuiet();
  });
});
