import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
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

describe('an e-mail address in its one form', () => {
  for (const [typed, canonical] of same) {
    it(`DOD-C12 ${JSON.stringify(typed)} is ${canonical}`, () => assert.equal(parseEmail(typed), canonical));
  }
  for (const typed of refused) {
    it(`refuses ${JSON.stringify(typed.slice(0, 40))}`, () => assert.equal(parseEmail(typed), undefined));
  }

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
