import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { type MockName, mocks } from '../../authpage/src/mock.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { type PagesServer, servePages } from './pages-server.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What colours and direction can change. All else hangs on the document alone, and is judged at the first look. */
const RULES_OF_LOOKS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];
const results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});
const NARROW = { width: 320, height: 640 };
const SCHEMES = ['light', 'dark'] as const;
const DIRECTIONS = ['ltr', 'rtl'] as const;

describe('every view', () => {
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    server = await servePages();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  for (const name of names()) {
    it(`is accessible at 320 px, light and dark, in both directions: ${name}`, async () => {
      await using tab = await browser.open({ viewport: NARROW });
      await tab.page.goto(server.address(name));
      await tab.page.locator('h1').waitFor();
      // A part of the account that is still on its way.
      await tab.page.locator('main > div[aria-busy=true]').waitFor({ state: 'detached' });
      await unfold(tab.page);
      // Read in once: that takes longer than a look.
      await tab.page.evaluate(axe.source);
      for (const colorScheme of SCHEMES) {
        await tab.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        for (const direction of DIRECTIONS) {
          await tab.page.evaluate(`document.documentElement.dir = '${direction}'`);
          const first = colorScheme === 'light' && direction === 'ltr';
          assert.deepEqual(await violations(tab.page, first), [], `${colorScheme} ${direction}`);
          const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
          assert.equal(await tab.page.evaluate(overflow), 0, `scrolls sideways: ${colorScheme} ${direction}`);
        }
      }
      tab.assertQuiet();
    });
  }

  it('speaks Dutch where Dutch is asked for, and names its language', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('consent', 'nl'));
    await tab.page.getByRole('button', { name: 'Toestaan' }).waitFor();
    assert.equal(await tab.page.evaluate('document.documentElement.lang'), 'nl');
  });

  it('has targets of at least 24 px and keeps text at 200 % inside the page (WCAG 2.5.8, 1.4.4)', async () => {
    await using tab = await browser.open({ viewport: { width: 640, height: 800 } });
    await tab.page.goto(server.address('consent'));
    await tab.page.locator('h1').waitFor();
    for (const target of await tab.page.locator('button, summary').all()) {
      const box = await target.boundingBox();
      assert.ok(
        box && box.height >= 24 && box.width >= 24,
        `${await target.innerText()} ${JSON.stringify(box)}`,
      );
    }
    await tab.page.evaluate("document.documentElement.style.fontSize = '200%'");
    assert.equal(await tab.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  });

  it('moves nothing when motion is unwanted', async () => {
    await using tab = await browser.open({ reducedMotion: 'reduce' });
    await tab.page.goto(server.address('sign-in'));
    await tab.page.getByRole('button', { name: 'Continue' }).waitFor();
    const duration = await tab.page.evaluate(
      "getComputedStyle(document.querySelector('.button')).transitionDuration",
    );
    assert.equal(duration, '0s');
  });

  it('UI-07, UI-08: shows names and hints from outside as text and nothing else', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('sign-in-hostile'));
    const email = tab.page.getByRole('textbox', { name: 'Email' });
    assert.equal(await email.inputValue(), '"><img src=x>@example.org');
    assert.equal(await tab.page.locator('img').count(), 0);
    assert.equal(await tab.page.locator('bdi').count(), 1);
  });

  it('UI-14: tells on the consent page who asks, where the answer goes, and what is asked', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('consent-more'));
    await tab.page.getByRole('button', { name: 'Allow' }).waitFor();
    const text = await tab.page.locator('main').innerText();
    for (const said of [
      'marginalia.example',
      'ada@example.org',
      'see your e-mail address new',
      'When you are away',
    ]) {
      assert.ok(text.includes(said), said);
    }
    const weight = (at: number) =>
      tab.page.evaluate(`(() => {
        const button = document.querySelectorAll('.choices .button')[${at}];
        const { backgroundColor, color, fontWeight } = getComputedStyle(button);
        return [button.offsetWidth, button.offsetHeight, backgroundColor, color, fontWeight].join();
      })()`);
    assert.match(String(await weight(0)), /^\d{2,},\d{2,},rgb/);
    assert.equal(await weight(0), await weight(1));
  });

  it('puts the trusted type of the worker at the door: no other policy, no script from text', async () => {
    await using tab = await browser.open();
    await tab.page.goto(server.address('sign-in'));
    await tab.page.locator('h1').waitFor();
    const refused = async (script: string) =>
      tab.page.evaluate(`(() => { try { ${script}; return 'done' } catch (error) { return error.name } })()`);
    assert.equal(await refused("trustedTypes.createPolicy('other', {})"), 'TypeError');
    assert.equal(await refused("new Worker('/assets/other.js')"), 'TypeError');
    assert.equal(await refused("document.body.innerHTML = '<p>'"), 'TypeError');
  });
});

function names(): MockName[] {
  return Object.keys(mocks).filter((name): name is MockName => name in mocks);
}

async function violations(page: Page, all: boolean): Promise<string[]> {
  const runOnly = all ? { type: 'tag', values: RULES } : { type: 'rule', values: RULES_OF_LOOKS };
  const told: unknown = await page.evaluate(
    `axe.run(${JSON.stringify({ runOnly, resultTypes: ['violations'] })})`,
  );
  const { violations: found } = results.parse(told);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What is folded is judged too. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })");
}
