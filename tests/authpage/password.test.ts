import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { NOTHING_COMMON, parseCommonPasswords } from '../../authpage/src/password/common.ts';
import { type Verdict, judge } from '../../authpage/src/password/judge.ts';

const LIST = new URL('../../authpage/src/password/common-passwords.txt', import.meta.url);
const common = parseCommonPasswords(readFileSync(LIST, 'utf8'));
const EMAIL = 'ada.lovelace@example.org';

describe('the judge of new passwords (CF-08, DOD-C15)', () => {
  const cases: readonly [string, Verdict][] = [
    ['', 'too-short'],
    ['Xk7#pQ2!w', 'too-short'],
    ['🦜🦜🦜🦜🦜', 'too-short'],
    ['x'.repeat(1025), 'too-long'],
    ['ada.lovelace@example.org', 'is-email'],
    ['Ada.Lovelace', 'is-email'],
    ['ada.lovelace1!', 'is-email'],
    ['basketball', 'common'],
    ['Basketball', 'common'],
    ['password123', 'common'],
    ['P@ssw0rd2024', 'common'],
    ['welkom2026!', 'common'],
    ['wachtwoord', 'common'],
    ['qwertyuiop', 'common'],
    ['1qaz2wsx3edc', 'common'],
    ['5tgb6yhn7ujm', 'predictable'],
    ['abcdefghijkl', 'predictable'],
    ['aaaaaaaaaaaa', 'predictable'],
    ['xk7xk7xk7xk7', 'predictable'],
    ['monkeydragon', 'predictable'],
    ['2718281828', 'predictable'],
    ['cloud harbour violin', 'fine'],
    ['correct horse battery staple', 'fine'],
    ['Xk7#pQ2!wZ', 'fine'],
    ['de maan schijnt op het dak', 'fine'],
    ['пять тихих лодок', 'fine'],
  ];
  for (const [password, verdict] of cases) {
    it(`${JSON.stringify(password.slice(0, 30))}: ${verdict}`, () => {
      assert.equal(judge(password, EMAIL, common).verdict, verdict);
    });
  }

  it('knows at least 10,000 words and 1,000 long passwords', () => {
    assert.ok(common.words.size >= 10_000);
    assert.ok([...common.passwords].filter((password) => password.length >= 10).length >= 1_000);
  });

  it('still holds length, address and patterns when the list did not arrive', () => {
    assert.equal(judge('short', EMAIL, NOTHING_COMMON).verdict, 'too-short');
    assert.equal(judge('ada.lovelace1', EMAIL, NOTHING_COMMON).verdict, 'is-email');
    assert.equal(judge('abcdefghijkl', EMAIL, NOTHING_COMMON).verdict, 'predictable');
  });

  it('grows with what is added, and stays quick on the longest input', () => {
    const order = ['weak', 'fair', 'good', 'strong'];
    const strengths = [
      'harbour',
      'harbour violin cloud',
      'harbour violin cloud 83',
      'harbour violin cloud 83 teapot ocean',
    ];
    const found = strengths.map((password) => order.indexOf(judge(password, EMAIL, common).strength));
    assert.deepEqual(found, found.toSorted());
    assert.equal(found.at(-1), 3);
    const started = performance.now();
    judge('ab'.repeat(511) + 'c', EMAIL, common);
    assert.ok(performance.now() - started < 200);
  });
});
