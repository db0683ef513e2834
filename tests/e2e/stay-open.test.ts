import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { words } from '../../authpage/src/words/keys/en.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/chromium.ts';
import { runningClock } from '../harness/clock.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { assertAccessible, createAccount, textbox } from './walk.ts';

const ADA = { email: 'ada@example.org', name: 'Ada', password: 'the quiet rest between two notes' };

describe('opaque.md 5.2 a vault that stays open on a device until its owner signs out, in Chromium', () => {
  let server: TestServer;
  let chromium: TestBrowser;
  let tab: TestPage;
  let page: Page;

  before(async () => {
    const env = { TACET_THROTTLE_SCALE: '100' };
    [server, chromium] = await Promise.all([startServer({ env, clock: runningClock() }), launchBrowser()]);
    tab = await chromium.open();
    page = tab.page;
    await page.goto(`${server.issuer}/account`);
    await createAccount(page, server.issuer, ADA);
    await page.waitForURL(`${server.issuer}/account`);
    await addPasskeyWithoutKey();
  });
  after(async () => {
    await tab[Symbol.asyncDispose]();
    await chromium[Symbol.asyncDispose]();
    await server.stop();
  });

  const open = () => page.getByRole('button', { name: 'Lock now' });
  const stay = () => page.getByRole('checkbox', { name: words.unlock.stay });
  const visit = () => page.goto(`${server.issuer}/account/vault`);
  const rows = () => rowsOf(server.databaseUrl, 'select share, jwe from device_wrap');
  async function unlock(stays: boolean): Promise<void> {
    await textbox(page, 'Password').fill(ADA.password);
    if (stays) await stay().check();
    await page.getByRole('button', { name: words.unlock.open }).click();
    await open().waitFor();
  }
  async function isLocked(): Promise<void> {
    await visit();
    await stay().waitFor();
    assert.equal(await stay().isChecked(), false);
    assert.equal(await open().count(), 0);
  }

  it('is asked for each time by whoever does not want that', async () => {
    await isLocked();
    await assertAccessible(page, 'a locked vault');
    await unlock(false);
    await isLocked();
    assert.deepEqual(await rows(), []);
  });

  it('opens on the next page without a password, with a key that no script can read', async () => {
    await unlock(true);
    await page.getByText(words.unlock.staysOpen).waitFor();
    const before = tab.sent.length;
    await page.reload();
    await open().waitFor();
    await page.getByText(words.unlock.staysOpen).waitFor();
    const since = tab.sent.slice(before);
    assert.ok(!since.some((sent) => sent.includes('/account/keys/login/')), 'no password was asked for');
    assert.deepEqual(await deviceKeys(), [{ name: 'HKDF', extractable: false, shown: 'NotSupportedError' }]);
    assert.equal((await rows()).length, 1);
    await assertAccessible(page, 'a vault that stays open');
  });

  it('is locked on this device by its owner', async () => {
    await open().click();
    await stay().waitFor();
    assert.deepEqual([await deviceKeys(), await rows()], [[], []]);
    await isLocked();
  });

  it('is locked again after a sign-out, for a passkey that opens the account and derives no key', async () => {
    await unlock(true);
    await page.getByText(words.unlock.staysOpen).waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    assert.deepEqual([await deviceKeys(), await rows()], [[], []]);

    await page.goto(`${server.issuer}/account/vault`);
    const passkey = page.getByRole('button', { name: 'Sign in with a passkey' });
    // Unless the browser was faster: it offers the passkey by itself.
    await passkey.or(stay()).first().waitFor();
    await passkey.click({ timeout: 2_000 }).catch(() => undefined);
    await stay().waitFor();
    await isLocked();
    tab.assertQuiet();
  });

  it('does not open for a thief of the disk who has another session, or none', async () => {
    await unlock(true);
    await page.getByText(words.unlock.staysOpen).waitFor();
    const email = parseEmail(ADA.email) ?? assert.fail('no address');
    const account = await server.parts.storage.accounts.findByEmail(email);
    const [session] = await server.parts.storage.sessions.list(account?.id ?? '', server.clock.nowSeconds());
    const end = { kind: 'session.ended', atSeconds: server.clock.nowSeconds() } as const;
    await server.parts.storage.sessions.end(account?.id ?? '', session?.id ?? '', end);
    assert.equal((await deviceKeys()).length, 1, 'what the browser keeps is still there');
    assert.deepEqual(await rows(), []);
    await page.goto(`${server.issuer}/account/vault`);
    // Asked who they are; or the browser offered the passkey by itself, and it is another session.
    await textbox(page, 'Email').or(stay()).first().waitFor();
    assert.equal(await open().count(), 0);
  });

  /** A second way to sign in that opens no vault. */
  async function addPasskeyWithoutKey(): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal' },
        ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf: false },
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${server.issuer}/account/security`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await textbox(page, 'Name').fill('Old key');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByRole('listitem').locator('code').first().waitFor();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
  }

  /** What lies in the storage of the browser, and what a script gets that wants to read it. */
  function deviceKeys(): Promise<unknown[]> {
    return page.evaluate(async () => {
      const done = (request: IDBRequest | IDBOpenDBRequest) =>
        new Promise<void>((resolve) => {
          request.addEventListener('success', () => resolve());
        });
      const known = await indexedDB.databases();
      if (!known.some(({ name }) => name === 'tacet-device')) return [];
      const opening = indexedDB.open('tacet-device');
      await done(opening);
      const all = opening.result.transaction('keys').objectStore('keys').getAll();
      await done(all);
      opening.result.close();
      return Promise.all(
        all.result.map(async ({ key }: { key: CryptoKey }) => ({
          ...{ name: key.algorithm.name, extractable: key.extractable },
          shown: await crypto.subtle.exportKey('raw', key).then(
            () => 'its bytes',
            (error: DOMException) => error.name,
          ),
        })),
      );
    });
  }
});
