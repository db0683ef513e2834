import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { type Holder, openHolder } from './holder.ts';
import { dataOf } from './trips.ts';
import type { WireAnswer } from './wire.ts';
import { authorizePath } from './world.ts';

const WANTED = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'object-src': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
} as const;

describe('UI-10 DOD-S13 every page', () => {
  let holder: Holder;
  let pages: readonly (readonly [string, WireAnswer])[];

  before(async () => {
    holder = await openHolder();
    const { at, app, trip, sessionCookie } = holder;
    const show = async (name: string, path: string, cookie = '') =>
      [name, await at.wire.get(path, { Cookie: cookie, Accept: 'text/html' })] as const;
    pages = [
      await show('interaction', `/interaction/${trip.id}`, trip.browser),
      await show('error', authorizePath(app.client, { redirect_uri: 'https://evil.example/<script>' })),
      await show('error', `/interaction/ia_gone`),
      await show('error', '/nothing/here'),
      await show('sign-up', '/sign-up'),
      await show('sign-out', '/logout', sessionCookie),
      await show('signed-out', '/signed-out'),
      await show('account', '/account', sessionCookie),
      await show('playground', '/playground'),
    ];
  });
  after(() => holder.at.stop());

  it('is the page it should be', () => {
    for (const [name, answer] of pages) assert.equal(dataOf(answer).view, name);
  });

  it('has a policy without a hole', () => {
    for (const [name, { headers }] of pages) {
      const policy = String(headers['content-security-policy']);
      const directives = new Map(
        policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
      );
      for (const [directive, sources] of Object.entries(WANTED)) {
        assert.equal(directives.get(directive), sources, `${name}: ${directive}`);
      }
      assert.doesNotMatch(policy, /unsafe|\*|https?:|blob:/, name);
    }
  });

  it('tells no other site anything, and is framed by nobody', () => {
    for (const [name, { headers }] of pages) {
      assert.equal(headers['referrer-policy'], 'no-referrer', name);
      assert.equal(headers['x-frame-options'], 'DENY', name);
      assert.equal(headers['x-content-type-options'], 'nosniff', name);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', name);
      assert.match(String(headers['permissions-policy']), /camera=\(\)/, name);
    }
  });

  it('runs its own files alone, each with its hash, and nothing that stands in the page', () => {
    for (const [name, { text }] of pages) {
      const scripts = text.match(/<script[^>]*>/g) ?? [];
      const data = '<script type="application/json" id="page-data">';
      const module =
        /^<script type="module" src="\/assets\/[\w.-]+\.js" integrity="sha(256|384|512)-[\w+/=]+">$/;
      assert.ok(scripts.length >= 2, name);
      for (const script of scripts) assert.ok(script === data || module.test(script), `${name}: ${script}`);
      assert.doesNotMatch(text, /<[^>]+ (on\w+|style)=|javascript:|<iframe|<base/i, name);
      for (const [, address = ''] of text.matchAll(/(?:src|href)="([^"]*)"/g)) {
        assert.match(address, /^(\/assets\/|data:image\/svg\+xml,)/, name);
      }
    }
  });

  it('DOD-S13 only the worker may compile WebAssembly', async () => {
    const { at } = holder;
    const files = await readdir(new URL('../../authpage/dist/assets/', import.meta.url));
    const able: string[] = [];
    for (const file of files.filter((name) => /\.(js|css|wasm)$/.test(name))) {
      const { status, headers } = await at.wire.get(`/assets/${file}`);
      assert.equal(status, 200, file);
      const policy = String(headers['content-security-policy']);
      if (policy.includes('wasm-unsafe-eval')) able.push(file);
      assert.doesNotMatch(policy, /'unsafe-/, file);
    }
    assert.equal(able.length, 1);
    assert.match(able[0] ?? '', /^worker-/);
  });

  it('UI-09 the page that posts itself can do nothing else', async () => {
    const { at, app, sessionCookie } = holder;
    const path = authorizePath(app.client, {
      response_mode: 'form_post',
      state: '"><script>alert(1)</script>',
    });
    const { status, headers, text } = await at.wire.get(path, { Cookie: sessionCookie });
    assert.equal(status, 200);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[\w+/=]+'; form-action https:;/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal((text.match(/<script/g) ?? []).length, 1);
    assert.doesNotMatch(text, /alert\(1\)<\/script>/);
  });
});
