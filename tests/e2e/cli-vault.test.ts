import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { DEVICE_GRANT } from '../device/both-sides.ts';
import { launchBrowser, type TestBrowser, type TestPage } from '../harness/chromium.ts';
import { runningClock } from '../harness/clock.ts';
import { type ExampleApp, startNotes } from './apps.ts';
import { type Canary, openCanary } from './canary.ts';
import { arrived, inStep, note, write } from './note-form.ts';
import { unlock } from './owner.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { dumpDatabase, dumpRedis, type Place, spellings, traces } from './traces.ts';
import { assertAccessible, createAccount, signIn, textbox } from './walk.ts';

const ADA = { email: 'ada@example.org', name: 'Ada', password: 'the quiet rest between two notes' };
/** What nobody but Ada and her apps may read anywhere. */
const IN_BROWSER = 'Brass lantern behind the clock';
const IN_TERMINAL = 'Herons over the weir at dusk';
const RENAMED = 'Herons under the bridge at dawn';
const TOPIC = 'Attic inventory';
const PROGRAM = 'examples/cli-vault/cli.ts';
const CODE = /type ([A-Z]{4}-[A-Z]{4})$/m;
const POLL_MILLISECONDS = 100;
const NEVER = /eyJ|dc_|rt_|"k"/;

