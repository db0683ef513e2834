import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseParameters } from '../../server/http/form.ts';
import { limits } from '../../server/platform/limits.ts';

describe('parameters', () => {
  it('PA-10 takes an empty value for an absent one', () => {
    const { values, repeated } = parseParameters('scope=&state=x&state=');
    assert.deepEqual({ ...values }, { state: 'x' });
    assert.equal(repeated.size, 0);
  });

  it('PA-02 names what was sent twice, also when both say the same', () => {
    const { values, repeated } = parseParameters('a=1&b=2&a=1');
    assert.deepEqual([...repeated], ['a']);
    assert.equal(values.b, '2');
  });

  const malformed: readonly (readonly [string, string])[] = [
    ['a lone continuation byte', 'a=%80'],
    ['an overlong slash', 'a=%C0%AF'],
    ['half a surrogate pair', 'a=%ED%A0%80'],
    ['a sequence cut by the next parameter', 'a=%C3&b=%A9'],
    ['NUL in a value', 'a=%00'],
    ['NUL in a name', 'a%00=b'],
    ['a value that is too long', `a=${'x'.repeat(limits.parameterCharacters + 1)}`],
    ['too many parameters', Array.from({ length: limits.parameters + 1 }, (_, n) => `p${n}=1`).join('&')],
  ];
  for (const [what, text] of malformed) {
    it(`PA-06 calls ${what} malformed`, () => assert.equal(parseParameters(text).malformed, true));
  }

  it('keeps names that mean something to JavaScript as names', () => {
    const { values } = parseParameters('__proto__=x&constructor=y&toString=z');
    assert.deepEqual(Object.keys(values), ['__proto__', 'constructor', 'toString']);
    assert.equal('polluted' in {}, false);
    assert.equal(parseParameters('a=1').values.toString, undefined);
  });

  it('gives back what an encoder put in', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((s) => !s.includes('\0'));
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 10 }), (parameters) => {
        const { values, repeated, malformed } = parseParameters(new URLSearchParams(parameters).toString());
        assert.deepEqual({ ...values }, { ...parameters });
        assert.equal(repeated.size, 0);
        assert.equal(malformed, false);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parseParameters(text)),
      { numRuns: 2_000 },
    );
  });
});
