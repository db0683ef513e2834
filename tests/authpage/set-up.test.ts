import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { BACKUP_CODES, type FactorHalf, TOTP_SECRET, factorHalf } from './factor-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { field } from './steps.ts';

describe('setting a factor up', () => {
  let half: FactorHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    half = factorHalf();
    server = await servePages(half.mount);
    browser = await launchBrowser();
  });
  beforeEach(() => {
    half.setsUp = 'totp';
    half.gives = undefined;
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('shows an authenticator app as a picture and as text, and tries a code before it counts', async () => {
    await using tab = await browser.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = tab;
    await page.goto(server.address('set-up-totp'));
    const picture = page.getByRole('img', { name: /QR code/ });
    // Version 6 or so: hundreds of bars, on white.
    await page.locator('.qr path').waitFor({ state: 'attached' });
    assert.ok(((await picture.locator('path').getAttribute('d')) ?? '').split('M').length > 300);
    const shown = await page.locator('.secret code').innerText();
    assert.match(shown, /^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    await page.getByRole('button', { name: 'Copy' }).click();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), TOTP_SECRET);

    await field(page, 'Code').fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.equal(await page.locator('.secret code').innerText(), shown);
    await field(page, 'Code').fill('123456');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
    tab.assertQuiet();
  });

  it('shows backup codes once, and goes on when somebody says that they are kept', async () => {
    half.gives = BACKUP_CODES;
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('set-up-totp'));
    await field(page, 'Code').fill('123456');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your backup codes' }).waitFor();
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
    assert.deepEqual(await page.locator('.codes code').allInnerTexts(), BACKUP_CODES);
    await page.getByRole('button', { name: 'Continue' }).click();
    assert.match(await page.locator('#saved-error').innerText(), /Save the codes first/);
    assert.equal(await page.evaluate('document.activeElement.id'), 'saved');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/arrived');
  });

  it('gives backup codes as a file and on paper, with what they are for', async () => {
    half.setsUp = 'backup-codes';
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('set-up-backup-codes'));
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    assert.match(file, /^Backup codes for ada@example\.org at Tacet\n/);
    for (const code of BACKUP_CODES) assert.ok(file.includes(`${code}\n`));

    await page.emulateMedia({ media: 'print' });
    for (const seen of ['.codes', '.on-paper']) assert.ok(await page.locator(seen).first().isVisible(), seen);
    for (const gone of ['form', '.footer', '.ways', 'h1']) {
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    }
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('checkbox', { name: 'I saved them' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/arrived');
    assert.deepEqual(half.proofs.at(-1), { proof: { kind: 'backup-codes' } });
    tab.assertQuiet();
  });
});
