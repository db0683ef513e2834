import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { assetFiles } from '../../server/http/asset-files.ts';
import { PagesNotBuilt, openAssets } from '../../server/http/assets.ts';
import { serve } from './harness.ts';

const SCRIPT = 'export const answer = 42;';

/** A folder as Vite leaves it behind. */
function built(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-pages-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.vite'));
  mkdirSync(join(folder, 'assets'));
  const manifest = {
    'src/entry-sign-in.tsx': {
      file: 'assets/sign-in-1.js',
      isEntry: true,
      imports: ['_shared.js'],
      css: ['assets/a-1.css'],
    },
    'src/entry-account.tsx': { file: 'assets/account-1.js', isEntry: true, imports: ['_shared.js'] },
    'src/entry-playground.tsx': { file: 'assets/playground-1.js', isEntry: true },
    '_shared.js': {
      file: 'assets/shared-1.js',
      imports: ['_deep.js'],
      css: ['assets/b-1.css', 'assets/a-1.css'],
    },
    '_deep.js': { file: 'assets/deep-1.js', imports: ['_shared.js'] },
  };
  writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify(manifest));
  for (const name of ['sign-in', 'account', 'playground', 'shared', 'deep', 'worker']) {
    writeFileSync(join(folder, `assets/${name}-1.js`), SCRIPT);
  }
  for (const name of ['a', 'b']) writeFileSync(join(folder, `assets/${name}-1.css`), 'p{}');
  writeFileSync(join(folder, 'assets/sign-in-1.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(folder, 'index.html'), 'never served');
  return folder;
}

function site(t: TestContext) {
  return serve(() => {}, { files: assetFiles(built(t)) });
}

describe('the built pages', () => {
  it('are listed from the manifest: script, styles and imports, each once, with its hash', async (t) => {
    const assets = openAssets(built(t));
    const { script, styles, preloads, worker } = assets.entry('sign-in');
    assert.equal(script.url, '/assets/sign-in-1.js');
    assert.deepEqual(
      styles.map(({ url }) => url),
      ['/assets/a-1.css', '/assets/b-1.css'],
    );
    assert.deepEqual(
      preloads.map(({ url }) => url),
      ['/assets/shared-1.js', '/assets/deep-1.js'],
    );
    assert.equal(worker, '/assets/worker-1.js');
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(SCRIPT));
    assert.equal(script.integrity, `sha256-${Buffer.from(digest).toString('base64')}`);
    assert.equal(assets.entry('account').worker, undefined);
  });

  it('are missed in words that say what to do', (t) => {
    const folder = built(t);
    assert.throws(() => openAssets(join(folder, 'nowhere')), PagesNotBuilt);
    writeFileSync(join(folder, '.vite/manifest.json'), '{}');
    assert.throws(() => openAssets(folder), /npm run build/);
  });

  it('may be kept for ever and run nothing by themselves', async (t) => {
    await using server = await site(t);
    const response = await server.fetch('/assets/sign-in-1.js');
    assert.equal(response.status, 200);
    assert.equal(await response.text(), SCRIPT);
    const { headers } = response;
    assert.equal(headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    assert.match(headers.get('Content-Type') ?? '', /^text\/javascript/);
    assert.equal(headers.get('Content-Security-Policy'), "default-src 'none'");
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.match((await server.fetch('/assets/a-1.css')).headers.get('Content-Type') ?? '', /^text\/css/);
  });

  it('UI-10 let the worker alone compile WebAssembly', async (t) => {
    await using server = await site(t);
    assert.equal(
      (await server.fetch('/assets/worker-1.js')).headers.get('Content-Security-Policy'),
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    );
  });

  it('come packed to whoever unpacks', async (t) => {
    await using server = await site(t);
    const get = (encodings: string) =>
      new Promise<{ encoding: string | undefined; vary: string | undefined }>((resolve, reject) => {
        request(`${server.origin}/assets/sign-in-1.js`, { headers: { 'Accept-Encoding': encodings } })
          .on('response', (response) => {
            response.resume();
            resolve({ encoding: response.headers['content-encoding'], vary: response.headers.vary });
          })
          .on('error', reject)
          .end();
      });
    assert.deepEqual(await get('gzip, deflate'), { encoding: 'gzip', vary: 'Accept-Encoding' });
    assert.deepEqual(await get('identity'), { encoding: undefined, vary: 'Accept-Encoding' });
    // There is no br of this file: the plain one goes out.
    assert.deepEqual(await get('br, gzip;q=0'), { encoding: undefined, vary: 'Accept-Encoding' });
    assert.equal(await (await server.fetch('/assets/sign-in-1.js')).text(), SCRIPT);
  });

  for (const path of [
    '/assets/',
    '/assets/nothing.js',
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/../.vite/manifest.json',
    '/assets/sign-in-1.js.gz',
    '/assets/sign-in-1.js/',
    '/index.html',
    '/.vite/manifest.json',
  ]) {
    it(`are all there is: ${path} is not`, async (t) => {
      await using server = await site(t);
      const answer = await server.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 404 /);
      assert.match(answer, /cache-control: no-store/i);
    });
  }

  it('answer HEAD and ranges with the whole file, and no other method', async (t) => {
    await using server = await site(t);
    assert.equal((await server.fetch('/assets/sign-in-1.js', { method: 'HEAD' })).status, 200);
    const ranged = await server.fetch('/assets/sign-in-1.js', { headers: { Range: 'bytes=9-1' } });
    assert.equal(ranged.status, 200);
    assert.equal(await ranged.text(), SCRIPT);
    assert.equal((await server.fetch('/assets/sign-in-1.js', { method: 'POST' })).status, 405);
  });
});
