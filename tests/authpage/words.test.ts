import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { words as consent } from '../../authpage/src/words/consent/en.ts';
import { plural } from '../../authpage/src/words/plural.ts';
import { words as problems } from '../../authpage/src/words/problems/en.ts';
import { type Locale, locales } from '../../contract/page.ts';
import { problemCodes } from '../../contract/problem.ts';
import { type Leaves, sections } from './dictionaries.ts';

/** What is the same as in English on purpose, and where: the same word, or the name of a thing. */
const SAME: Readonly<Record<string, readonly Locale[]>> = {
  'consent.scopes': ['nl', 'de'],
  'fields.name': ['de'],
  'factor.code': ['nl', 'de', 'fr'],
  'sections.apps': ['nl', 'de'],
  'profile.website': ['nl'],
  'profile.name': ['de'],
  'security.passkeys': ['nl', 'de'],
};

/** One of each kind that some language words in its own way (Arabic has six), and two that are large. */
const COUNTS = [0, 1, 2, 3, 11, 100, 7001, 1_000_000];

const read = await sections();
const translations = locales.filter((locale) => locale !== 'en');

describe('the dictionaries', () => {
  it('were read', () => {
    assert.ok(read.length >= 10);
    assert.ok(read.reduce((sum, { leaves }) => sum + leaves.en.size, 0) > 200);
  });

  for (const { name, leaves } of read) {
    it(`have the same entries with the same parameters in all languages: ${name}`, () => {
      for (const locale of locales) {
        assert.deepEqual([...leaves[locale].keys()].sort(), [...leaves.en.keys()].sort(), locale);
        for (const [key, value] of leaves.en)
          assert.equal(parameters(leaves[locale].get(key)), parameters(value), `${locale}: ${key}`);
      }
    });

    it(`are translated, and what is the same as in English is so on purpose: ${name}`, () => {
      const same = translations.flatMap((locale) =>
        [...leaves.en]
          .filter(([key, value]) => said(leaves[locale].get(key)) === said(value))
          .filter(([key]) => SAME[key]?.includes(locale) !== true)
          .map(([key]) => `${locale}: ${key}`),
      );
      assert.deepEqual(same, []);
    });

    it(`leave no sentence empty, no parameter unsaid, and nothing of a translator behind: ${name}`, () => {
      for (const locale of locales) assertWhole(leaves[locale], locale);
    });
  }

  it('put every problem of the contract into words', () => {
    const codes: readonly string[] = Object.keys(problems.problems);
    assert.deepEqual(
      problemCodes.filter((code) => !codes.includes(code)),
      [],
    );
  });

  it('fence names from outside, so that they cannot turn the sentence around (UI-08)', () => {
    assert.equal(consent.consent.title('\u202Eevil'), '\u2068\u202Eevil\u2069 asks for access');
  });

  it('choose the sentence by the plural rules of the language, and write numbers as it does', () => {
    const two = { one: 'one', other: (count: string) => `${count} many` };
    assert.deepEqual(
      [0, 1, 2, 7001].map((count) => plural('en', count, two)),
      ['0 many', 'one', '2 many', '7,001 many'],
    );
    assert.equal(plural('fr', 0, two), 'one');
    assert.equal(plural('de', 7001, two), '7.001 many');
    const six = { zero: 'zero', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' };
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((count) => plural('ar', count, six)),
      ['zero', 'one', 'two', 'few', 'many', 'other'],
    );
  });
});

function assertWhole(leaves: Leaves, locale: Locale): void {
  for (const [key, value] of leaves) {
    const where = `${locale}: ${key}`;
    const text = said(value);
    assert.ok(text !== '' && text === text.trim(), where);
    assert.doesNotMatch(text, /undefined|\[object|\$\{/, where);
    if (locale === 'ar') assert.match(text, /\p{Script=Arabic}/u, where);
    if (typeof value !== 'function') continue;
    for (const argument of ARGUMENTS.slice(0, value.length))
      assert.ok(digits(text).includes(String(argument)), `${where} leaves out a parameter`);
    for (const count of COUNTS) {
      const counted = String(value(count, ...ARGUMENTS.slice(1, value.length)));
      assert.ok(counted.length > 3 && !counted.includes('undefined'), `${where} of ${count}`);
    }
  }
}

/** Numbers, because a parameter may be a count; none of which has a form of its own in any language. */
const ARGUMENTS = [7100, 7200, 7300, 7400, 7500];

function said(value: unknown): string {
  return typeof value === 'function' ? String(value(...ARGUMENTS.slice(0, value.length))) : String(value);
}

function parameters(value: unknown): number {
  return typeof value === 'function' ? value.length : 0;
}

/** Digits of any script as ASCII, without what groups them. */
function digits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/(?<=\d)[.,\u066C\u00A0\u202F](?=\d)/g, '');
}
