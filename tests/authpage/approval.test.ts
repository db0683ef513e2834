import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { mocks } from '../../authpage/src/mock.ts';
import { approvalCalls, type DeviceAsks } from '../../contract/approval.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { field } from './steps.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const { bindingMessage: _, ...asked } = mocks.ciba.asks;
const deviceAsks: DeviceAsks = {
  ...{ ...asked, scopes: [...asked.scopes] },
  requestId: 'wa_mock',
  from: { network: '198.51.100.0/24', sameAsHere: false, device: 'Firefox, Linux' },
};

/** What a code leads to: the server of this test knows these. */
const PROBLEMS: Readonly<Record<string, ProblemError>> = {
  'BBBB-BBBB': new ProblemError('user_code_unknown'),
  'CCCC-CCCC': new ProblemError('too_many_attempts', { retryAfterSeconds: 600 }),
  'DDDD-DDDD': new ProblemError('request_foreign'),
};

describe('the pages where something elsewhere is decided', () => {
  let server: PagesServer;
  let browser: TestBrowser;
  const decisions: string[] = [];

  before(async () => {
    server = await servePages((router, web) => {
      const open = '/device/open';
      pageCall(router, web, open, approvalCalls[open], async ({ userCode }) => {
        const problem = PROBLEMS[userCode];
        if (problem) throw problem;
        return deviceAsks;
      });
      const device = '/device/decide';
      pageCall(router, web, device, approvalCalls[device], async ({ decision, requestId, email }) => {
        decisions.push(`${decision} ${requestId} ${email}`);
        return { outcome: decision === 'allow' ? ('allowed' as const) : ('denied' as const) };
      });
      const ciba = '/ciba/:id/decide';
      pageCall(router, web, ciba, approvalCalls[ciba], async () =>
        Promise.reject(new ProblemError('request_gone')),
      );
    });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const code = (page: Page) => field(page, 'Code from the device');
  const type = async (page: Page, userCode: string) => {
    await page.goto(server.address('device'));
    await code(page).fill(userCode);
    await page.keyboard.press('Enter');
  };

  it('DV-03 leads from the code to the question, and from there to an answer, by the keyboard alone', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('device'));
    await code(page).waitFor();
    // The field has the focus: nothing need be looked for.
    await page.keyboard.type('wdjb mjht');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Marginalia' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const said of [
      'Did you start this on a device next to you?',
      'whoever holds that device would get into your account',
      'in another network than this browser',
      '198.51.100.0/24',
      'Firefox, Linux',
      'marginalia.example',
      'ada@example.org',
      'stay signed in and act for you',
    ]) {
      assert.ok(text.includes(said), said);
    }
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
    await focusOn(page, 'Deny');
    await focusOn(page, 'Allow');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Allowed' }).waitFor();
    assert.deepEqual(decisions, ['allow wa_mock ada@example.org']);
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1');
    tab.assertQuiet();
  });

  it('says at the field what is wrong with a code, keeps it, and lets somebody try again', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('device'));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Type the code that your device shows.').waitFor();
    await code(page).fill('BBBB-BBBB');
    await page.keyboard.press('Enter');
    await page.getByText('No device waits under this code.').waitFor();
    assert.equal(await code(page).inputValue(), 'BBBB-BBBB');
    assert.equal(await code(page).getAttribute('aria-invalid'), 'true');
    assert.equal(await page.evaluate('document.activeElement.id'), 'user-code');
    await assertAccessible(page);
    await code(page).fill('CCCC-CCCC');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /Wait 10 minutes/);
    await assertAccessible(page);
    tab.assertQuiet();
  });

  it('DV-02 says that a code which somebody else opened is not theirs, and leads back to the start', async () => {
    await using tab = await browser.open();
    await type(tab.page, 'DDDD-DDDD');
    await tab.page.getByRole('heading', { name: 'This question is not yours' }).waitFor();
    const way = tab.page.getByRole('link', { name: 'Start again' });
    assert.equal(await way.getAttribute('href'), '/device');
    await assertAccessible(tab.page);
  });

  it('is accessible while it asks and when it is done, narrow, light and dark, in both directions', async () => {
    await using tab = await browser.open({ viewport: { width: 320, height: 640 } });
    const { page } = tab;
    await type(page, 'WDJB-MJHT');
    await page.getByRole('button', { name: 'Deny' }).waitFor();
    await inEveryLook(page);
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'Denied' }).waitFor();
    await inEveryLook(page);
    tab.assertQuiet();
  });

  it('DV-03 fills a code in only where the server says so, and opens nothing by itself', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('device'));
    assert.equal(await code(tab.page).inputValue(), '');
    await tab.page.goto(server.address('device-filled'));
    assert.equal(await code(tab.page).inputValue(), 'WDJB-MJHT');
    assert.equal(
      tab.sent.some((request) => request.includes('/device/')),
      false,
    );
  });

  it('shows what an app asks with its message, and says when the question is closed', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(server.address('ciba'));
    await page.getByRole('button', { name: 'Allow' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const said of ['Order 7104', 'exactly the same message', 'Did you start something at this app']) {
      assert.ok(text.includes(said), said);
    }
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'This question is closed' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Your account' }).getAttribute('href'), '/account');
    tab.assertQuiet();
  });

  it('names on the account page what waits, with a way there', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('account'));
    await tab.page.getByRole('heading', { name: 'Waiting for your answer' }).waitFor();
    const way = tab.page.getByRole('link', { name: /^Look and decide/ });
    assert.match((await way.getAttribute('href')) ?? '', /^\/ciba\/wa_/);
  });

  it('asks in Dutch as well', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('device', 'nl'));
    await field(tab.page, 'Code van het apparaat').fill('WDJB-MJHT');
    await tab.page.keyboard.press('Enter');
    await tab.page.getByText('Ben je dit begonnen op een apparaat naast je?').waitFor();
    await tab.page.goto(server.address('ciba', 'nl'));
    await tab.page.getByRole('button', { name: 'Toestaan' }).waitFor();
  });
});

const TABS_MAX = 12;

/** Tabs on until that button has the focus. */
async function focusOn(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.textContent')) === name) return;
  }
  assert.fail(`no tab leads to ${name}`);
}

async function inEveryLook(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const direction of ['ltr', 'rtl']) {
      await page.evaluate(`document.documentElement.dir = '${direction}'`);
      await assertAccessible(page);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      assert.equal(await page.evaluate(overflow), 0, `scrolls sideways: ${colorScheme} ${direction}`);
    }
  }
}

async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  assert.deepEqual(found, []);
}