describe('JIRO-R11 JIRO-R12 FP-R07 the same notes from a terminal, by the device grant', () => {
  let canary: Canary;
  let chromium: TestBrowser;
  let app: ExampleApp;
  let laptop: Page;
  let phone: TestPage;
  let clientId = '';
  let home = '';
  const terminals: Terminal[] = [];

  before(async () => {
    [canary, chromium] = await Promise.all([openCanary(runningClock()), launchBrowser()]);
    app = await startNotes(canary.server);
    laptop = canary.page;
    phone = await chromium.open();
    const { client } = await canary.server.client({
      name: 'Notes in a terminal',
      type: 'native',
      authMethod: 'none',
      grantTypes: [DEVICE_GRANT],
      redirectUris: [],
      scopes: ['openid', 'vault:read', 'vault:write'],
      settings: { tacetKeyScopes: ['key:notes'], tacetKeyGroup: 'notes' },
    });
    clientId = client.id;
    home = await mkdtemp(join(tmpdir(), 'tacet-home-'));
  });
  after(async () => {
    await Promise.all(terminals.map((terminal) => terminal.stop()));
    await chromium[Symbol.asyncDispose]();
    await app.stop();
    await canary.stop();
    await rm(home, { recursive: true, force: true });
  });

  const start = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
    const settings = { ISSUER: canary.server.issuer, CLIENT_ID: clientId, HOME: home };
    const terminal = openTerminal([PROGRAM, ...args], { ...settings, ...env });
    terminals.push(terminal);
    return terminal;
  };
  const state = () => join(home, '.local', 'state', 'tacet-notes');
  const reads = async (title: string) => {
    await laptop.goto(app.url);
    await note(laptop, title).waitFor();
  };
  /** The page that asks about it, on the phone. */
  const asked = async (terminal: Terminal, first: (page: Page) => Promise<void> = async () => {}) => {
    const [, code = ''] = await terminal.says(CODE);
    const { page } = phone;
    await page.goto(`${canary.server.issuer}/device`);
    await first(page);
    await textbox(page, 'Code from the device').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: /Notes in a terminal/ }).waitFor();
    return page;
  };

  it('are written in the browser', async () => {
    await laptop.goto(app.url);
    await laptop.getByRole('button', { name: 'Sign in' }).click();
    await createAccount(laptop, canary.server.issuer, ADA);
    await laptop.getByRole('button', { name: 'Allow' }).click();
    await arrived(laptop);
    await write(laptop, IN_BROWSER);
    await inStep(laptop);
  });

  it('are listed, shown, added, changed and deleted, once the phone allowed it and gave the key', async () => {
    const terminal = start();
    const page = await asked(terminal, (there) => signIn(there, ADA));
    await assertAccessible(page, 'a device asks for keys');
    await allow(page);
    phone.assertQuiet();

    const [, id = ''] = await terminal.type('list', new RegExp(`^([0-9a-f]{8})  ${IN_BROWSER}$`, 'm'));
    await terminal.type(`show ${id}`, new RegExp(`^${IN_BROWSER}\nid: ${id}[0-9a-f-]{28}$`, 'm'));

    const [, added = ''] = await terminal.type(`add ${IN_TERMINAL}`, /^added (\S+)$/m);
    await reads(IN_TERMINAL);
    await terminal.type(`title ${added} ${RENAMED}`, /^done$/m);
    await reads(RENAMED);

    // The laptop is faster: what it wrote is neither deleted unread nor lost.
    await change(laptop, IN_BROWSER, 'Topic', TOPIC);
    await terminal.type(`delete ${id}`, /nothing was deleted/);
    await terminal.type(`show ${id}`, new RegExp(`^topic: ${TOPIC}$`, 'm'));
    await change(laptop, IN_BROWSER, 'Due', '2026-11-30');
    await terminal.type(`done ${id}`, /another device changed it meanwhile, and both changes are in it now/);
    await reads(`${IN_BROWSER} · finished · 2026-11-30`);

    await terminal.type(`delete ${added}`, /^deleted$/m);
    await laptop.goto(app.url);
    await inStep(laptop);
    assert.equal(await note(laptop, RENAMED).count(), 0);
    await terminal.type(`show ${added}`, /No note has an id that begins so/);
    await terminal.type(`add ${'x'.repeat(70_000)}`, /too long for the vault/);
    await terminal.type('toast 1', /no such command/);
    await terminal.type('list', new RegExp(`^${id}  ${IN_BROWSER}  finished$`, 'm'));
    assert.equal(await terminal.ended(), 2);
  });

  it('JIRO-R05 JIRO-R12 leave no word with us, and nothing but the name of the key on the computer', async () => {
    const { bytes } = await dumpRedis(canary.redisUrl);
    const [file = '', ...more] = await readdir(state());
    const kept = await readFile(join(state(), file));
    assert.deepEqual(more, []);
    assert.match(kept.toString(), /^\d{10}-[\w-]{22}$/);
    assert.equal((await stat(join(state(), file))).mode & 0o777, 0o600);
    const places: readonly Place[] = [
      { name: 'log', bytes: Buffer.from(canary.log.join('\n')) },
      { name: 'database', bytes: await dumpDatabase(canary.databaseUrl) },
      { name: 'Redis', bytes },
      { name: 'wire', bytes: canary.tap.bytes() },
    ];
    for (const { name, bytes: found } of places) assert.ok(found.length > 2_000, `${name} is not empty`);
    for (const text of [IN_BROWSER, IN_TERMINAL, RENAMED, TOPIC])
      assert.deepEqual(traces(places, spellings(text)), [], text);
    assert.ok(traces(places, spellings('Notes in a terminal')).length > 0, 'it would have found it');

    const wire = canary.tap.bytes().toString('latin1');
    // All that the program sent went by the tap; at its end it took its token back.
    for (const sent of ['POST /device_authorization', 'POST /vault/batch', 'POST /revoke'])
      assert.ok(wire.includes(sent), sent);
    for (const { out, err } of terminals) assert.doesNotMatch(out() + err(), NEVER);
  });

  it('are not read when it is denied or nobody answers, nor with an older key than this computer has seen', async () => {
    const later = join(home, 'later');
    await cp(state(), join(later, 'tacet-notes'), { recursive: true });
    const [file = ''] = await readdir(state());
    await writeFile(join(later, 'tacet-notes', file), `9999999999-${'A'.repeat(22)}`);
    const [denied, waiting] = [start(['list']), start(['list'])];
    const older = start(['list'], { XDG_STATE_HOME: later });

    const page = await asked(denied);
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'Denied' }).waitFor();
    await allow(await asked(older));

    assert.deepEqual([await denied.ended(), denied.out()], [3, '']);
    assert.match(denied.err(), /^You denied it\.$/m);
    assert.deepEqual([await older.ended(), older.out()], [5, '']);
    assert.match(older.err(), /older key than this computer has seen/);

    // Only one still asks. From the answer it has the nonce by which its clock does not matter.
    const from = canary.tap.bytes().length;
    while (!canary.tap.bytes().includes('authorization_pending', from)) await pause(POLL_MILLISECONDS);
    canary.server.clock.turn(601);
    assert.deepEqual([await waiting.ended(), waiting.out()], [4, '']);
    assert.match(waiting.err(), /Nobody allowed it in time/);
  });

  it('are explained by --help, and nobody is asked anything for a command that does not exist', async () => {
    const [help, wrong, nameless] = [start(['--help']), start(['toast']), start(['list'], { CLIENT_ID: '' })];
    assert.equal(await help.ended(), 0);
    assert.match(help.out(), /delete ID/);
    for (const terminal of [wrong, nameless]) {
      assert.equal(await terminal.ended(), 2);
      assert.doesNotMatch(terminal.err(), CODE);
    }
  });
});

async function allow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Allow' }).click();
  await unlock(page, ADA.password);
  await page.getByRole('heading', { name: 'Allowed' }).waitFor();
}

/** Somebody writes into one field of a note on the laptop. */
async function change(page: Page, title: string, field: string, text: string): Promise<void> {
  await note(page, title).click();
  await textbox(page, field).fill(text);
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/vault/batch'));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await (await sent).finished();
}
