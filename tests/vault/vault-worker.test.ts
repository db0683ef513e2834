import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { client, ready, server } from '@serenity-kit/opaque';
import type { Page, Worker } from 'playwright-core';
import {
  CURRENT_KSF,
  OPAQUE_IDENTIFIERS,
  keyStretchings,
  preparePassword,
} from '../../contract/opaque-parameters.ts';
import { assetPolicy } from '../../server/http/security-headers.ts';
import { PAGES_FOLDER, openAssets } from '../../server/http/assets.ts';
import { type PagesServer, servePages } from '../authpage/pages-server.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { derivations, headers } from './independent/formats.ts';
import { openDirect } from './independent/jwe.ts';
import { un64 } from './independent/primitives.ts';

const PASSWORD = 'cloud harbour violin 47';
const owner = { issuer: 'https://id.example', accountId: 'acc_1' };
const ASSETS = join(PAGES_FOLDER, 'assets');
const named = (pattern: RegExp) => {
  const [name, ...more] = readdirSync(ASSETS).filter((each) => pattern.test(each));
  assert.deepEqual(more, []);
  return name ?? assert.fail(String(pattern));
};

describe('the vault worker as it is built', () => {
  const name = named(/^vault-worker-[\w-]+\.js$/);
  const text = readFileSync(join(ASSETS, name), 'utf8');

  it('is one file that imports nothing, without WebAssembly and without a network call', () => {
    assert.doesNotMatch(text, /\bimport\b\s*[({"'*]|WebAssembly|\bfetch\(|XMLHttpRequest|WebSocket/);
  });

  it('is not in what a page loads first, nor started by itself', () => {
    const assets = openAssets();
    for (const entry of ['sign-in', 'account', 'playground'] as const) {
      const { script, preloads, worker } = assets.entry(entry);
      const urls = [script, ...preloads].map(({ url }) => url);
      assert.ok(![...urls, worker].some((url) => url?.includes('vault-worker')), entry);
      for (const url of urls) {
        const first = readFileSync(join(PAGES_FOLDER, url), 'utf8');
        assert.doesNotMatch(first, /mk-wrap\+jwe|account-key-proof/, url);
      }
    }
  });

  it('DOD-S13 gets no WebAssembly, and no source at all', () => {
    assert.equal(assetPolicy(`/assets/${name}`), "default-src 'none'");
  });
});

describe('the vault worker in a browser', () => {
  let pages: PagesServer;
  let browser: TestBrowser;
  const setup = { value: '' };

  before(async () => {
    await ready;
    setup.value = server.createSetup();
    pages = await servePages();
    browser = await launchBrowser();
  });

  after(async () => {
    await browser[Symbol.asyncDispose]();
    await pages[Symbol.asyncDispose]();
  });

  /** A real page with its real policies, and both workers under its one Trusted Types policy. */
  async function open(page: Page): Promise<Worker> {
    await page.addInitScript(() => {
      const factory = Reflect.get(globalThis, 'trustedTypes');
      const make = factory.createPolicy.bind(factory);
      factory.createPolicy = (name: string, rules: object) => {
        const policy = make(name, rules);
        Object.assign(globalThis, { policy });
        return policy;
      };
    });
    await page.goto(pages.address('sign-in'));
    await page.waitForFunction(() => 'policy' in globalThis);
    const urls = { opaque: named(/^worker-[\w-]+\.js$/), vault: named(/^vault-worker-[\w-]+\.js$/) };
    const started = page.waitForEvent('worker', (worker) => worker.url().includes('vault-worker'));
    await page.evaluate((files) => {
      const [policy, Made] = ['policy', 'Worker'].map((name) => Reflect.get(globalThis, name));
      const start = (file: string): MessagePort =>
        new Made(policy.createScriptURL(`/assets/${file}`), { type: 'module' });
      const next = (worker: MessagePort, message: object, ports: MessagePort[]) =>
        new Promise((resolve) => {
          worker.addEventListener('message', ({ data }: MessageEvent) => resolve(data), { once: true });
          worker.postMessage(message, ports);
        });
      const workers = { opaque: start(files.opaque), vault: start(files.vault) };
      Object.assign(globalThis, {
        askOpaque: (message: object) => next(workers.opaque, message, []),
        askVault: (kind: string, input: object) => next(workers.vault, { id: 1, kind, input }, []),
        handOver: async (message: object, kind: string) => {
          const { port1, port2 } = new MessageChannel();
          const input = { kind, port: port1 };
          const taken = next(workers.vault, { id: 2, kind: 'take-export', input }, [port1]);
          const answer = await next(workers.opaque, { ...message, exportTo: port2 }, [port2]);
          return { answer, taken: await taken };
        },
      });
    }, urls);
    return started;
  }

  const call = (page: Page, name: string, ...input: unknown[]) =>
    page.evaluate(
      ([called, rest]) => Reflect.get(globalThis, String(called))(...Object(rest)),
      [name, input],
    );

  it('JIRO-R12 FP-R07 takes export keys past the page, and opens what only the password opens', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    await open(page);
    const userIdentifier = 'someone';
    const begun = await call(page, 'askOpaque', { kind: 'start-registration', password: PASSWORD });
    const { registrationRequest } = begun.value;
    const { registrationResponse } = server.createRegistrationResponse({
      serverSetup: setup.value,
      userIdentifier,
      registrationRequest,
    });
    const ksfId = CURRENT_KSF;
    const finish = { kind: 'finish-registration', registrationResponse, ksfId };
    const { answer, taken } = await call(page, 'handOver', finish, 'chosen');
    assert.deepEqual(Object.keys(answer.value), ['registrationRecord']);
    assert.deepEqual(taken, { id: 2, ok: true, value: { taken: true } });
    const made = await call(page, 'askVault', 'make', { ...owner, generation: 1 });
    const { opaque } = made.value;

    const { registrationRecord } = answer.value;
    const login = async (password: string) => {
      const { value } = await call(page, 'askOpaque', { kind: 'start-login', password });
      const { loginResponse } = server.startLogin({
        serverSetup: setup.value,
        userIdentifier,
        registrationRecord,
        startLoginRequest: value.startLoginRequest,
        identifiers: OPAQUE_IDENTIFIERS,
      });
      return call(page, 'handOver', { kind: 'finish-login', loginResponse, ksfId }, 'proved');
    };
    const wrong = await login('not the right one');
    assert.deepEqual(
      [wrong.answer.value.finishLoginRequest, wrong.taken.value],
      [undefined, { taken: false }],
    );
    const unopened = await call(page, 'askVault', 'open-password', {
      ...owner,
      generation: 1,
      opaque,
      bridges: [],
    });
    assert.deepEqual(unopened, { id: 1, ok: false, reason: 'locked' });
    const right = await login(PASSWORD);
    assert.deepEqual(Object.keys(right.answer.value), ['finishLoginRequest']);
    const opened = await call(page, 'askVault', 'open-password', {
      ...owner,
      generation: 1,
      opaque,
      bridges: [],
    });
    assert.deepEqual(opened.value, { opened: true });

    // The same password by hand: the wrap is under its export key, which the page never had.
    const started = client.startLogin({ password: preparePassword(PASSWORD) });
    const { loginResponse } = server.startLogin({
      serverSetup: setup.value,
      userIdentifier,
      registrationRecord,
      startLoginRequest: started.startLoginRequest,
      identifiers: OPAQUE_IDENTIFIERS,
    });
    const finished = client.finishLogin({
      password: preparePassword(PASSWORD),
      clientLoginState: started.clientLoginState,
      loginResponse,
      identifiers: OPAQUE_IDENTIFIERS,
      keyStretching: keyStretchings[ksfId],
    });
    const who = { iss: owner.issuer, sub: owner.accountId };
    const kek = derivations.exportKek(who, un64(finished?.exportKey ?? ''));
    assert.equal(openDirect(opaque, headers.wrap(who, 1, 'opaque'), kek).length, 32);
    assert.ok(
      !JSON.stringify([begun, answer, taken, made, wrong, right, opened]).includes(finished?.exportKey ?? ''),
    );
  });

  it('reaches nobody but its page: no request, no import, no WebAssembly, no worker of another address', async () => {
    await using tab = await browser.open();
    const { page } = tab;
    const answered: string[] = [];
    page.context().on('response', (response) => answered.push(response.url()));
    const worker = await open(page);
    const failed = (act: string) =>
      worker.evaluate(async (what) => {
        const acts: Record<string, () => Promise<unknown>> = {
          fetch: () => fetch('/'),
          import: () => import(String('/assets/x.js')),
          wasm: () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
        };
        return (acts[what] ?? Promise.reject)().then(
          () => 'came through',
          () => 'failed',
        );
      }, act);
    for (const act of ['fetch', 'import', 'wasm']) assert.equal(await failed(act), 'failed', act);
    assert.deepEqual(
      answered.filter((url) => url.endsWith('/x.js') || url === `${pages.origin}/`),
      [],
    );
    const refused = await page.evaluate(() => {
      try {
        return Reflect.get(globalThis, 'policy').createScriptURL('/assets/other.js');
      } catch {
        return 'refused';
      }
    });
    assert.equal(refused, 'refused');
  });

  it('answers what is not open with its reason, in the order asked', async () => {
    await using tab = await browser.open();
    await open(tab.page);
    const locked = await call(tab.page, 'askVault', 'new-recovery', owner);
    assert.deepEqual(locked, { id: 1, ok: false, reason: 'locked' });
    const none = await call(tab.page, 'askVault', 'status', owner);
    assert.deepEqual(none, { id: 1, ok: true, value: { generation: undefined } });
    tab.assertQuiet();
  });
});
