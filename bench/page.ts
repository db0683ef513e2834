import { chromium, type Page } from 'playwright-core';
import { startServer } from '../tests/harness/server.ts';

/** A phone of some years ago in a train: a quarter of this machine, 1.6 Mbit/s, 150 ms there and back. */
const SLOWDOWN = 4;
const BYTES_PER_SECOND = 1_600_000 / 8;
const LATENCY_MILLISECONDS = 150;
const RUNS = 7;
const READY_MILLISECONDS_MAX = 1_600;

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

/**
 * How long the sign-in page takes until somebody can type: from the navigation to the moment at which the e-mail field
 * stands there and has the focus. A fresh browser each time, nothing cached.
 */
const server = await startServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ARGUMENTS,
});
const times: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await slowDown(page);
  times.push(await readyAfter(page, `${server.issuer}/account`));
  await context.close();
}
await browser.close();
await server.stop();

times.sort((left, right) => left - right);
const median = times[Math.floor(RUNS / 2)] ?? 0;
const list = times.map((time) => Math.round(time)).join(', ');
process.stdout.write(
  `sign-in page at ${SLOWDOWN}× slower, 1.6 Mbit/s, ${LATENCY_MILLISECONDS} ms: ready for input after ` +
    `${Math.round(median)} ms (median of ${RUNS}: ${list}); bar ${READY_MILLISECONDS_MAX} ms\n`,
);
process.exitCode = median <= READY_MILLISECONDS_MAX ? 0 : 1;

async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MILLISECONDS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
}

/** Told by the page's own clock, which begins with the navigation: redirects count, and the driver does not. */
async function readyAfter(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      const field = document.querySelector('input[type="email"]');
      if (field === null || document.activeElement !== field) return;
      Reflect.set(globalThis, 'readyAt', performance.now());
      watch.disconnect();
      removeEventListener('focusin', look);
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
    addEventListener('focusin', look);
  });
  await page.goto(url);
  await page.waitForFunction(() => Reflect.has(globalThis, 'readyAt'));
  return Number(await page.evaluate(() => Reflect.get(globalThis, 'readyAt')));
}
