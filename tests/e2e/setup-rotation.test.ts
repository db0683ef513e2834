import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ar } from '../../authpage/src/words/later/ar.ts';
import { en } from '../../authpage/src/words/later/en.ts';
import { words } from '../../authpage/src/words/vault/en.ts';
import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { runningClock } from '../harness/clock.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/server.ts';
import { compromiseSetups, rotateSetup } from '../interaction/renewing.ts';
import { authorizeUrl } from '../interaction/trip.ts';
import { assertAccessible, createAccount, signIn, textbox } from './walk.ts';

const NEW = 'eight loud magpies at dawn';
const POLL_MILLISECONDS = 50;
const POLLS_MAX = 400;

describe('CF-33 a person whose password is older than the keys of the server', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let clientId: string;

  before(async () => {
    server = await startServer({ clock: runningClock(), env: { TACET_THROTTLE_SCALE: '100' } });
    clientId = (await server.client()).client.id;
    browser = await launchBrowser();
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server.stop();
  });

  const setupOf = async ({ id }: Account) => (await server.parts.storage.credentials.ofAccount(id))?.setupId;

  it('signs in as ever after a rotation: no question, and the password moved beside it', async () => {
    const account = await server.account('ada@example.org');
    const current = await rotateSetup(server);
    await using tab = await browser.open();
    await tab.page.goto(authorizeUrl(server, clientId));
    await signIn(tab.page, { email: account.email, password: PASSWORD });
    await tab.page.getByRole('button', { name: 'Allow' }).waitFor();
    for (let poll = 0; (await setupOf(account)) !== current; poll += 1) {
      assert.ok(poll < POLLS_MAX, 'the password moves');
      await pause(POLL_MILLISECONDS);
    }
    tab.assertQuiet();
    assert.ok(
      tab.sent.every((line) => !line.includes(PASSWORD)),
      'the password left the browser',
    );

    await using later = await browser.open();
    await later.page.goto(authorizeUrl(server, clientId));
    await signIn(later.page, { email: account.email, password: PASSWORD });
    await later.page.getByRole('button', { name: 'Allow' }).waitFor();
    assert.ok(later.sent.every((line) => !line.includes('/renewal/')));
  });

  it('CF-38 replaces the key of a vault that hung on a bridge, without loading the page anew', async () => {
    const person = { email: 'grace@example.org', name: 'Grace', password: PASSWORD };
    await using first = await browser.open();
    await first.page.goto(`${server.issuer}/account`);
    await createAccount(first.page, server.issuer, person);
    await first.page.waitForURL(`${server.issuer}/account`);
    const email = parseEmail(person.email) ?? assert.fail('no address');
    const account = (await server.parts.storage.accounts.findByEmail(email)) ?? assert.fail('no account');
    const bridges = async () => (await server.parts.storage.vaultKeys.state(account.id)).current?.bridges;
    assert.deepEqual(await bridges(), []);

    await rotateSetup(server);
    await using tab = await browser.open();
    const { page } = tab;
    await page.goto(`${server.issuer}/account`);
    await signIn(page, person);
    await page.waitForURL(`${server.issuer}/account`);
    for (let poll = 0; (await bridges())?.length !== 1; poll += 1) {
      assert.ok(poll < POLLS_MAX, 'the key is bridged');
      await pause(POLL_MILLISECONDS);
    }

    await page.goto(`${server.issuer}/account/vault`);
    await textbox(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open the vault' }).click();
    await page.getByRole('button', { name: words.vault.replaceTitle }).click();
    assert.deepEqual(await bridges(), [], 'taken down by whoever opened it');
    await textbox(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: words.vault.replaceAct }).click();
    await page.getByRole('button', { name: 'I have kept it' }).waitFor();
    tab.assertQuiet();
  });

  it('signs in as ever when the renewal fails', async () => {
    const account = await server.account('bob@example.org');
    await rotateSetup(server);
    await using tab = await browser.open();
    await tab.page.route('**/renewal/start', (route) => route.abort());
    await tab.page.goto(`${server.issuer}/account`);
    await signIn(tab.page, { email: account.email, password: PASSWORD });
    await tab.page.waitForURL('**/account**');
    await tab.page.getByRole('heading', { level: 1 }).waitFor();
    assert.notEqual(await setupOf(account), server.parts.keyring.currentSetupId);
  });

  it('is led to another password when a thief knows those keys, and not to the same one', async () => {
    const account = await server.account('eve@example.org');
    await compromiseSetups(server);
    await using tab = await browser.open({ viewport: { width: 320, height: 640 } });
    const { page } = tab;
    await page.goto(authorizeUrl(server, clientId));
    await signIn(page, { email: account.email, password: PASSWORD });
    await page.getByText(en.newPassword.compromised).waitFor();
    await assertAccessible(page, 'a compromised password');

    await page.reload(); // nothing of it lies in the page
    const choose = async (password: string) => {
      await textbox(page, 'Password').fill(password);
      await textbox(page, 'Repeat password').fill(password);
      await page.getByRole('button', { name: en.newPassword.save }).click();
    };
    await choose(PASSWORD);
    await page.getByText(en.newPassword.same).waitFor();
    await assertAccessible(page, 'the same password');
    assert.ok(
      tab.sent.every((line) => !line.includes('/password/start')),
      'the server never hears of it',
    );

    await choose(NEW);
    await page.getByRole('button', { name: 'Allow' }).waitFor();
    assert.equal(await setupOf(account), server.parts.keyring.currentSetupId);
    tab.assertQuiet();
  });

  it('reads why in their own language, from right to left as well', async () => {
    const account = await server.account('ali@example.org');
    await compromiseSetups(server);
    await using tab = await browser.open({ locale: 'ar' });
    const { page } = tab;
    await page.goto(authorizeUrl(server, clientId));
    await page.locator('input[type=email]').fill(account.email);
    await page.keyboard.press('Enter');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText(ar.newPassword.compromised).waitFor();
    await assertAccessible(page, 'a compromised password, in Arabic');
  });
});
