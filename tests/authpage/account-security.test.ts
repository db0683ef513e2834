import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ProblemError } from '../../server/http/problem-error.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type AccountServer, serveAccount } from './account-server.ts';

describe('the security of an account', () => {
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

  const begins: readonly (readonly [
    view: 'account-security' | 'account-security-empty' | 'account-passwordless',
    button: string,
    warning: string | undefined,
    act: object,
  ])[] = [
    ['account-security', 'Change password', undefined, { purpose: 'change-password' }],
    ['account-passwordless', 'Set a password', undefined, { purpose: 'change-password' }],
    ['account-security', 'Open with passkeys alone', 'Keep at least two', { purpose: 'remove-password' }],
    ['account-security', 'Add a passkey', undefined, { purpose: 'add-factor', target: 'passkey' }],
    ['account-security-empty', 'Set up an app', undefined, { purpose: 'add-factor', target: 'totp' }],
    [
      'account-security-empty',
      'Make backup codes',
      undefined,
      { purpose: 'add-factor', target: 'backup-codes' },
    ],
    ['account-security', 'Make new codes', 'stop working', { purpose: 'add-factor', target: 'backup-codes' }],
    [
      'account-security',
      'Remove \u2068Phone\u2069',
      'open nothing any more',
      { purpose: 'remove-factor', target: 'f1' },
    ],
    [
      'account-security',
      'Remove \u2068Authenticator app\u2069',
      'count no more',
      { purpose: 'remove-factor', target: 'f3' },
    ],
  ];
  for (const [view, button, warning, act] of begins) {
    it(`goes to the page of the act: ${button} (${view})`, async () => {
      await using tab = await browser.open();
      const { page } = tab;
      await page.goto(server.address(view));
      await page.getByRole('button', { name: button, exact: true }).click();
      if (warning !== undefined) {
        const dialog = page.getByRole('dialog');
        await dialog.getByText(warning).waitFor();
        assert.deepEqual(server.begun, []);
        await dialog.getByRole('button').last().click();
      }
      await page.waitForURL('**/arrived');
      assert.deepEqual(server.begun, [act]);
      tab.assertQuiet();
    });
  }

  it('teaches where there is nothing yet, and offers no way that would lock somebody out', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-security-empty'));
    for (const text of ['You have none yet. Add one', 'Not set up.', 'You have none. Make them once']) {
      await page.getByText(text).waitFor();
    }
    assert.equal(await page.getByRole('button', { name: 'Open with passkeys alone' }).count(), 0);
    await page.goto(server.address('account-passwordless'));
    await page.getByText('You have none: your passkeys open this account.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Change password' }).count(), 0);
  });

  it('tells passkeys apart, and counts backup codes', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-security'));
    const rows = page.getByRole('region', { name: 'Passkeys' }).getByRole('listitem');
    assert.match(
      await rows.nth(0).innerText(),
      /^Phone\s+Synced to your other devices.*Last used on 20 Sept/s,
    );
    assert.match(await rows.nth(1).innerText(), /^Grey security key\s+On one device only.*Not used yet/s);
    await page.getByText('7 of 10 are left').waitFor();
    await page.goto(server.address('account-security-hostile'));
    await page.getByText('1 of 10 is left').waitFor();
    await page.getByText('Few are left.').waitFor();
  });

  it('renames a passkey in its place, with the keyboard, and asks for a name', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-security'));
    const rename = page.getByRole('button', { name: 'Rename \u2068Phone\u2069' });
    await rename.focus();
    await page.keyboard.press('Enter');
    const label = page.getByRole('textbox', { name: 'Name of this passkey' });
    assert.equal(await label.inputValue(), 'Phone');
    assert.equal(await page.evaluate('document.activeElement.id'), 'label-f1');
    await label.fill('  ');
    await page.keyboard.press('Enter');
    await page.getByText('Enter a name by which you will know it.').waitFor();
    await label.fill('Old phone');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('The new name is saved.').waitFor();
    await page.getByText('Old phone').waitFor();
    assert.equal(server.home().factors[0]?.label, 'Old phone');
  });

  it('gives the focus back where renaming was called off', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-security'));
    const rename = page.getByRole('button', { name: 'Rename \u2068Phone\u2069' });
    await rename.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const focused = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    assert.equal(focused, 'Rename \u2068Phone\u2069');
    assert.equal(server.home().factors[0]?.label, 'Phone');
  });

  it('shows a refusal and stays usable', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('account-security'));
    server.refuse(new ProblemError('unavailable'));
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.waitForURL('**/arrived');
  });
});
