import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { looksLikeEmail } from '../../authpage/src/email-address.ts';
import { parseEmail } from '../../server/accounts/email.ts';

const same = [
  ['Ada@Example.ORG', 'ada@example.org'],
  ['  ada@example.org\n', 'ada@example.org'],
  ['ａｄａ@example.org', 'ada@example.org'], // full-width letters (NFKC)
  ['ada＠example.org', 'ada@example.org'], // full-width @: normalised before it is judged
  ['ada@example．org', 'ada@example.org'], // full-width dot
  ['ﬁn@example.org', 'fin@example.org'], // the ligature fi
  ['ADA+tag@example.org', 'ada+tag@example.org'],
  ['jo\u0073\u0065\u0301@example.org', 'jos\u00e9@example.org'], // decomposed é
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'], // one mailbox, two spellings
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
  ['bücher@example.org', 'bücher@example.org'],
  ["o'hara@example.org", "o'hara@example.org"],
  ['\u0430\u043b\u0438\u0441\u0430@example.org', '\u0430\u043b\u0438\u0441\u0430@example.org'], // Cyrillic alone
  ['\u7530\u4e2dtaro@example.org', '\u7530\u4e2dtaro@example.org'], // Han beside Latin, as in Japan
] as const;

const refused = [
  '',
  'ada',
  'ada@',
  '@example.org',
  'ada@localhost',
  'ada@example',
  'ada@@example.org',
  'ada@b@example.org',
  'ada@example..org',
  'ada@-example.org',
  'ada b@example.org',
  'ada@exam ple.org',
  'ada\0@example.org',
  'ada\u200b@example.org', // zero width space: two spellings that look the same
  'ada\u202e@example.org', // right-to-left override
  'al\u00adice@example.org', // soft hyphen
  'al\u2060ice@example.org', // word joiner
  '\u0430lice@example.org', // UN-02: a Cyrillic a before Latin letters
  'alic\u03bf@example.org', // UN-02: a Greek o after Latin letters
  'ada@example.org\nBcc: all@example.org',
  '"ada lovelace"@example.org',
  'ada@[127.0.0.1]',
  'ada@127.0.0.10',
  'ada@0x7f.0.0.0x10',
  'ada@example.org:25',
  'ada@example.org/path',
  'ada@exa%6Dple.org',
  'ada,bob@example.org',
  'Ada <ada@example.org>',
  `${'a'.repeat(65)}@example.org`,
  `ada@${'a.'.repeat(130)}org`,
] as const;

const TEXTS = 200_000;
const PIECES = [
  ...[
    'a',
    'B',
    'z',
    '0',
    '.',
    '-',
    '+',
    'ß',
    'ẞ',
    'İ',
    'ı',
    'ﬁ',
    'Å',
    'Å',
    'e\u0301',
    'é',
    'ｅ',
    'Σ',
    'ς',
    'ǅ',
  ],
  ...[
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u0130',
    '\u212a',
    '\u1e9e',
    '\u0345',
    '\u03b0',
    '\u3000',
    '\u2024',
    '\ufb03',
    '٣',
  ],
];
const AFTER = [
  '@example.org',
  '＠example.org',
  '@Example．ORG',
  '@bücher.example',
  '@BU\u0308CHER.example',
  '@xn--bcher-kva.example',
];

/** A text of pieces that normalise, fold or hide, the same for the same number. */
function trouble(n: number): string {
  let seed = (n * 2_654_435_761) >>> 0;
  const pick = (from: readonly string[]) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return from[(seed >>> 8) % from.length] ?? '';
  };
  const local = Array.from({ length: 1 + (n % 5) }, () => pick(PIECES)).join('');
  return local + pick(AFTER);
}

describe('an e-mail address in its one form', () => {
  for (const [typed, canonical] of same) {
    it(`DOD-C12 ${JSON.stringify(typed)} is ${canonical}`, () => assert.equal(parseEmail(typed), canonical));
  }
  for (const typed of refused) {
    it(`refuses ${JSON.stringify(typed.slice(0, 40))}`, () => assert.equal(parseEmail(typed), undefined));
  }

  it(`UN-04 ${TEXTS} texts of what makes trouble: the form of a form is itself, and the page refuses none`, () => {
    let sound = 0;
    for (let n = 0; n < TEXTS; n += 1) {
      const text = trouble(n);
      const once = parseEmail(text);
      if (once === undefined) continue;
      sound += 1;
      assert.equal(parseEmail(once), once, JSON.stringify(text));
      assert.ok(looksLikeEmail(text), `the page refuses ${JSON.stringify(text)}`);
    }
    assert.ok(sound > TEXTS / 100, `${sound} of them are addresses`);
  });

  it('gives the same answer for its own answer, whatever was typed', () => {
    const typed = fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme', maxLength: 300 }));
    fc.assert(
      fc.property(typed, (text) => {
        const once = parseEmail(text);
        if (once === undefined) return;
        assert.equal(parseEmail(once), once);
        assert.equal(parseEmail(once.toUpperCase()), parseEmail(once.toUpperCase().toLowerCase()));
        assert.ok(once.length <= 254);
      }),
      { numRuns: 2_000 },
    );
  });
});
