import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import pages from '../../authpage/vite.config.ts';
import { type TestBrowser, launchBrowser } from '../harness/chromium.ts';
import { poll } from '../authpage/steps.ts';

/** A page that has the client of the vault and nothing else. */
const ENTRY = `
import { openVault } from '${resolve('authpage/src/vault/client.ts')}';
const settled = (asked) => asked.then((value) => ({ value }), ({ name, reason }) => ({ name, reason }));
globalThis.ask = (kind, input) => settled(openVault().ask(kind, input));
globalThis.lock = () => openVault().lock();
globalThis.expectAndSend = async (length) => {
  const { exportTo, taken } = openVault().expectExport('chosen');
  const buffer = new ArrayBuffer(length);
  exportTo.postMessage(buffer, [buffer]);
  return taken;
};
globalThis.lockWhileWaiting = () => {
  const { taken } = openVault().expectExport('proved');
  openVault().lock();
  return settled(taken);
};
globalThis.give = async (input) => {
  const prf = new ArrayBuffer(32);
  await settled(openVault().ask('wrap-passkey', { ...input, credentialId: 'pk', prf }));
  return prf.byteLength;
};
`;
const owner = { issuer: 'https://id.example', accountId: 'acc_1' };

describe('the client of the vault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-vault-'));
  const server = createServer();
  let browser: TestBrowser;
  let origin = '';
  let withWorker = true;

  before(async () => {
    writeFileSync(join(folder, 'entry.js'), ENTRY);
    await build({
      configFile: false,
      root: resolve('authpage'),
      logLevel: 'error',
      ...(pages.worker ? { worker: pages.worker } : {}),
      build: {
        outDir: join(folder, 'built'),
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: join(folder, 'entry.js'),
          output: { entryFileNames: 'assets/entry.js' },
        },
      },
    });
    server.on('request', ({ url = '' }, response) => {
      if (url === '/') {
        response.setHeader('Content-Type', 'text/html');
        return response.end('<!doctype html><script type="module" src="/assets/entry.js"></script>');
      }
      if (!url.startsWith('/assets/') || (url.includes('vault-worker') && !withWorker)) {
        return response.writeHead(404).end();
      }
      response.setHeader('Content-Type', 'text/javascript');
      return response.end(readFileSync(join(folder, 'built', url)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}/`;
    browser = await launchBrowser();
  });

  after(async () => {
    await browser[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function open(page: Page) {
    await page.goto(origin);
    await page.waitForFunction(() => 'ask' in globalThis, undefined, { timeout: 5000 });
    return (name: string, ...input: unknown[]) =>
      page.evaluate(([called, rest]) => Reflect.get(globalThis, String(called))(...Object(rest)), [
        name,
        input,
      ] as const);
  }

  it('has one worker, which remembers until it is locked', async () => {
    await using tab = await browser.open();
    const call = await open(tab.page);
    assert.equal(tab.page.workers().length, 0);
    assert.equal(await call('expectAndSend', 64), true);
    const { value } = await call('ask', 'make', { ...owner, generation: 1 });
    assert.match(value.opaque, /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.deepEqual(await call('ask', 'status', owner), { value: { generation: 1 } });
    assert.equal(tab.page.workers().length, 1);

    await call('lock');
    await poll(() => tab.page.workers().length === 0);
    assert.deepEqual(await call('ask', 'status', owner), { value: { generation: undefined } });
    assert.deepEqual(await call('ask', 'wrap-password', owner), { name: 'VaultFailed', reason: 'locked' });
  });

  it('says why it failed: locked meanwhile, refused, not loaded', async () => {
    await using tab = await browser.open();
    const call = await open(tab.page);
    assert.deepEqual(await call('lockWhileWaiting'), { name: 'VaultFailed', reason: 'locked' });
    assert.equal(await call('expectAndSend', 63), false);
    await call('ask', 'make', { ...owner, generation: 1 });
    const much = { ...owner, items: Array(1001).fill({ id: 'a', body: '' }) };
    assert.deepEqual(await call('ask', 'open-items', much), { name: 'VaultFailed', reason: 'refused' });
    await call('lock');
    withWorker = false;
    assert.deepEqual(await call('ask', 'status', owner), { name: 'VaultFailed', reason: 'loading' });
    withWorker = true;
    assert.deepEqual(await call('ask', 'status', owner), { value: { generation: undefined } });
  });

  it('gives secrets away, so that the page has them no more', async () => {
    await using tab = await browser.open();
    const call = await open(tab.page);
    assert.equal(await call('give', owner), 0);
  });
});
