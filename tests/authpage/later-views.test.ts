import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { MockName } from '../../authpage/src/mock.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type FactorHalf, factorHalf } from './factor-half.ts';
import { TICKET } from './opaque-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { passwordHalf } from './password-half.ts';
import { field } from './steps.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NARROW = { width: 320, height: 640 };

/** Views that show more once the server has answered: their name, and what they do until then. */
const STATES: readonly [string, MockName, (page: Page) => Promise<void>][] = [
  ['an authenticator app to set up', 'set-up-totp', (page) => field(page, 'Code').waitFor()],
  ['backup codes that were not saved', 'set-up-backup-codes', pressContinue],
  ['a link to a new password', 'reset', (page) => page.getByText('This link is for').waitFor()],
  ['a change of address taken back', 'reset-undo', (page) => page.getByText('goes back to').waitFor()],
  ['a new address', 'email-change', (page) => field(page, 'Password').waitFor()],
  ['a code that was wrong', 'factor-totp', typeWrongCode],
  ['all ways to prove it', 'factor-passkey', (page) => page.getByText('Try another way').click()],
  ['a new password that is too weak', 'new-password-change', typeWeakPassword],
  ['a forgotten password', 'sign-in-stronger', forget],
];

describe('views that a server answered', () => {
  let half: FactorHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    half = factorHalf();
    const passwords = await passwordHalf();
    server = await servePages((router, web) => {
      half.mount(router, web);
      passwords.mount(router, web);
    });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  for (const [state, name, reach] of STATES) {
    it(`are accessible at 320 px, light and dark, in both directions: ${state}`, async () => {
      half.setsUp = name === 'set-up-backup-codes' ? 'backup-codes' : 'totp';
      await using tab = await browser.open({ viewport: NARROW, reducedMotion: 'reduce' });
      const { page } = tab;
      await page.goto(`${server.address(name)}#${TICKET}`);
      await page.locator('h1').waitFor();
      await reach(page);
      for (const [colorScheme, direction] of [
        ['light', 'ltr'],
        ['dark', 'rtl'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(`document.documentElement.dir = '${direction}'`);
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          [],
        );
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        assert.equal(await page.evaluate(overflow), 0, `scrolls sideways: ${colorScheme} ${direction}`);
      }
      tab.assertQuiet();
    });
  }
});

async function forget(page: Page): Promise<void> {
  await page.getByText('Forgot password?').click();
  await page.getByText('Forgot password?').waitFor({ state: 'detached' });
  // Never an empty page between the two, however slow the way to the second.
  assert.equal(await page.locator('h1').count(), 1);
}

async function pressContinue(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('#saved-error').waitFor();
}

async function typeWrongCode(page: Page): Promise<void> {
  await field(page, 'Code').fill('000000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
}

async function typeWeakPassword(page: Page): Promise<void> {
  await field(page, 'Password').fill('password12');
  await page.keyboard.press('Enter');
  await page.locator('#repeat-password-error').waitFor();
}
