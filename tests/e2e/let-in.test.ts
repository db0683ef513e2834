import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runningClock } from '../harness/clock.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { approve, invite } from '../interaction/invited.ts';
import { assertAccessible, createAccount, signIn, textbox } from './walk.ts';

const ADA = { email: 'ada@example.org', name: 'Ada', password: 'the quiet rest between two notes' };
const GUEST = { ...ADA, email: 'guest@example.org', name: 'Guest' };

/** CF-27, as the person sees it who is let in, and who is not yet. */
describe('an account that an operator has a say in', () => {
  let server: TestServer;
  let chromium: TestBrowser;
  before(async () => {
    const env = { TACET_REGISTRATION: 'approval' };
    [server, chromium] = await Promise.all([startServer({ env, clock: runningClock() }), launchBrowser()]);
  });
  after(async () => {
    await chromium[Symbol.asyncDispose]();
    await server.stop();
  });

  it('DOD-C18 waits, says so to whoever signs in, and opens once it was approved', async () => {
    await using tab = await chromium.open();
    const { page } = tab;
    await page.goto(`${server.issuer}/account`);
    await createAccount(page, server.issuer, ADA);
    const waits = page.getByRole('heading', { name: 'Waiting for approval' });
    await waits.waitFor();
    await assertAccessible(page, 'waiting');

    await page.goto(`${server.issuer}/account`);
    await signIn(page, ADA);
    await waits.waitFor();
    assert.equal(await approve(server, ADA.email), true);
    await page.goto(`${server.issuer}/account`);
    await signIn(page, ADA);
    await page.waitForURL(`${server.issuer}/account`);
    tab.assertQuiet();
  });

  it('DOD-C19 an invite leads straight in, and its link says once that it was used', async () => {
    const link = `${server.issuer}/sign-up#${await invite(server, GUEST.email)}`;
    await using tab = await chromium.open();
    const { page } = tab;
    await page.goto(link);
    await textbox(page, 'Name').fill(GUEST.name);
    await textbox(page, 'Password').fill(GUEST.password);
    await textbox(page, 'Repeat password').fill(GUEST.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(`${server.issuer}/account`);

    await using other = await chromium.open();
    await other.page.goto(link);
    await other.page.getByText(/link/i).first().waitFor();
    assert.equal(await textbox(other.page, 'Password').count(), 0);
  });
});
