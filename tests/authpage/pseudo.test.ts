import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { type MockName, mocks } from '../../authpage/src/mock.ts';
import { type TestBrowser, type TestPage, launchBrowser } from '../harness/chromium.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { PSEUDO, isWorded, speakPseudo } from './pseudo.ts';

const NARROW = { width: 320, height: 640 };
/** Names of things, the same in every language. */
const NAMES = ['tacet', 'English', 'Nederlands', 'Deutsch', 'Français', 'Español', 'العربية'];
/** What the browser words by itself, from data. */
const REGIONS = new Intl.DisplayNames(PSEUDO, { type: 'region' });
/** A page for developers, in English on purpose. */
const ENGLISH: readonly MockName[] = ['playground'];

describe('the pseudo-locale', () => {
  let server: PagesServer;
  let browser: TestBrowser;
  let tab: TestPage;

  before(async () => {
    server = await servePages();
    browser = await launchBrowser();
    tab = await browser.open({ viewport: NARROW });
    await speakPseudo(tab.page);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  for (const name of Object.keys(mocks).filter(isMock)) {
    it(`finds every text of the view in the dictionary, and room for longer ones: ${name}`, async () => {
      await tab.page.goto(server.address(name, PSEUDO));
      await tab.page.locator('h1').waitFor();
      // A part of the account that is still on its way.
      await tab.page.locator('main > div[aria-busy=true]').waitFor({ state: 'detached' });
      await tab.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })");
      const data = JSON.stringify(mocks[name]).replace(/[\u2068\u2069]/g, '');
      const bare = (await texts(tab.page)).filter((text) => !isWorded(text) && !isData(text, data));
      assert.deepEqual(bare, []);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      assert.equal(await tab.page.evaluate(overflow), 0, 'scrolls sideways');
    });
  }
});

function isMock(name: string): name is MockName {
  return name in mocks && !ENGLISH.some((english) => english === name);
}

/** Comes from the server: written in the data of the page, a time of it, or a name of a thing. */
function isData(text: string, data: string): boolean {
  if (NAMES.includes(text) || !/\p{L}/u.test(text)) return true;
  if (data.includes(JSON.stringify(text).slice(1, -1))) return true;
  const regions = [...data.matchAll(/"country":"([A-Z]{2})"/g)].map(([, region = '']) => region);
  return regions.some((region) => REGIONS.of(region) === text);
}

/** Every text of the page, and every attribute that somebody hears or sees; codes, times and choices are data. */
async function texts(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(`(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (parent.closest('script, noscript, code, [lang=en]:not(html), time, option:not([value=""])')) continue;
      found.push(walk.currentNode.data);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const element of document.querySelectorAll('[' + name + ']')) found.push(element.getAttribute(name));
    found.push(document.title);
    return found.map((text) => text.replace(/[\\u2068\\u2069]/g, '').trim()).filter((text) => text !== '');
  })()`);
  return z.array(z.string()).parse(found);
}
