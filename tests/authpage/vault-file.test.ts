import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { inBatches } from '../../authpage/src/account/vault/in-batches.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { openVaultFile } from '../vault/open-vault-file.ts';
import { type ItemsHalf, itemsHalf } from './items-half.ts';
import { keysHalf } from './keys-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { field } from './steps.ts';
import { assertVaultAccessible, signUpWithKey, unlockVault } from './vault-steps.ts';

const CARD = { kind: 'password', title: 'Library card', user: 'ada', secret: 'brass-lantern', text: '' };

describe('the vault as a file that opens without us', () => {
  let kept: ItemsHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    browser = await launchBrowser();
    const keys = await keysHalf();
    kept = itemsHalf();
    server = await servePages((router, web) => {
      keys.mount(router, web);
      kept.mount(router, web);
    });
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  async function keepCard(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Add something' }).click();
    await field(page, 'Title').fill(CARD.title);
    await field(page, 'User name').fill(CARD.user);
    await field(page, 'Secret').fill(CARD.secret);
    await page.getByRole('button', { name: 'Save in the vault' }).click();
    await page.getByRole('button', { name: `Show \u2068${CARD.title}\u2069` }).waitFor();
  }

  async function saved(page: Page): Promise<{ readonly path: string; readonly name: string }> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the file' }).click(),
    ]);
    return { path: await download.path(), name: download.suggestedFilename() };
  }

  it('is encrypted under a key that is shown once, and opens by the script alone', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await signUpWithKey(page, server.address('sign-up'));
    await unlockVault(page, server.address('account-vault'));
    await keepCard(page);
    // Another program wrote it, or somebody moved it: no key fits.
    kept.items.set('odd', {
      id: 'odd',
      revision: 9,
      envelope: 1,
      created_at: 1,
      updated_at: 1,
      body: 'AAAA',
    });

    await page.getByRole('button', { name: 'Make an encrypted file' }).click();
    await page.getByRole('heading', { name: 'Your file is ready' }).waitFor();
    await page.getByText('One entry is in it.').waitFor();
    await page.getByText('One entry is not in it').waitFor();
    const typed = (await page.locator('.codes code').allInnerTexts()).join(' ');
    await assertVaultAccessible(page);
    const { path, name } = await saved(page);
    assert.match(name, /^tacet-vault-\d{4}-\d\d-\d\d-[\w-]{6}\.json$/);

    const written = readFileSync(path, 'utf8');
    for (const secret of [CARD.secret, CARD.title, typed.slice(0, 5)]) assert.ok(!written.includes(secret));
    for (const sent of tab.sent) assert.ok(!sent.includes(typed.slice(0, 5)) && !sent.includes(CARD.secret));
    const { code, stdout, stderr } = await openVaultFile(path, typed);
    assert.deepEqual([code, stderr], [0, '']);
    const [item, ...more] = JSON.parse(stdout);
    assert.deepEqual([item.item, more], [CARD, []]);

    await page.getByRole('button', { name: 'I have the file and its key' }).click();
    await page.getByRole('button', { name: `Show \u2068${CARD.title}\u2069` }).waitFor();
    assert.ok(!(await page.content()).includes(typed.slice(0, 5)));

    // Another file has another key.
    await page.getByRole('button', { name: 'Make an encrypted file' }).click();
    await page.getByRole('heading', { name: 'Your file is ready' }).waitFor();
    const next = (await page.locator('.codes code').allInnerTexts()).join('-');
    const refused = await openVaultFile(path, next);
    assert.deepEqual(refused, { code: 1, stdout: '', stderr: 'This is not the key of this file.\n' });
    tab.assertQuiet();
  });

  it('goes part by part: five hundred entries at most, or so many characters, and what is larger alone', () => {
    const at = { revision: 1, createdAtSeconds: 1, updatedAtSeconds: 1 };
    const items = (count: number, characters: number) =>
      Array.from({ length: count }, (_, id) => ({ ...at, id: `${id}`, body: 'A'.repeat(characters) }));
    const sizes = (count: number, characters: number) =>
      inBatches(items(count, characters)).map(({ length }) => length);
    assert.deepEqual(sizes(0, 0), []);
    assert.deepEqual(sizes(1001, 10), [500, 500, 1]);
    assert.deepEqual(sizes(5, 100_000), [2, 2, 1]);
    assert.deepEqual(sizes(2, 300_000), [1, 1]);
    assert.deepEqual(inBatches(items(1001, 10)).flat(), items(1001, 10));
  });

  it('is written in clear only after a warning, and says so itself', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    kept.items.clear();
    await unlockVault(page, server.address('account-vault'));
    await keepCard(page);
    await page.getByRole('button', { name: 'Make a file without encryption' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Whoever gets this file reads everything in it').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await page.getByRole('heading', { name: 'Your file is ready' }).count(), 0);
    await page.getByRole('button', { name: 'Make a file without encryption' }).click();
    await dialog.getByRole('button', { name: 'Make a file without encryption' }).click();
    await page.getByRole('heading', { name: 'Your file is ready' }).waitFor();
    await page.getByText('Whoever gets this file reads everything in it').waitFor();
    assert.equal(await page.locator('.codes').count(), 0);
    const { path, name } = await saved(page);
    assert.match(name, /-not-encrypted\.json$/);
    const { items, parts } = JSON.parse(readFileSync(path, 'utf8'));
    assert.deepEqual([items.length, items[0].item, parts], [1, CARD, undefined]);
    assert.deepEqual(JSON.parse((await openVaultFile(path, '')).stdout), items);
    for (const sent of tab.sent) assert.ok(!sent.includes(CARD.secret));
    tab.assertQuiet();
  });
});
