import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { BACKUP_CODES, type FactorHalf, factorHalf } from './factor-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { field, poll } from './steps.ts';

const AGAIN_MILLISECONDS = 31_000;

describe('the step that asks for one more proof', () => {
  let half: FactorHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    half = factorHalf();
    server = await servePages(half.mount);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('takes a code with spaces in one field, by keyboard alone, and sends nothing before it is told to', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('factor-totp'));
    await field(page, 'Code').waitFor();
    await poll(() => tab.sent.length > 3);
    assert.equal(await page.evaluate('document.activeElement.id'), 'code');
    for (const [name, value] of [
      ['autocomplete', 'one-time-code'],
      ['inputmode', 'numeric'],
    ] as const) {
      assert.equal(await field(page, 'Code').getAttribute(name), value);
    }
    await page.keyboard.insertText(' 123 456 ');
    assert.equal(half.answers.length, 0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
    assert.deepEqual(half.answers, [{ answer: { kind: 'totp', code: '123 456' }, remember: true }]);
    tab.assertQuiet();
  });

  it('keeps a wrong code, selects it, and says so', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('factor-totp'));
    await field(page, 'Code').fill('000000');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /Try again/);
    assert.equal(await field(page, 'Code').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.evaluate('getSelection().toString()'), '000000');
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
  });

  it('asks for the code beside the field when there is none', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('factor-totp'));
    await tab.page.getByRole('button', { name: 'Continue' }).click();
    assert.equal(await tab.page.locator('#code-error').innerText(), 'Type the code.');
    assert.equal(await tab.page.evaluate('document.activeElement.id'), 'code');
  });

  it('lists the other ways without leaving the step, and a backup code is one press away', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('factor-passkey'));
    const others = page.getByRole('button', { name: 'Try another way' });
    await others.click();
    assert.equal(await others.getAttribute('aria-expanded'), 'true');
    const listed = page.getByRole('listitem').getByRole('button');
    assert.deepEqual(await listed.allInnerTexts(), [
      'Use your authenticator app',
      'Use a backup code',
      'Get a code by mail',
    ]);
    await listed.first().click();
    await page.getByRole('heading', { name: 'Code from your authenticator app' }).waitFor();
    await page.getByRole('button', { name: 'Use a backup code' }).click();
    await page.getByRole('heading', { name: 'One of your backup codes' }).waitFor();
    await field(page, 'Code').fill(BACKUP_CODES[0] ?? '');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
    assert.deepEqual(half.answers.at(-1), { answer: { kind: 'backup-codes', code: BACKUP_CODES[0] } });
  });

  it('says what is confirmed, and does not remember a browser where it may not', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('factor-backup-codes'));
    await field(tab.page, 'Code').waitFor();
    assert.match(await tab.page.locator('.act').innerText(), /about to download everything/);
    assert.equal(await tab.page.getByRole('checkbox').count(), 0);
    assert.equal(await tab.page.getByRole('button', { name: 'Cancel' }).count(), 1);
  });

  it('mails a code once when it is asked for, and another one only after a while', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.clock.install();
    await page.goto(server.address('factor-email-code'));
    await page.getByText('We sent a code to').waitFor();
    await page.getByText(/another code in 30 seconds/).waitFor();
    assert.equal(half.mails.count, 1);
    assert.equal(await page.getByRole('button', { name: 'Send another code' }).count(), 0);
    await page.clock.runFor(AGAIN_MILLISECONDS);
    await page.getByRole('button', { name: 'Send another code' }).click();
    await poll(() => half.mails.count === 2);
    await field(page, 'Code').fill('123456');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
  });
});
