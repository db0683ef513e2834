import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageData } from '../../contract/page.ts';
import { type Destination, ownDestination } from '../../server/http/destination.ts';
import type { Reply } from '../../server/http/reply.ts';
import type { Visit } from '../../server/http/visit.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { form, serve } from './harness.ts';

const HTTPS = {
  ISSUER: 'https://id.example',
  TACET_MODE: 'production',
  DATABASE_URL: 'postgres://x',
  TACET_MAIL_URL: 'smtp://x',
};

function site(answer: (visit: Visit) => Reply | Promise<Reply>, env: Record<string, string> = {}) {
  return serve(
    (router, web) => visitRoute(router, web, ['GET', 'POST'], '/visit', async (visit) => answer(visit)),
    { env },
  );
}

/** The one cast of these tests: where a destination comes from is tested where it is made. */
const destination = (url: string) => url as Destination;

const signedOut = { kind: 'page', status: 200, body: { view: 'signed-out' } } as const satisfies Reply;
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

function dataOf(html: string) {
  const [, json = ''] = /<script type="application\/json" id="page-data">([^<]*)<\/script>/.exec(html) ?? [];
  return pageData.parse(JSON.parse(json));
}

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
      headers: { 'Accept-Language': 'fr, nl;q=0.8, en;q=0.3' },
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
    assert.match(html, /<noscript>[^]*lang="en"[^]*lang="nl"[^]*<\/noscript>/);
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
    assert.equal(await locale('/visit?ui_locales=fr%20nl-NL%20en', everything), 'nl');
    assert.equal(
      await locale('/visit', { ...everything, Cookie: 'tacet_locale=nl', 'Accept-Language': 'en' }),
      'nl',
    );
    assert.equal(await locale('/visit', { 'Accept-Language': 'de, en;q=0.1, nl;q=0.5' }), 'nl');
    assert.equal(await locale('/visit', { 'Accept-Language': 'nl;q=0, *' }), 'en');
    assert.equal(await locale('/visit?ui_locales=%00', { Cookie: 'tacet_locale=<x>' }), 'en');
  });
});

