import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Locale, locales } from '../../contract/page.ts';
import { chooseLocale, firstSpoken } from '../../server/http/locale.ts';
import { localeOfRequest } from '../../server/http/locale-choice.ts';
import { languageRoute } from '../../server/http/language.route.ts';
import { visitRoute } from '../../server/http/visit-route.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { serve } from './harness.ts';
import { dataOf, signedOut, site } from './site.ts';

const OWN = { Origin: 'http://localhost:4242', 'Sec-Fetch-Site': 'same-origin' };
const DAY_SECONDS = 24 * 60 * 60;

describe('the language of an answer', () => {
  it('is the first wish that we speak, whatever stands in it', () => {
    const nobody = { uiLocales: undefined, acceptLanguage: undefined };
    assert.equal(chooseLocale(nobody), 'en');
    assert.equal(chooseLocale({ ...nobody, acceptLanguage: 'ar-EG, en' }), 'ar');
    assert.equal(chooseLocale({ ...nobody, acceptLanguage: '*;q=1, fr;q=0.5, de;q=0.6' }), 'de');
    assert.equal(chooseLocale({ ...nobody, uiLocales: 'pt-BR es-419', acceptLanguage: 'de' }), 'es');
    assert.equal(chooseLocale({ ...nobody, remembered: 'fr', acceptLanguage: 'de' }), 'fr');
    assert.equal(chooseLocale({ uiLocales: 'es', remembered: 'fr', acceptLanguage: 'de' }), 'es');
    assert.equal(
      chooseLocale({ chosen: 'nl', uiLocales: 'es', remembered: 'fr', acceptLanguage: 'de' }),
      'nl',
    );
    assert.equal(firstSpoken(['nds', 'gsw', 'DE-ch']), 'de');
    assert.equal(firstSpoken(['', '-', 'constructor']), undefined);
  });

  it('follows what a person chose on a page for a day, before ui_locales; after that the client is heard first', () => {
    const now = 1_790_000_000;
    const clock = { nowSeconds: () => now };
    const asked = (cookie: string, uiLocales?: string) =>
      localeOfRequest({ headers: {}, jar: { cookie: () => cookie }, clock }, uiLocales);
    assert.deepEqual(asked(`ar-${now - 60}`, 'fr'), { locale: 'ar', chosenLocale: 'ar' });
    assert.deepEqual(asked(`ar-${now - DAY_SECONDS}`, 'fr'), { locale: 'fr', chosenLocale: undefined });
    assert.deepEqual(asked(`ar-${now - DAY_SECONDS}`), { locale: 'ar', chosenLocale: undefined });
    for (const odd of ['xx-1', 'ar-', 'ar--5', 'ar-1e9', `ar-${'9'.repeat(40)}`, '__proto__', ''])
      assert.deepEqual(asked(odd, 'fr'), { locale: 'fr', chosenLocale: undefined }, odd);
  });

  it('stands in the shell, with its direction, its title and every language for browsers without scripts', async () => {
    await using server = await site(() => signedOut);
    const titles = new Set<string>();
    for (const locale of locales) {
      const html = await (await server.fetch('/visit', { headers: { 'Accept-Language': locale } })).text();
      assert.match(html, new RegExp(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`));
      assert.equal(dataOf(html).locale, locale);
      titles.add(/<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '');
      assert.match(html, /<p lang="ar" dir="rtl">/);
    }
    assert.equal(titles.size, locales.length);
  });

  it('is that of the refused request on an error page', async () => {
    await using server = await site(() => {
      throw new OAuthError('invalid_request', 'redirect_uri is not registered for this client');
    });
    const html = await (await server.fetch('/visit?ui_locales=ar')).text();
    assert.match(html, /<html lang="ar" dir="rtl">/);
  });
});

describe('POST /language', () => {
  const served = () =>
    serve((router, web) => {
      languageRoute(router, web);
      visitRoute(router, web, ['GET'], '/visit', async () => signedOut);
    });

  const choose = (
    to: Awaited<ReturnType<typeof served>>,
    body: unknown,
    headers: Record<string, string> = OWN,
  ) =>
    to.fetch('/language', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('keeps the choice out of reach of scripts, and every page follows it, whatever a client asks for', async () => {
    await using to = await served();
    for (const locale of locales) {
      const answer = await choose(to, { locale });
      assert.equal(answer.status, 200);
      const cookie = answer.headers.get('Set-Cookie') ?? '';
      assert.match(cookie, /; HttpOnly; SameSite=Lax; Max-Age=31536000$/);
      const [pair = ''] = cookie.split(';');
      const page = async (path: string): Promise<Locale> =>
        dataOf(await (await to.fetch(path, { headers: { Cookie: pair, Accept: 'text/html' } })).text())
          .locale;
      assert.equal(await page('/visit'), locale);
      assert.equal(await page(`/visit?ui_locales=${locale === 'fr' ? 'de' : 'fr'}`), locale);
      assert.equal(await page('/nowhere'), locale);
    }
  });

  it('takes no language that we do not speak, and no call of another site', async () => {
    await using to = await served();
    for (const body of [{ locale: 'xx' }, { locale: 'en-GB' }, {}, { locale: 'nl', more: 1 }, 'nl'])
      assert.equal((await choose(to, body)).status, 400);
    const foreign = await choose(to, { locale: 'nl' }, { Origin: 'https://evil.example' });
    assert.equal(foreign.status, 403);
    assert.equal(foreign.headers.get('Set-Cookie'), null);
  });
});
