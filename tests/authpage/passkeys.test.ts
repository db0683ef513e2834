import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { type TestBrowser, type TestPage, launchBrowser } from '../harness/chromium.ts';
import { type FactorHalf, factorHalf } from './factor-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { field, poll } from './steps.ts';

const FOUR_MINUTES = 241_000;

describe('passkeys in a browser', () => {
  let half: FactorHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    half = factorHalf();
    half.setsUp = 'passkey';
    server = await servePages(half.mount);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** A page with an authenticator beside it, which holds a passkey that the server knows. */
  async function withPasskey(): Promise<{ tab: TestPage; authenticator: Authenticator }> {
    const tab = await browser.open();
    const authenticator = await plugIn(tab.page);
    await tab.page.goto(server.address('set-up-passkey'));
    assert.match(await field(tab.page, 'Name').inputValue(), /Linux/);
    await field(tab.page, 'Name').fill('My laptop');
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForURL('**/arrived');
    assert.equal(half.proofs.at(-1)?.label, 'My laptop');
    return { tab, authenticator };
  }

  it('are made, named, and then sign in by the button, keyboard only', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    await tab.page.goto(server.address('sign-in-again'));
    await field(tab.page, 'Password').waitFor();
    const button = tab.page.getByRole('button', { name: 'Sign in with a passkey' });
    await button.focus();
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForURL('**/arrived');
    tab.assertQuiet();
  });

  it('JIRO-R05: are asked for what opens the vault, and the server is told nothing of it', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    // What the browser gives the page, seen before the page takes it away.
    await tab.page.addInitScript(`{
      const get = navigator.credentials.get.bind(navigator.credentials);
      navigator.credentials.get = async (options) => {
        const credential = await get(options);
        const { prf } = credential.getClientExtensionResults();
        sessionStorage.setItem('derived', btoa(String.fromCharCode(...new Uint8Array(prf.results.first))));
        return credential;
      };
    }`);
    await tab.page.goto(server.address('sign-in-again'));
    await tab.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await tab.page.waitForURL('**/arrived');
    const derived = Buffer.from(
      String(await tab.page.evaluate("sessionStorage.getItem('derived')")),
      'base64',
    );
    assert.equal(derived.length, 32);
    const finish = tab.sent.find((sent) => sent.includes('/passkey/finish')) ?? '';
    assert.match(finish, /"clientExtensionResults":\{\}/);
    for (const sent of tab.sent) assert.ok(!sent.includes(derived.toString('base64url').slice(0, 16)));
  });

  it('sign in from what the e-mail field offers, where somebody takes it', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    const before = half.challenges.count;
    // The authenticator of the test takes every offer at once: nothing is pressed.
    await tab.page.goto(server.address('sign-in'));
    await tab.page.waitForURL('**/arrived');
    assert.equal(half.challenges.count, before + 1);
    tab.assertQuiet();
  });

  it('sign in once, when the button is pressed while what the field offered is on its way', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    const { page } = tab;
    let finishes = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/passkey/finish', async (route) => {
      finishes += 1;
      await held;
      await route.continue();
    });
    const first = page.waitForRequest('**/passkey/finish');
    await page.goto(server.address('sign-in'));
    await first;
    const before = half.challenges.count;
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    release();
    await page.waitForURL('**/arrived');
    assert.deepEqual([finishes, half.challenges.count], [1, before]);
    tab.assertQuiet();
  });

  it('are offered beside user names, and until somebody takes one the form works as ever', async () => {
    const { tab, authenticator } = await withPasskey();
    await using _ = tab;
    await authenticator.answers(false);
    await tab.page.goto(server.address('sign-in'));
    assert.equal(await field(tab.page, 'Email').getAttribute('autocomplete'), 'username webauthn');
    await field(tab.page, 'Email').fill('ada@example.org');
    await tab.page.keyboard.press('Enter');
    await field(tab.page, 'Password').waitFor();
    assert.equal(await tab.page.getByRole('alert').count(), 0);
    tab.assertQuiet();
  });

  it('ask for a new challenge before the server has forgotten the last one', async () => {
    const { tab, authenticator } = await withPasskey();
    await using _ = tab;
    await authenticator.answers(false);
    await tab.page.clock.install();
    const before = half.challenges.count;
    await tab.page.goto(server.address('sign-in'));
    await field(tab.page, 'Email').waitFor();
    await tab.page.clock.runFor(1000);
    await poll(() => half.challenges.count === before + 1);
    await tab.page.clock.runFor(FOUR_MINUTES);
    await poll(() => half.challenges.count === before + 2);
  });

  it('prove one thing more after the password', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    await tab.page.goto(server.address('factor-passkey'));
    await tab.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await tab.page.waitForURL('**/arrived');
    assert.equal(half.answers.at(-1)?.answer.kind, 'passkey');
  });

  it('that are not here, or were cancelled, leave the page usable and say so', async () => {
    await using tab = await browser.open();
    await plugIn(tab.page);
    await tab.page.goto(server.address('sign-in'));
    await tab.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    const alert = tab.page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /^No passkey was used/);
    await field(tab.page, 'Email').fill('ada@example.org');
    await tab.page.getByRole('button', { name: 'Continue' }).click();
    await field(tab.page, 'Password').waitFor();
  });

  it('that this authenticator has already are not made twice', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    await tab.page.goto(server.address('set-up-passkey'));
    await tab.page.getByRole('button', { name: 'Create a passkey' }).click();
    const alert = tab.page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /Use another one/);
  });

  it('that the server does not know are refused in words', async () => {
    const { tab } = await withPasskey();
    await using _ = tab;
    // Another passkey of the same server takes the place of the first in its memory.
    const { tab: other } = await withPasskey();
    await other[Symbol.asyncDispose]();
    await tab.page.goto(server.address('sign-in-again'));
    await tab.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    const alert = tab.page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /Try again/);
  });
});

interface Authenticator {
  /** Whether somebody is there to touch it. */
  answers(present: boolean): Promise<void>;
}

/** A platform authenticator with resident keys, as phones and laptops have one. */
async function plugIn(page: Page): Promise<Authenticator> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      ctap2Version: 'ctap2_1',
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    answers: async (enabled) => {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
  };
}
