import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { locales } from '../../contract/page.ts';
import { type EntryName, PAGES_FOLDER, openAssets } from '../../server/http/assets.ts';
import { sections } from './dictionaries.ts';

const SCRIPT_BYTES_MAX = 85_000;
const STYLE_BYTES_MAX = 8_000;
/** A run of characters from the middle of the OPAQUE library's base64: whoever has it, has the module. */
const OPAQUE_BYTES_MIN = 300_000;

const assets = openAssets();
const read = (url: string) => readFileSync(join(PAGES_FOLDER, url));
const gzipped = (urls: readonly string[]) =>
  urls.reduce((sum, url) => sum + gzipSync(read(url), { level: 9 }).length, 0);

const words = await sections();

const scriptFiles = () =>
  readdirSync(join(PAGES_FOLDER, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `assets/${name}`);

/** The script that a page of that entry loads before anything is shown. */
const firstOf = (name: EntryName) => {
  const { script, preloads } = assets.entry(name);
  return [script, ...preloads].map(({ url }) => read(url).toString('utf8')).join('\n');
};

const COMPRESSED_BYTES_MIN = 512;

describe('the built pages', () => {
  const entries: readonly EntryName[] = ['sign-in', 'account', 'playground'];
  for (const name of entries) {
    const { script, preloads, styles } = assets.entry(name);
    const scripts = [script, ...preloads].map(({ url }) => url);

    it(`load at most 85 kB of script and 8 kB of style for ${name}`, () => {
      assert.ok(gzipped(scripts) <= SCRIPT_BYTES_MAX, `${gzipped(scripts)} bytes of script`);
      const sheets = gzipped(styles.map(({ url }) => url));
      assert.ok(sheets > 0 && sheets <= STYLE_BYTES_MAX, `${sheets} bytes of style`);
    });

    it(`carry neither OPAQUE nor a schema library in ${name}`, () => {
      for (const url of scripts) {
        const text = read(url).toString('utf8');
        assert.doesNotMatch(text, /WebAssembly\.(?:compile|instantiate)|ZodError|invalid_union/);
        assert.ok(text.length < OPAQUE_BYTES_MIN);
      }
    });
  }

  it('keep OPAQUE in one worker, named so that the server can allow WebAssembly there alone', () => {
    const files = readdirSync(join(PAGES_FOLDER, 'assets')).filter((name) => name.endsWith('.js'));
    const withOpaque = files.filter((name) =>
      /WebAssembly\.compile/.test(read(`assets/${name}`).toString('utf8')),
    );
    assert.equal(withOpaque.length, 1);
    assert.match(withOpaque[0] ?? '', /^worker-[\w-]+\.js$/);
  });

  it('carry one language: English, and every other one in one chunk that is asked for', () => {
    const first = firstOf('sign-in');
    for (const locale of locales) {
      const text = String(
        words.find(({ name }) => name === 'sign-in')?.leaves[locale].get('signIn.staysHere'),
      );
      assert.equal(first.includes(text), locale === 'en', locale);
      const holders = scriptFiles().filter((name) => read(name).toString('utf8').includes(text));
      assert.equal(holders.length, 1, `${locale}: ${holders.join(' ')}`);
    }
  });

  it('say what only the account pages say in their bundle alone', () => {
    const said = words
      .filter(({ name }) => name.startsWith('account/'))
      .flatMap(({ leaves }) => [...leaves.en.values()])
      .filter((text) => typeof text === 'string' && /^[\w ,.]{24,}$/.test(text))
      .map(String);
    assert.ok(said.length > 10);
    assert.deepEqual(
      said.filter((text) => !firstOf('account').includes(text)),
      [],
    );
    for (const name of ['sign-in', 'playground'] as const)
      assert.deepEqual(
        said.filter((text) => firstOf(name).includes(text)),
        [],
        name,
      );
  });

  it('ship no mock, no source map and no inline script', () => {
    const files = readdirSync(PAGES_FOLDER, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((name) => /mock|\.map$|\.html$/.test(name)),
      [],
    );
    const scripts = files.filter((name) => name.endsWith('.js')).map((name) => read(name).toString('utf8'));
    assert.ok(scripts.length > 3);
    assert.deepEqual(
      scripts.filter((text) => text.includes('Marginalia')),
      [],
    );
  });

  it('lie compressed beside themselves', () => {
    const files = readdirSync(join(PAGES_FOLDER, 'assets')).filter((name) => /\.(?:js|css)$/.test(name));
    for (const name of files) {
      const plain = read(`assets/${name}`);
      // In one packet anyway.
      if (plain.length < COMPRESSED_BYTES_MIN) continue;
      assert.deepEqual(gunzipSync(read(`assets/${name}.gz`)), plain);
      assert.deepEqual(brotliDecompressSync(read(`assets/${name}.br`)), plain);
    }
  });
});
