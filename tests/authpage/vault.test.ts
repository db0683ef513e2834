import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type ItemsHalf, itemsHalf } from './items-half.ts';
import { type KeysHalf, keysHalf } from './keys-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { field } from './steps.ts';
import { PASSWORD, assertVaultAccessible, signUpWithKey, unlockVault } from './vault-steps.ts';

describe('the page of the vault', () => {
  let keys: KeysHalf;
  let kept: ItemsHalf;
  let server: PagesServer | undefined;
  let browser: TestBrowser;
  const address = (name: Parameters<PagesServer['address']>[0]) => server?.address(name) ?? '';

  before(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    keys = await keysHalf();
    kept = itemsHalf();
    await server?.[Symbol.asyncDispose]();
    server = await servePages((router, web) => {
      keys.mount(router, web);
      kept.mount(router, web);
    });
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  const signUp = (page: Page) => signUpWithKey(page, address('sign-up'));
  const unlock = async (page: Page) => {
    await unlockVault(page, address('account-vault'));
    await page.getByText('Nothing is in your vault yet.').waitFor();
  };

  it('keeps what somebody writes, sealed, and shows it again only when it is asked for', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await signUp(page);
    await unlock(page);
    await page.getByRole('button', { name: 'Add something' }).click();
    await page.getByRole('button', { name: 'Save in the vault' }).click();
    await page.getByText('Give it a title.').waitFor();
    await field(page, 'Title').fill('Library card');
    await field(page, 'User name').fill('ada');
    await field(page, 'Secret').fill('brass-lantern');
    await page.getByRole('button', { name: 'Save in the vault' }).click();
    await page.getByRole('button', { name: 'Show \u2068Library card\u2069' }).waitFor();
    assert.equal(await page.getByText('brass-lantern').count(), 0);
    assert.equal(kept.items.size, 1);
    for (const sent of tab.sent) assert.ok(!sent.includes('brass-lantern') && !sent.includes('Library'));
    // Another look: it opens from what lies at the server.
    await page.goto(address('account-vault'));
    await field(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open the vault' }).click();
    await page.getByRole('button', { name: 'Show \u2068Library card\u2069' }).click();
    await page.getByText('brass-lantern').waitFor();
    await assertVaultAccessible(page);
    await page.getByRole('button', { name: 'Delete \u2068Library card\u2069' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing is in your vault yet.').waitFor();
    assert.equal(kept.items.size, 0);
    tab.assertQuiet();
  });

  it('shows a hundred of many, and more when it is asked for', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await signUp(page);
    for (const at of Array.from({ length: 101 }).keys()) {
      const id = `e${at}`;
      kept.items.set(id, { id, revision: at + 1, envelope: 1, created_at: 1, updated_at: 1, body: 'AAAA' });
    }
    await unlockVault(page, address('account-vault'));
    const rows = page.getByText('An entry that this key does not open');
    const more = page.getByRole('button', { name: 'Show more entries' });
    await more.waitFor();
    assert.equal(await rows.count(), 100);
    await more.click();
    await rows.nth(100).waitFor();
    assert.equal(await more.count(), 0);
    tab.assertQuiet();
  });

  it('makes a recovery key that opens the vault once, and gives the next one for it', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await signUp(page);
    await unlock(page);
    await page.getByRole('button', { name: 'Make a recovery key' }).click();
    const groups = page.locator('.codes code');
    await groups.first().waitFor();
    assert.equal(await groups.count(), 8);
    const text = (await groups.allInnerTexts()).join(' ');
    assert.match(text, /^(?:[0-9A-HJKMNP-TV-Z]{5} ){7}[0-9A-HJKMNP-TV-Z]{5}$/);
    for (const sent of tab.sent) assert.ok(!sent.includes(text.slice(0, 5)));
    const recovery = () => keys.recovery;
    assert.equal(recovery(), undefined, 'it counts when it is kept');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('Made on').waitFor();

    await page.goto(address('account-vault'));
    await page.getByRole('button', { name: 'Use your recovery key' }).click();
    await field(page, 'Recovery key').fill(text.replace(/^./, (one) => (one === '7' ? '8' : '7')));
    await page.getByRole('button', { name: 'Open the vault' }).click();
    await page.getByText('a letter or digit is off').waitFor();
    await field(page, 'Recovery key').fill(text.toLowerCase());
    await page.getByRole('button', { name: 'Open the vault' }).click();
    await groups.first().waitFor();
    assert.notEqual((await groups.allInnerTexts()).join(' '), text);
    const used = recovery();

    // The page is closed before anybody wrote the next one down: the one before is there, and the next is insisted on.
    await page.goto(address('account-vault'));
    assert.deepEqual(recovery(), used);
    await field(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open the vault' }).click();
    await page.getByText('Your recovery key works once, and was used.').waitFor();
    await assertVaultAccessible(page);
    assert.equal(await page.getByText('Nothing is in your vault yet.').count(), 0);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('Nothing is in your vault yet.').waitFor();
    assert.notEqual(recovery()?.lookup, used?.lookup);
    tab.assertQuiet();
  });

  it('lets a passkey open the vault by what it derives, which nobody is sent', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await signUp(page);
    await plugIn(page);
    keys.state = {
      ...keys.state,
      passkeys: [{ credentialId: await makePasskey(page), label: 'My laptop' }],
    };
    await unlock(page);
    await page.getByRole('button', { name: 'Turn on: \u2068My laptop\u2069' }).click();
    await page.getByRole('button', { name: 'Turn off: \u2068My laptop\u2069' }).waitFor();
    const wrap = keys.state.current?.passkeys[0];
    assert.equal(wrap?.credentialId, keys.state.passkeys[0]?.credentialId);

    await page.goto(address('account-vault'));
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('Nothing is in your vault yet.').waitFor();
    await page.getByRole('button', { name: 'Lock now' }).click();
    await field(page, 'Password').waitFor();
    tab.assertQuiet();
  });
});

/** A platform authenticator that derives (WebAuthn L3 §10.1.4). */
async function plugIn(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function makePasskey(page: Page): Promise<string> {
  const id: unknown = await page.evaluate(`(async () => {
    const made = await navigator.credentials.create({ publicKey: {
      challenge: new Uint8Array(32), rp: { name: 'Tacet' },
      user: { id: new Uint8Array(16), name: 'ada', displayName: 'Ada' },
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      extensions: { prf: {} },
    } });
    return made.id;
  })()`);
  return String(id);
}
