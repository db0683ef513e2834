import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { launchBrowser } from '../harness/chromium.ts';
import { factorHalf } from './factor-half.ts';
import { servePages } from './pages-server.ts';
import { enterPassword, field, poll } from './steps.ts';

describe('two tabs', () => {
  it('tells the tab that is behind that another one went on, and shows what is due when asked', async () => {
    const half = factorHalf();
    await using server = await servePages(half.mount);
    await using browser = await launchBrowser();
    await using first = await browser.open();
    const second = await first.page.context().newPage();
    for (const page of [first.page, second]) {
      await page.goto(server.address('factor-totp'));
      await field(page, 'Code').waitFor();
    }
    await field(second, 'Code').fill('12');
    await field(first.page, 'Code').fill('123456');
    await first.page.keyboard.press('Enter');
    await second.getByText('You went on in another tab.').waitFor();
    // Nothing is taken from under the hands of somebody who types.
    assert.equal(await field(second, 'Code').inputValue(), '12');
    const loaded = second.waitForEvent('load');
    await second.getByRole('button', { name: 'Continue' }).first().click();
    await loaded;
  });

  it('asks the server what is due when a call is refused because the step is over', async () => {
    await using server = await servePages((router, web) => {
      const start = '/interaction/:id/login/start';
      const over = new ProblemError('interaction_expired');
      pageCall(router, web, start, interactionCalls[start], async () => Promise.reject(over));
    });
    await using browser = await launchBrowser();
    await using tab = await browser.open();
    let loads = 0;
    tab.page.on('load', () => (loads += 1));
    await enterPassword(tab.page, server, 'cloud harbour violin 47');
    await poll(() => loads === 2);

    // Refused once more, it says so: nothing goes round in circles.
    await field(tab.page, 'Email').fill('ada@example.org');
    await tab.page.keyboard.press('Enter');
    await field(tab.page, 'Password').fill('cloud harbour violin 47');
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('heading', { name: 'This page has expired' }).waitFor();
    assert.equal(loads, 2);
  });
});
