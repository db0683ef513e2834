import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locales } from '../../contract/page.ts';
import type { Reply } from '../../server/http/reply.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { HTTPS, dataOf, signedOut, site } from './site.ts';

const trip = {
  kind: 'page',
  status: 200,
  body: {
    view: 'interaction',
    interactionId: 'ia_1',
    expiresAtSeconds: 2,
    nowSeconds: 1,
    startWith: 'sign-in',
    step: { kind: 'finish', url: '/x' },
  },
} as const satisfies Reply;

describe('a page', () => {
  it('UI-10 DOD-S13 has a policy without exceptions, and headers that keep it to itself', async () => {
    await using server = await site(() => signedOut, HTTPS);
    const { headers } = await server.fetch('/visit');
    const policy = headers.get('Content-Security-Policy') ?? '';
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types tacet-worker',
    ]) {
      assert.ok(policy.split('; ').includes(directive), directive);
    }
    assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('X-Frame-Options'), 'DENY');
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.match(headers.get('Strict-Transport-Security') ?? '', /^max-age=31536000/);
  });

  it('promises https to nobody while it is served over http', async () => {
    await using server = await site(() => signedOut);
    assert.equal((await server.fetch('/visit')).headers.get('Strict-Transport-Security'), null);
  });

  it('stays with its opener on a trip, so that a pop-up can come back, and else does not', async () => {
    await using server = await site(({ parameters }) => (parameters.values.trip === '1' ? trip : signedOut));
    const policy = async (path: string) =>
      (await server.fetch(path)).headers.get('Cross-Origin-Opener-Policy');
    assert.equal(await policy('/visit?trip=1'), 'unsafe-none');
    assert.equal(await policy('/visit'), 'same-origin');
  });

  it('holds its data, its files with their hashes, and a word for browsers without scripts', async () => {
    await using server = await site(() => trip);
    const response = await server.fetch('/visit', {
      headers: { 'Accept-Language': 'pt, nl;q=0.8, en;q=0.3' },
    });
    const html = await response.text();
    const data = dataOf(html);
    assert.equal(data.view, 'interaction');
    assert.equal(data.locale, 'nl');
    assert.equal(data.requestId, response.headers.get('X-Request-Id'));
    assert.match(html, /<html lang="nl" dir="ltr">/);
    assert.match(
      html,
      /<script type="module" src="\/assets\/entry-sign-in-abc\.js" integrity="sha256-[^"]+">/,
    );
    assert.match(html, /<link rel="stylesheet" href="[^"]+" integrity="sha256-[^"]+">/);
    for (const locale of locales)
      assert.match(html, new RegExp(`<noscript>[^]*<p lang="${locale}"[^]*</noscript>`));
    const scripts = [...html.matchAll(/<script(?![^>]*src=)[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(scripts, ['<script type="application/json" id="page-data">']);
    assert.doesNotMatch(html, /<style| style=| on[a-z]+=/);
  });

  it('UI-07 cannot be left by what stands in its data', async () => {
    const nasty = `</script><script>alert(1)</script><!--"'&\u2028\u2029`;
    await using server = await site(() => ({
      kind: 'page',
      status: 400,
      body: { view: 'error', problem: 'bad_client_request', developer: [{ label: 'state', value: nasty }] },
    }));
    const response = await server.fetch('/visit');
    assert.equal(response.status, 400);
    const html = await response.text();
    assert.doesNotMatch(html, /alert\(1\)<\/script>|<!--/);
    const data = dataOf(html);
    assert.equal(data.view === 'error' && data.developer[0]?.value, nasty);
  });

  it('UI-07 shows nothing of the query when the route refuses', async () => {
    await using server = await site(() => {
      throw new OAuthError('invalid_request', 'redirect_uri is not registered for this client');
    });
    const query = new URLSearchParams({
      error: '<b>x</b>',
      error_description: 'evil words',
      login_hint: 'evil@x',
    });
    const response = await server.fetch(`/visit?${query}`);
    assert.equal(response.status, 400);
    assert.match(response.headers.get('Content-Type') ?? '', /^text\/html/);
    const html = await response.text();
    assert.doesNotMatch(html, /evil|<b>/);
    const data = dataOf(html);
    assert.equal(data.view === 'error' && data.problem, 'bad_client_request');
  });

  it('tells the developer why in development only', async () => {
    const refuse = () => {
      throw new OAuthError('invalid_request', 'redirect_uri is not registered for this client');
    };
    for (const [env, shown] of [
      [{}, true],
      [HTTPS, false],
    ] as const) {
      await using server = await site(refuse, env);
      assert.equal((await (await server.fetch('/visit')).text()).includes('not registered'), shown);
    }
  });

  it('takes the language from ui_locales, then the cookie, then the browser', async () => {
    await using server = await site(() => signedOut);
    const locale = async (path: string, headers: Record<string, string>) =>
      dataOf(await (await server.fetch(path, { headers })).text()).locale;
    const everything = { Cookie: 'tacet_locale=en', 'Accept-Language': 'de, nl;q=0.5' };
    assert.equal(await locale('/visit?ui_locales=pt%20nl-NL%20en', everything), 'nl');
    assert.equal(
      await locale('/visit', { ...everything, Cookie: 'tacet_locale=nl', 'Accept-Language': 'en' }),
      'nl',
    );
    assert.equal(await locale('/visit', { 'Accept-Language': 'pt, en;q=0.1, nl;q=0.5' }), 'nl');
    assert.equal(await locale('/visit', { 'Accept-Language': 'nl;q=0, *' }), 'en');
    assert.equal(await locale('/visit?ui_locales=%00', { Cookie: 'tacet_locale=<x>' }), 'en');
  });
});
