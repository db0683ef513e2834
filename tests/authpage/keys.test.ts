import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { compactDecrypt, importJWK } from 'jose';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { mocks } from '../../authpage/src/mock.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { ACCOUNT_ID, type KeysHalf, keysHalf } from './keys-half.ts';
import { TICKET } from './opaque-half.ts';
import { type PagesServer, servePages } from './pages-server.ts';
import { enterPassword, field } from './steps.ts';

const PASSWORD = 'cloud harbour violin';
const OTHER = 'seven quiet boats drift';
/** Of the public key in mock/keys.ts. */
const PRIVATE = { ...mocks.keys.step.order.jwk, d: 'KqttkKE4Mtwrb2VmaaHiQtNDaCsRaC9m1cDHjVuUcso' };
const bundle = z.object({ aud: z.string(), keys: z.record(z.string(), z.object({ k: z.string() })) });

describe('the account key in a browser', () => {
  let half: KeysHalf;
  let server: PagesServer;
  let browser: TestBrowser;

  before(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    half = await keysHalf();
    await server?.[Symbol.asyncDispose]();
    server = await servePages(half.mount);
  });
  after(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  async function signUp(page: Page): Promise<void> {
    await page.goto(`${server.address('sign-up')}#${TICKET}`);
    await chooseName(page);
    await page.waitForURL('**/arrived');
  }

  async function chooseName(page: Page): Promise<void> {
    await field(page, 'Name').fill('Ada');
    await field(page, 'Password').fill(PASSWORD);
    await field(page, 'Repeat password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
  }

  async function delivered(): Promise<string> {
    const { plaintext } = await compactDecrypt(
      half.delivered.at(-1) ?? '',
      await importJWK(PRIVATE, 'ECDH-ES'),
    );
    const told = bundle.parse(JSON.parse(new TextDecoder().decode(plaintext)));
    assert.equal(told.aud, 'marginalia');
    return told.keys['key:notes']?.k ?? '';
  }

  it('JIRO-R01: is made with the account, and no server hears it or the password', async () => {
    await using tab = await browser.open();
    await signUp(tab.page);
    assert.equal(half.changes[0]?.kind, 'first');
    const [header = ''] = half.state.current?.opaque?.split('.') ?? [];
    const told: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
    assert.deepEqual(told, {
      ...{ alg: 'dir', enc: 'A256GCM', typ: 'mk-wrap+jwe', v: 1 },
      ...{ iss: server.origin, sub: ACCOUNT_ID, gen: 1, wrap: 'opaque', ref: '' },
    });
    for (const sent of tab.sent) assert.ok(!sent.includes(PASSWORD));
    tab.assertQuiet();
  });

  it('JIRO-R01 stays open where a sign-up goes on within a trip: no password is asked for, and the address is that of the trip', async () => {
    const { interactionId, expiresAtSeconds, nowSeconds, step } = mocks.keys;
    half.next = { step, trip: { interactionId, expiresAtSeconds, nowSeconds } };
    await using tab = await browser.open();
    await signUp(tab.page);
    assert.match(await delivered(), /^[\w-]{43}$/);
    assert.ok(!tab.sent.some((sent) => sent.includes('/account/keys/login/')), 'no password was asked for');

    // What is on show when it does not open by itself: the address leads back to this trip, and to no mailed ticket.
    await tab.page.route('**/account/keys', (route) => route.abort());
    await tab.page.goto(`${server.address('sign-up')}#${TICKET}`);
    await chooseName(tab.page);
    await tab.page.getByRole('alert').waitFor();
    assert.equal(tab.page.url(), `${server.origin}/interaction/${interactionId}`);
  });

  it('opens by itself where the password was typed on the same page, and gives the app the same keys again', async () => {
    await using tab = await browser.open();
    await signUp(tab.page);
    await enterPassword(tab.page, server, PASSWORD);
    await tab.page.waitForURL('**/arrived');
    const first = await delivered();
    assert.match(first, /^[\w-]{43}$/);
    // Another page, which holds nothing: it asks.
    await tab.page.goto(server.address('keys'));
    await field(tab.page, 'Password').fill('not the password');
    await tab.page.getByRole('button', { name: 'Open the vault' }).click();
    await tab.page.getByRole('alert').waitFor();
    await field(tab.page, 'Password').fill(PASSWORD);
    await tab.page.getByRole('button', { name: 'Open the vault' }).click();
    await tab.page.waitForURL('**/arrived');
    assert.equal(half.delivered.length, 2);
    assert.equal(await delivered(), first);
    tab.assertQuiet();
  });

  it('is never made in silence: an account without one is asked', async () => {
    await using tab = await browser.open();
    await signUp(tab.page);
    const { current: _current, ...none } = half.state;
    half.state = none;
    half.changes.length = 0;
    await using other = await browser.open();
    await enterPassword(other.page, server, PASSWORD);
    const make = other.page.getByRole('button', { name: 'Make my key' });
    await make.waitFor();
    assert.equal(half.changes.length, 0);
    await make.click();
    await other.page.waitForURL('**/arrived');
    assert.equal(half.changes.length, 1);
    assert.match(await delivered(), /^[\w-]{43}$/);
  });

  it('that a server takes back is refused, with no way on but to say no', async () => {
    await using tab = await browser.open();
    await signUp(tab.page);
    const { current: _current, ...none } = half.state;
    half.state = none;
    await enterPassword(tab.page, server, PASSWORD);
    const alert = tab.page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /older vault key than this browser has seen/);
    assert.equal(await tab.page.getByRole('button', { name: 'Make my key' }).count(), 0);
    await tab.page.getByRole('button', { name: 'Deny' }).waitFor();
  });

  it('JIRO-R04: goes along with a new password, and opens with that one alone', async () => {
    await using tab = await browser.open();
    await signUp(tab.page);
    await enterPassword(tab.page, server, PASSWORD);
    await tab.page.waitForURL('**/arrived');
    const first = await delivered();
    await tab.page.goto(server.address('new-password-change'));
    // This page did not see the sign-in: it asks.
    await field(tab.page, 'Password').fill(PASSWORD);
    await tab.page.getByRole('button', { name: 'Open the vault' }).click();
    await field(tab.page, 'Repeat password').fill(OTHER);
    await field(tab.page, 'Password').fill(OTHER);
    await tab.page.getByRole('button', { name: 'Save password' }).click();
    await tab.page.waitForURL('**/arrived');
    assert.equal(half.changes.at(-1)?.kind, 'rewrap');
    await tab.page.goto(server.address('keys'));
    await field(tab.page, 'Password').fill(OTHER);
    await tab.page.getByRole('button', { name: 'Open the vault' }).click();
    await tab.page.waitForURL('**/arrived');
    assert.equal(await delivered(), first);
  });

  it('JIRO-R05: is locked by a reset only after somebody said so, and another takes its place', async () => {
    await using tab = await browser.open();
    await signUp(tab.page);
    half.signedIn = false;
    half.next = { step: mocks.keys.step };
    await tab.page.goto(server.address('new-password-reset'));
    await tab.page.getByText('Your vault will be locked').waitFor();
    // None was made: there is nothing to type.
    assert.equal(await field(tab.page, 'Recovery key').count(), 0);
    await field(tab.page, 'Password').fill(OTHER);
    await field(tab.page, 'Repeat password').fill(OTHER);
    await tab.page.getByRole('button', { name: 'Save password' }).click();
    await tab.page.getByText('Open the vault with a passkey, if there is one').waitFor();
    assert.equal(half.changes.length, 1);
    await tab.page.getByRole('checkbox', { name: 'Go on without my vault' }).check();
    await tab.page.getByRole('button', { name: 'Save password' }).click();
    await tab.page.waitForURL('**/arrived');
    const change = half.changes.at(-1);
    assert.ok(change?.kind === 'restart');
    assert.equal(change.generation, 2);
    // An app that asked for keys gets those of the new one in the same trip, without another question.
    assert.match(await delivered(), /^[\w-]{43}$/);
    assert.ok(!tab.sent.some((sent) => sent.includes('/account/keys/login/')));
  });

  it('JIRO-R05: outlives a reset with its recovery key, which is spent, and the next one is shown', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await signUp(page);
    await page.goto(server.address('account-vault'));
    await field(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open the vault' }).click();
    await page.getByRole('button', { name: 'Make a recovery key' }).click();
    const groups = page.locator('.codes code');
    await groups.first().waitFor();
    const text = (await groups.allInnerTexts()).join('-');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByText('Made on').waitFor();

    half.signedIn = false;
    await page.goto(server.address('new-password-reset'));
    await field(page, 'Recovery key').fill(text);
    await field(page, 'Password').fill(OTHER);
    await field(page, 'Repeat password').fill(OTHER);
    await page.getByRole('button', { name: 'Save password' }).click();
    await groups.first().waitFor();
    assert.notEqual((await groups.allInnerTexts()).join('-'), text);
    const change = half.changes.at(-1);
    assert.ok(change?.kind === 'rewrap' && change.recovery);
    assert.equal(change.generation, 1);
    for (const sent of tab.sent) assert.ok(!sent.includes(text.slice(0, 11)));
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.waitForURL('**/arrived');
  });
});
