import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { locales } from '../../contract/page.ts';
import { parseEmail, type Email } from '../../server/accounts/email.ts';
import { alreadyRegisteredLetter } from '../../server/mail/messages/already-registered.ts';
import { appAsksLetter } from '../../server/mail/messages/app-asks.ts';
import { signUpLetter } from '../../server/mail/messages/sign-up.ts';

const to: Email = parseEmail('anna@example.org') ?? assert.fail();
const ticket = `ti_${'Q'.repeat(43)}`;
const link = `https://id.example.com/sign-up#${ticket}`;
const account = 'https://id.example.com/account';

const asks = { to, clientName: 'Almanac', link: `https://id.example.com/ciba/wa_${'Q'.repeat(43)}` };

const letters = locales.flatMap((locale) => [
  { name: `sign-up.${locale}`, letter: signUpLetter({ to, locale, link, validSeconds: 86_400 }) },
  { name: `already-registered.${locale}`, letter: alreadyRegisteredLetter({ to, locale, link: account }) },
  {
    name: `app-asks.${locale}`,
    letter: appAsksLetter({ ...asks, locale, bindingMessage: 'Order <7104>' }),
  },
  { name: `app-asks-plain.${locale}`, letter: appAsksLetter({ ...asks, locale, bindingMessage: undefined }) },
]);

/** To accept new words: delete the golden file, run this test twice, and read the difference. */
function golden(file: string, actual: string): void {
  const path = new URL(`golden/${file}`, import.meta.url);
  try {
    assert.equal(actual, readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    writeFileSync(path, actual);
    assert.fail(`${file} was missing and has been written: read it and commit it`);
  }
}

describe('letters', () => {
  for (const { name, letter } of letters) {
    it(`say what ${name} says`, () => {
      golden(`${name}.txt.golden`, `${letter.subject}\n\n${letter.text}`);
      golden(`${name}.html.golden`, letter.html);
    });

    it(`keep the address out of ${name}, and load nothing`, () => {
      assert.equal(letter.to, to);
      for (const part of [letter.subject, letter.text, letter.html]) assert.ok(!part.includes('anna'), part);
      assert.doesNotMatch(letter.html, /<(?:img|link|script|iframe|style|base|form)\b|url\(|@import|src=/i);
    });
  }

  it('carry the ticket once as text and in the fragment alone', () => {
    const { text, html } = signUpLetter({ to, locale: 'en', link, validSeconds: 86_400 });
    assert.equal(text.split(ticket).length, 2);
    for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g)) {
      const url = new URL(href);
      assert.equal(url.hash, `#${ticket}`);
      assert.equal(url.search, '');
    }
  });

  it('escape what goes into HTML', () => {
    const odd = 'https://id.example.com/sign-up#"><script>alert(1)</script>&';
    const { html } = signUpLetter({ to, locale: 'en', link: odd, validSeconds: 86_400 });
    assert.ok(!html.includes('<script'));
    assert.ok(html.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;'));
  });

  const validities = [
    [86_400, 'within 24 hours'],
    [7_200, 'within 2 hours'],
    [9_000, 'within 2 hours'],
    [7_199, 'within 119 minutes'],
    [300, 'within 5 minutes'],
  ] as const;
  for (const [validSeconds, words] of validities) {
    it(`promise ${words} for ${validSeconds} seconds`, () => {
      assert.ok(signUpLetter({ to, locale: 'en', link, validSeconds }).text.includes(words));
    });
  }
});
