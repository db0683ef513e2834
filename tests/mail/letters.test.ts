import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { type Locale, locales } from '../../contract/page.ts';
import type { Letter } from '../../server/mail/letter.ts';
import { CODE, ISSUER, letterOffice, type Sample, sampleLetters, TICKET, to } from './sample-letters.ts';

/** To accept new words: delete the golden files, run this test twice, and read the difference. */
function golden(file: string, actual: string, written: string[]): void {
  const path = new URL(`golden/${file}`, import.meta.url);
  try {
    assert.equal(actual, readFileSync(path, 'utf8'), file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    writeFileSync(path, actual);
    written.push(file);
  }
}

const hrefs = ({ html }: Letter) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => new URL(href));
const lettersOf = async (t: TestContext, locale: Locale) => sampleLetters(await letterOffice(t), locale);
const plain = (html: string) =>
  html
    .replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" };

/** Those that prove something, and where they lead. */
const TICKETED: Readonly<Record<string, string>> = {
  'sign-up': '/sign-up',
  invite: '/sign-up',
  reset: '/reset',
  'email-change': '/email-change',
  'email-changed': '/undo-email-change',
};
const LINKLESS = ['awaiting', 'declined', 'reset-unknown', 'email-change-taken', 'email-code', 'deleted'];

for (const locale of locales) {
  describe(`letters in ${locale}`, () => {
    it('DOD-C55 say what was agreed on, in text and HTML', async (t) => {
      const written: string[] = [];
      for (const { name, letter } of await lettersOf(t, locale)) {
        golden(`${name}.${locale}.txt.golden`, `${letter.subject}\n\n${letter.text}`, written);
        golden(`${name}.${locale}.html.golden`, letter.html, written);
      }
      assert.deepEqual(written, [], 'these were missing and have been written: read them and commit them');
    });

    it('OBS-C20 have one right subject each, free of tickets, codes and the host', async (t) => {
      const samples = (await lettersOf(t, locale)).filter(
        ({ name }) => !['app-asks-plain', 'password-reset-locked'].includes(name),
      );
      assert.equal(new Set(samples.map(({ letter }) => letter.subject)).size, samples.length);
      for (const { letter } of samples)
        assert.doesNotMatch(letter.subject, /\d|ti_|\.|\p{Cc}/u, letter.subject);
    });

    it('say in HTML what they say in text, in the direction of the language', async (t) => {
      const direction = locale === 'ar' ? 'rtl' : 'ltr';
      for (const { name, letter } of await lettersOf(t, locale)) {
        const [, body = ''] = /<body[^>]*>(.*)<\/body>/s.exec(letter.html) ?? [];
        const said = plain(body.replace(/<a .*?<\/a>/s, '').replace(/<[^>]+>/g, ' '));
        const written = letter.text.replace('\n-- \n', '\n').replace(/[\u2066]|(?<=5678)\u2069/g, '');
        assert.equal(said, written.replace(/\s+/g, ' ').trim(), name);
        assert.ok(letter.html.includes(`<html lang="${locale}" dir="${direction}">`), name);
        assert.ok(body.includes(`<div lang="${locale}" dir="${direction}"`), name);
      }
    });

    it('keep the address of their reader out, and load nothing', async (t) => {
      for (const { name, letter } of await lettersOf(t, locale)) {
        assert.equal(letter.to, to);
        for (const part of [letter.subject, letter.text, letter.html]) {
          assert.doesNotMatch(part, /anna|example\.org|newhouse|berta/, name);
        }
        const loads = /<(?:img|link|script|iframe|style|base|form|object|svg|video)\b|url\(|@import|src=/i;
        assert.doesNotMatch(letter.html, loads, name);
      }
    });

    it('EM-06 carry a ticket in the fragment alone, and nothing of a person in a link', async (t) => {
      for (const { name, letter } of await lettersOf(t, locale)) {
        const path = TICKETED[name];
        const links = hrefs(letter);
        assert.equal(links.length, LINKLESS.includes(name) ? 0 : 1, name);
        assert.equal(letter.text.split(/https?:/).length - 1, links.length, name);
        for (const { origin, pathname, search, hash } of links) {
          assert.deepEqual([origin, search], [ISSUER, ''], name);
          assert.equal(hash, path === undefined ? '' : `#${TICKET}`, name);
          assert.match(
            pathname,
            path === undefined ? /^\/(account(\/security|\/devices)?|ciba\/wa_Q+)$/ : /./,
          );
          if (path !== undefined) assert.equal(pathname, path);
        }
        assert.equal(letter.text.split(TICKET).length - 1, path === undefined ? 0 : 1, name);
      }
    });

    it('CF-12 show a code in two halves, where nothing can be clicked', async (t) => {
      const samples = await lettersOf(t, locale);
      const { letter } = samples.find(({ name }) => name === 'email-code') ?? assert.fail();
      const halves = `${CODE.slice(0, 4)} ${CODE.slice(4)}`;
      assert.ok(letter.text.includes(halves) && letter.html.includes(`<bdi dir="ltr">${halves}</bdi>`));
      assert.ok(!letter.html.includes('<a '));
    });
  });
}

describe('letters', () => {
  it('have a kind that tells them apart, for the log', async (t) => {
    const variants: Readonly<Record<string, string>> = {
      'app-asks-plain': 'app-asks',
      'password-reset': 'password-changed',
      'password-reset-locked': 'password-changed',
    };
    for (const { name, kind } of await lettersOf(t, 'en')) assert.equal(kind, variants[name] ?? name);
  });

  it('are all kept in golden files, and no file is left of a letter that went', async (t) => {
    const names = (await lettersOf(t, 'en')).map(({ name }: Sample) => name);
    const expected = names.flatMap((name) =>
      locales.flatMap((locale) => ['html', 'txt'].map((form) => `${name}.${locale}.${form}.golden`)),
    );
    assert.deepEqual(readdirSync(new URL('golden', import.meta.url)).toSorted(), expected.toSorted());
  });
});
