import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/chromium.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { type ExampleApp, startSpa, startWebApp } from './apps.ts';
import { assertAccessible, createAccount, mailedLink, signIn, textbox } from './walk.ts';

const ADA = { email: 'ada@example.org', name: 'Ada', password: 'the quiet rest between two notes' };

describe('both example apps, in Chromium', () => {
  let server: TestServer;
  let chromium: TestBrowser;
  let spa: ExampleApp;
  let webApp: ExampleApp;
  let tab: TestPage;

  before(async () => {
    [server, chromium] = await Promise.all([startServer(), launchBrowser()]);
    [spa, webApp] = await Promise.all([startSpa(server), startWebApp(server)]);
    tab = await chromium.open();
  });
  after(async () => {
    await chromium[Symbol.asyncDispose]();
    await Promise.all([spa.stop(), webApp.stop()]);
    await server.stop();
  });

  it('takes somebody through sign-up, consent, single sign-on and sign-out', async () => {
    const { page } = tab;
    const status = page.getByRole('status');

    await page.goto(spa.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await createAccount(page, server.issuer, ADA);

    await page.getByRole('heading', { name: 'Example SPA' }).waitFor();
    await assertAccessible(page, 'consent');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(spa.url);
    await status.getByText(`Signed in as ${ADA.email}`).waitFor();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await status.getByText(`Refreshed as ${ADA.email}`).waitFor();

    // Single sign-on: the second app asks for consent, and for nothing else.
    await page.goto(webApp.url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Example web app' }).waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await status.getByText(`Signed in as ${ADA.email}`).waitFor();

    // Remembered: the next time it asks nothing at all.
    await page.context().clearCookies({ name: 'example' });
    await page.goto(webApp.url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await status.getByText(`Signed in as ${ADA.email}`).waitFor();

    await page.getByRole('link', { name: 'Sign out' }).click();
    await status.getByText('Nobody is signed in').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await textbox(page, 'Email').waitFor();
  });

  it('DOD-C08: explains a wrong password, and the right one goes on in the same trip', async () => {
    await using fresh = await chromium.open();
    const { page } = fresh;
    await page.goto(webApp.url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    const trip = page.url();
    await signIn(page, { ...ADA, password: 'not the right password' });
    await page.getByRole('alert').waitFor();
    assert.equal(page.url(), trip);
    await textbox(page, 'Password').fill(ADA.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('status').getByText(`Signed in as ${ADA.email}`).waitFor();
    fresh.assertQuiet();
  });

  it('shows the account: who, and which apps; and signs out', async () => {
    await using fresh = await chromium.open();
    const { page } = fresh;
    await page.goto(`${server.issuer}/account`);
    await signIn(page, ADA);
    await page.getByRole('navigation', { name: 'Your account' }).waitFor();
    await page.getByText(ADA.email).first().waitFor();
    await assertAccessible(page, 'account');
    await page.getByRole('link', { name: 'Apps', exact: true }).click();
    await page.getByText('Example SPA').first().waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    fresh.assertQuiet();
  });

  it('DOD-C17, CF-29: the mailed link changes nothing when it is only opened, and works once', async () => {
    await using fresh = await chromium.open();
    const { page } = fresh;
    const person = { ...ADA, email: 'grace@example.org', name: 'Grace' };
    await page.goto(webApp.url);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await createAccount(page, server.issuer, person);
    await page.getByRole('heading', { name: 'Example web app' }).waitFor();
    await page.goto('about:blank');
    await page.goto(await mailedLink(server.issuer, person.email));
    await page
      .getByRole('alert')
      .or(page.getByRole('heading', { name: /link/i }))
      .first()
      .waitFor();
    assert.equal(await textbox(page, 'Name').count(), 0);
  });
});
