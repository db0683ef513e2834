import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interactionCalls } from '../../contract/interaction.ts';
import { pageCall } from '../../server/http/page-call.ts';
import { ProblemError } from '../../server/http/problem-error.ts';
import { launchBrowser } from '../harness/chromium.ts';
import { servePages } from './pages-server.ts';
import { enterPassword, field, poll } from './steps.ts';

const PASSWORD = 'cloud harbour violin 47';

describe('a sign-in that the server refuses', () => {
  const cases: readonly [string, ProblemError, RegExp][] = [
    [
      'too many tries, with the time to wait',
      new ProblemError('too_many_attempts', { retryAfterSeconds: 290 }),
      /Wait 5 minutes, then try again \(from \d+:\d\d/,
    ],
    ['a part that is down', new ProblemError('unavailable'), /Try again in a moment\./],
    ['a bug of ours', new ProblemError('server_error'), /Nothing you did\./],
  ];
  for (const [name, problem, text] of cases) {
    it(`puts into words: ${name}`, async () => {
      await using server = await servePages((router, web) => {
        const start = '/interaction/:id/login/start';
        pageCall(router, web, start, interactionCalls[start], async () => Promise.reject(problem));
      });
      await using browser = await launchBrowser();
      await using tab = await browser.open();
      await enterPassword(tab.page, server, PASSWORD);
      const alert = tab.page.getByRole('alert');
      await alert.waitFor();
      assert.match(await alert.innerText(), text);
      assert.equal(await field(tab.page, 'Password').inputValue(), PASSWORD);
    });
  }

  it('leads back into the same request when the trip is over', async () => {
    await using server = await servePages((router, web) => {
      const start = '/interaction/:id/login/start';
      const over = new ProblemError('interaction_expired', { restartUrl: '/arrived' });
      pageCall(router, web, start, interactionCalls[start], async () => Promise.reject(over));
    });
    await using browser = await launchBrowser();
    await using tab = await browser.open();
    await enterPassword(tab.page, server, PASSWORD);
    await tab.page.getByRole('link', { name: 'Start again' }).click();
    await tab.page.waitForURL('**/arrived');
  });

  it('does not take a lost connection for a wrong password', async () => {
    await using server = await servePages();
    await using browser = await launchBrowser();
    await using tab = await browser.open();
    await tab.page.goto(server.address('sign-in-again'));
    await field(tab.page, 'Password').fill(PASSWORD);
    await poll(() => tab.page.workers().length === 1);
    await tab.page.context().setOffline(true);
    await tab.page.keyboard.press('Enter');
    const alert = tab.page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /could not be reached; nothing was judged/);
  });
});