describe('a visit', () => {
  it('sees the query of a GET and the form of a POST; PA-01 a name in both counts as repeated', async () => {
    const seen: unknown[] = [];
    await using server = await site(({ method, parameters: { values, repeated } }) => {
      seen.push([method, { ...values }, [...repeated]]);
      return signedOut;
    });
    await server.fetch('/visit?a=1&a=2&b=3');
    await server.fetch('/visit?a=1&c=9', form('a=1&b=2'));
    assert.deepEqual(seen, [
      ['GET', { a: '1', b: '3' }, ['a']],
      ['POST', { a: '1', b: '2' }, ['a']],
    ]);
  });

  it('PA-05 refuses a POST that is no form, with a page', async () => {
    await using server = await site(() => signedOut);
    const headers = { 'Content-Type': 'application/json' };
    const response = await server.fetch('/visit', { method: 'POST', body: '{}', headers });
    assert.equal(response.status, 415);
    assert.equal(dataOf(await response.text()).view, 'error');
  });

  it('SE-02 sets cookies that no script, no other site and no sibling host can use', async () => {
    const start = ({ setCookie, clearCookie }: Visit) => {
      setCookie('session', 'se_abc', 3600);
      setCookie('browser', 'br_old');
      setCookie('browser', 'br_abc');
      clearCookie('locale');
      return signedOut;
    };
    await using server = await site(start, HTTPS);
    assert.deepEqual((await server.fetch('/visit')).headers.getSetCookie(), [
      '__Host-tacet_session=se_abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600',
      '__Host-tacet_browser=br_abc; Path=/; HttpOnly; SameSite=Lax; Secure',
      '__Host-tacet_locale=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0',
    ]);
    await using plain = await site(start);
    const cookies = (await plain.fetch('/visit')).headers.getSetCookie();
    assert.equal(cookies[0], 'tacet_session=se_abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600');
  });

  const sent: readonly (readonly [string, string, string | undefined])[] = [
    ['among others', 'a=b; __Host-tacet_session=se_1; c=d', 'se_1'],
    ['the first of two', '__Host-tacet_session=se_1; __Host-tacet_session=se_2', 'se_1'],
    ['not without its prefix', 'tacet_session=se_1', undefined],
    ['not by another case', '__host-tacet_session=se_1', undefined],
    ['not as the end of another name', 'x__Host-tacet_session=se_1', undefined],
    ['not inside a value', 'a="; x__Host-tacet_session=se_1"', undefined],
    ['not with foreign characters', '__Host-tacet_session=se_1%20', undefined],
    ['not quoted', '__Host-tacet_session="se_1"', undefined],
    ['not when too long', `__Host-tacet_session=${'x'.repeat(600)}`, undefined],
    ['not when empty', '__Host-tacet_session=', undefined],
  ];
  for (const [what, header, expected] of sent) {
    it(`SE-02 finds a cookie ${what}`, async () => {
      let found: string | undefined = 'nothing was asked';
      await using server = await site(({ cookie }) => {
        found = cookie('session');
        return signedOut;
      }, HTTPS);
      await server.fetch('/visit', { headers: { Cookie: header } });
      assert.equal(found, expected);
    });
  }

  it('HT-04 refuses to put foreign characters into a cookie', async () => {
    await using server = await site(({ setCookie }) => {
      setCookie('browser', 'x\r\nSet-Cookie: evil=1');
      return signedOut;
    });
    const response = await server.fetch('/visit');
    assert.equal(response.status, 500);
    assert.deepEqual(response.headers.getSetCookie(), []);
  });

  it('DOD-N12 redirects with 303, to the byte, and lets nobody keep it', async () => {
    const to = 'https://APP.example:443/cb/../x?a=%2f&iss=http%3A%2F%2Fx';
    await using server = await site(() => ({ kind: 'redirect', to: destination(to) }));
    const response = await server.fetch('/visit', form({ a: 'b' }));
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), to);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.equal(response.headers.get('Referrer-Policy'), 'no-referrer');
    assert.equal(await response.text(), '');
  });

  it('HT-04 splits no header, whatever the address holds', async () => {
    const to = destination('https://app.example/cb?x=\r\nSet-Cookie: evil=1\u0000é😀\ud800');
    await using server = await site(() => ({ kind: 'redirect', to }));
    const response = await server.fetch('/visit');
    assert.equal(response.status, 303);
    assert.deepEqual(response.headers.getSetCookie(), []);
    assert.equal(
      response.headers.get('Location'),
      'https://app.example/cb?x=%0D%0ASet-Cookie:%20evil=1%00%C3%A9%F0%9F%98%80%EF%BF%BD',
    );
  });

  it('leads to a path of ours by the configured issuer', async () => {
    await using server = await site(() => ({
      kind: 'redirect',
      to: ownDestination('https://id.example', '/account'),
    }));
    assert.equal((await server.fetch('/visit')).headers.get('Location'), 'https://id.example/account');
  });
});

describe('a page that posts itself', () => {
  const fields = { code: 'ac_1', state: `"><script>alert('1')</script>&amp;` };
  const page = (to: string) => site(() => ({ kind: 'form-post', to: destination(to), fields }));

  it('UI-09 escapes what it carries, and can post to that one place alone', async () => {
    await using server = await page('https://app.example/cb?a=1&b=2');
    const response = await server.fetch('/visit');
    const html = await response.text();
    assert.match(html, /action="https:\/\/app\.example\/cb\?a=1&amp;b=2"/);
    assert.match(html, /value="&quot;&gt;&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;&amp;amp;"/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.match(html, /<noscript><button type="submit">/);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; form-action https:\/\/app\.example;/,
    );
    assert.doesNotMatch(policy, /unsafe|self/);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
  });

  it('UI-09 lets exactly its own script run', async () => {
    await using server = await page('https://app.example/cb');
    const response = await server.fetch('/visit');
    const [, script = ''] = /<script>(.*)<\/script>/.exec(await response.text()) ?? [];
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
    const expected = `'sha256-${Buffer.from(hash).toString('base64')}'`;
    assert.ok(response.headers.get('Content-Security-Policy')?.includes(expected));
  });

  for (const [to, source] of [
    ['http://127.0.0.1:8080/cb', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080/cb', 'http:'],
    ['com.example.app:/cb', 'com.example.app:'],
  ] as const) {
    it(`can post to ${to}`, async () => {
      await using server = await page(to);
      const policy = (await server.fetch('/visit')).headers.get('Content-Security-Policy') ?? '';
      assert.ok(policy.split('; ').includes(`form-action ${source}`), policy);
    });
  }
});
