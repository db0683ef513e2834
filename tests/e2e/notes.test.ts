import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/chromium.ts';
import { runningClock } from '../harness/clock.ts';
import { type ExampleApp, startNotes } from './apps.ts';
import { type Canary, openCanary } from './canary.ts';
import { arrived, COMMENT, inStep, note, readTask, save, TASK, write, writeTask } from './note-form.ts';
import { choose, keptKey, plugIn, unlock, useBackupCode, usePasskey } from './owner.ts';
import { ownerSecrets, recoveryBytes } from './owner-secrets.ts';
import { dumpDatabase, dumpRedis, type Place, spellings, spellingsOfBytes, traces } from './traces.ts';
import { assertAccessible, createAccount, mailedLink, signIn, textbox } from './walk.ts';

const ADA = { email: 'ada@example.org', name: 'Ada', password: 'the quiet rest between two notes' };
const SECOND = 'another rest, of four bars and a half';
const THIRD = 'a third one, after all was forgotten';
/** What nobody but Ada and the app may read anywhere. */
const WRITTEN = ['Brass lantern behind the clock', 'Herons over the weir at dusk', 'Quinces in the cellar'];
const [FIRST_NOTE = '', ON_THE_PHONE = '', OFFLINE = ''] = WRITTEN;

/** What a notes app needs of somebody's own identity provider, and of no other: two devices, a new password, a lost one. */
describe('JIRO-R11 JIRO-R12 CF-04 FP-R07 notes that only their owner can read, in Chromium', () => {
  let canary: Canary;
  let chromium: TestBrowser;
  let app: ExampleApp;
  let laptop: Page;
  let phone: TestPage;
  let recoveryKey = '';
  let backupCodes: readonly string[] = [];
  let touch: (enabled: boolean) => Promise<unknown>;
  const sent: string[] = [];
  const said: string[] = [];
  const secrets = new Map<string, Buffer>();

  before(async () => {
    [canary, chromium] = await Promise.all([openCanary(runningClock()), launchBrowser()]);
    app = await startNotes(canary.server);
    laptop = canary.page;
    phone = await chromium.open();
    for (const page of [laptop, phone.page]) {
      page.context().on('request', (request) => {
        sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`);
      });
      page.context().on('console', (message) => said.push(message.text()));
    }
    touch = await plugIn(phone.page);
  });
  after(async () => {
    await chromium[Symbol.asyncDispose]();
    await app.stop();
    await canary.stop();
  });

  /** What the devices of Ada have now. */
  async function noteSecrets(when: string, password: string): Promise<void> {
    const found = await ownerSecrets(canary, { ...ADA, password }, { keyGroup: 'notes', scope: 'key:notes' });
    for (const [name, bytes] of found) secrets.set(`${name} ${when}`, bytes);
  }

  /** What the pages of the server keep in either browser. The app has its key, and may. */
  async function ourStorage(): Promise<Buffer> {
    const stored = await Promise.all(
      [laptop, phone.page].map((page) => page.context().storageState({ indexedDB: true })),
    );
    const ours = stored
      .flatMap(({ origins }) => origins)
      .filter(({ origin }) => origin === canary.server.issuer);
    return Buffer.from(JSON.stringify(ours));
  }

  it('signs up from the app, allows it, and writes the first note', async () => {
    await laptop.goto(app.url);
    await laptop.getByRole('button', { name: 'Sign in' }).click();
    await createAccount(laptop, canary.server.issuer, ADA);
    await laptop.getByRole('heading', { name: 'Example notes' }).waitFor();
    await assertAccessible(laptop, 'consent to a key');
    await laptop.getByRole('button', { name: 'Allow' }).click();
    // The page of the mailed link went on with the trip, and holds what opens the vault: no password is asked for.
    await arrived(laptop);
    assert.equal(sent.filter((request) => request.includes('/account/keys/login/')).length, 0);
    await write(laptop, FIRST_NOTE);
    await inStep(laptop);
    await noteSecrets('of the sign-up', ADA.password);
  });

  it('finds it on a phone, which may open the vault with its passkey from then on', async () => {
    const { page } = phone;
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signIn(page, ADA);
    // What was allowed on the laptop is allowed; the key opens with the password that was just typed.
    await arrived(page);
    await note(page, FIRST_NOTE).waitFor();

    await page.goto(`${canary.server.issuer}/account/security`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await textbox(page, 'Name').fill('Phone');
    await page.getByRole('button', { name: 'Create a passkey' }).click();
    await page.getByRole('listitem').locator('code').first().waitFor();
    backupCodes = await page.getByRole('listitem').locator('code').allInnerTexts();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();

    await page.goto(`${canary.server.issuer}/account/vault`);
    await unlock(page, ADA.password);
    await page.getByRole('button', { name: /^Turn on/ }).click();
    await page.getByRole('button', { name: /^Turn off/ }).waitFor();
    await page.getByRole('button', { name: 'Make a recovery key' }).click();
    recoveryKey = await keptKey(page);
    await assertAccessible(page, 'vault');
  });

  it('CF-04 is a new phone, knows nothing, and opens the notes with the passkey alone', async () => {
    const { page } = phone;
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Forget this device' }).click();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await usePasskey(page);
    await arrived(page);
    await note(page, FIRST_NOTE).waitFor();
    await write(page, ON_THE_PHONE);
    await inStep(page);
  });

  it('JIRO-C07 CF-38 FP-N06 changes the password on the phone, and the laptop reads on with the new one', async () => {
    const { page } = phone;
    await page.goto(`${canary.server.issuer}/account/security`);
    await page.getByRole('button', { name: 'Change password' }).click();
    await usePasskey(page);
    await choose(page, SECOND);
    await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();

    await laptop.goto(app.url);
    await laptop.getByRole('button', { name: 'Forget this device' }).click();
    await laptop.context().clearCookies();
    await laptop.getByRole('button', { name: 'Sign in' }).click();
    await signIn(laptop, { ...ADA, password: SECOND });
    await useBackupCode(laptop, backupCodes[0] ?? '');
    await arrived(laptop);
    await note(laptop, ON_THE_PHONE).waitFor();
    await noteSecrets('of the second password', SECOND);
  });

  it('JIRO-R20 JIRO-C13 keeps a whole task, which both change at a time, and neither loses a word', async () => {
    const { page } = phone;
    await writeTask(laptop);
    await inStep(laptop);
    await page.goto(app.url);
    await note(page, TASK.Title).waitFor();
    await readTask(page);
    // While the phone shows it, the laptop says more and ticks something off.
    await laptop.getByLabel('Comment', { exact: true }).fill(COMMENT);
    await laptop.getByLabel('To-dos, one a line').fill('[x] Buy pitch\n[x] Find the planks');
    await save(laptop);
    await inStep(laptop);
    await note(page, TASK.Title).waitFor();
    await page.getByLabel('Status').selectOption('needs review');
    await save(page);
    await inStep(page);
    await laptop.goto(app.url);
    await note(laptop, `${TASK.Title} · needs review`).waitFor();
    await readTask(laptop, {
      Status: 'needs review',
      'To-dos, one a line': '[x] Buy pitch\n[x] Find the planks',
    });
    await laptop.getByRole('list', { name: 'Comments' }).getByText(COMMENT).waitFor();

    await laptop.getByRole('button', { name: 'Delete' }).click();
    await inStep(laptop);
    await page.goto(app.url);
    await note(page, FIRST_NOTE).waitFor();
    await inStep(page);
    await assert.doesNotReject(note(page, TASK.Title).waitFor({ state: 'detached' }));
  });

  it('reads and writes without a network, and both devices are in step when there is one again', async () => {
    const { page } = phone;
    await laptop.context().setOffline(true);
    await write(laptop, OFFLINE);
    await laptop.getByRole('status').getByText('Not in step: 1 to send').waitFor();
    await laptop.context().setOffline(false);
    await inStep(laptop);
    await page.goto(app.url);
    await note(page, OFFLINE).waitFor();
  });

  it('JIRO-R06 CF-03 loses the password, uses the recovery key, and the notes are there', async () => {
    const { page } = phone;
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Forget this device' }).click();
    await page.context().clearCookies();
    await touch(false);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await textbox(page, 'Email').fill(ADA.email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Forgot password?' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    await page.goto(await mailedLink(canary.server.issuer, ADA.email));
    await page.getByRole('button', { name: 'Continue' }).click();
    // With the passkey the vault would open by itself.
    await useBackupCode(page, backupCodes[1] ?? '');
    await textbox(page, 'Recovery key').fill(recoveryKey);
    await choose(page, THIRD);
    assert.notEqual(await keptKey(page), recoveryKey);
    await arrived(page);
    for (const title of WRITTEN) await note(page, title).waitFor();
    await noteSecrets('of the third password', THIRD);
  });

  it('JIRO-R05 JIRO-R12 JIRO-N01 CF-02 leaves no word and no key with us: not on the wire, in the log, in the database, in Redis, in storage', async () => {
    const { bytes } = await dumpRedis(canary.redisUrl);
    const places: readonly Place[] = [
      { name: 'log', bytes: Buffer.from(canary.log.join('\n')) },
      { name: 'database', bytes: await dumpDatabase(canary.databaseUrl) },
      { name: 'Redis', bytes },
      { name: 'wire', bytes: canary.tap.bytes() },
      { name: 'requests', bytes: Buffer.from(sent.join('\n')) },
      { name: 'console', bytes: Buffer.from(said.join('\n')) },
      { name: 'storage of our pages', bytes: await ourStorage() },
    ];
    for (const { name, bytes: found } of places.slice(0, 5))
      assert.ok(found.length > 2_000, `${name} is not empty`);
    const groups = recoveryKey.split(/\s+/);
    assert.equal(groups.length, 8);
    for (const text of [...WRITTEN, TASK.Text, COMMENT, recoveryKey, groups.join(''), groups.join('-')])
      assert.deepEqual(traces(places, spellings(text)), [], text);
    assert.ok(traces(places, spellings(ADA.email)).length > 0, 'it would have found it');

    assert.equal(secrets.size, 9);
    secrets.set('recovery key', recoveryBytes(recoveryKey));
    const different = new Set([...secrets.values()].map((bytes) => bytes.toString('hex')));
    // Three passwords, one account key and one key of the app: neither a new password nor a lost one changed them.
    assert.equal(different.size, 6);
    for (const [name, bytes] of secrets) {
      assert.ok(bytes.length >= 20, name);
      assert.deepEqual(traces(places, spellingsOfBytes(bytes)), [], name);
      const written = {
        name: 'control',
        bytes: Buffer.from(JSON.stringify({ k: bytes.toString('base64url') })),
      };
      assert.ok(traces([written], spellingsOfBytes(bytes)).length > 0, 'it would have found it');
    }
  });
});
