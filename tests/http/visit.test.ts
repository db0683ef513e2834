import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientDestination, ownDestination } from '../../server/http/destination.ts';
import type { Visit } from '../../server/http/visit.ts';
import { form } from './harness.ts';
import { HTTPS, dataOf, signedOut, site } from './site.ts';

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

  it('SE-02 JIRO-N02 sets cookies that no script, no other site and no sibling host can use', async () => {
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
    await using server = await site(() => ({ kind: 'redirect', to: clientDestination(to) }));
    const response = await server.fetch('/visit', form({ a: 'b' }));
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), to);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.equal(response.headers.get('Referrer-Policy'), 'no-referrer');
    assert.equal(await response.text(), '');
  });

  it('HT-04 splits no header, whatever the address holds', async () => {
    const to = clientDestination('https://app.example/cb?x=\r\nSet-Cookie: evil=1\u0000é😀\ud800');
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
  const page = (to: string) => site(() => ({ kind: 'form-post', to: clientDestination(to), fields }));

  it('UI-09 escapes what it carries, and posts to that one place alone', async () => {
    await using server = await page('https://app.example/cb?a=1&b=2');
    const response = await server.fetch('/visit');
    const html = await response.text();
    assert.match(html, /action="https:\/\/app\.example\/cb\?a=1&amp;b=2"/);
    assert.match(html, /value="&quot;&gt;&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;&amp;amp;"/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.match(html, /<noscript><button type="submit">/);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; form-action https:;/);
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
    ['http://127.0.0.1:8080/cb', 'http: https:'],
    ['http://[::1]:8080/cb', 'http: https:'],
    ['com.example.app:/cb', 'com.example.app:'],
  ] as const) {
    it(`can post to ${to}`, async () => {
      await using server = await page(to);
      const policy = (await server.fetch('/visit')).headers.get('Content-Security-Policy') ?? '';
      assert.ok(policy.split('; ').includes(`form-action ${source}`), policy);
    });
  }
});
