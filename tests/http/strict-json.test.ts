import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseStrictJson, parseStrictObject } from '../../server/http/json.ts';
import { RequestRefused } from '../../server/http/request-refused.ts';

const REFUSED: Readonly<Record<string, string>> = {
  'a name twice': '{"a":1,"a":2}',
  'a name twice, once by an escape': '{"a":1,"\\u0061":2}',
  'a name twice further in': '{"a":[{"b":{"c":1,"c":2}}]}',
  'a name twice around another object': '{"a":{"b":1},"a":2}',
  'a name twice behind a text that ends in backslashes': '{"b":"\\\\\\\\","a":1,"a":2}',
  'a name twice behind an escaped quote': '{"b":"\\"","a":1,"a":2}',
  'the name __proto__': '{"__proto__":{}}',
  'the name __proto__ by an escape': '{"__pro\\u0074o__":{}}',
  'the name constructor': '{"a":{"constructor":1}}',
  'the name prototype': '[{"prototype":1}]',
  'a NUL': '{"a":"\\u0000"}',
  'a NUL in a name': '{"\\u0000":1}',
  'half a character': '{"a":"\\ud800"}',
  'half a character as it is': '{"a":"\ud800"}',
  'nine levels': '['.repeat(9) + ']'.repeat(9),
  'no JSON': '{"a":1,}',
  nothing: '',
};

const TAKEN: readonly string[] = [
  '{}',
  '{"a":1,"b":{"a":1,"b":[{"a":1},{"a":2}]}}',
  '{"a":"a","b":["a","a","b"]}',
  '{ "a" : "}{][,:" , "b" : "\\"a\\":1,\\"a\\":2" }',
  '{"a":"\\\\","b":"\\\\\\"","c":"\\u00e9 \\ud83d\\ude00"}',
  '{"a":["__proto__","constructor"]}',
  '['.repeat(8) + ']'.repeat(8),
  '"a"',
  'null',
];

describe('JSON that can be read in one way only', () => {
  for (const [what, text] of Object.entries(REFUSED)) {
    it(`JT-08 refuses ${what}`, () => assert.equal(parseStrictJson(text), undefined));
  }

  for (const text of TAKEN) {
    it(`takes ${text}`, () => assert.deepEqual(parseStrictJson(text), JSON.parse(text)));
  }

  it('takes whatever was written from a value, and tells a repeated name wherever it is put', () => {
    const value = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, fc.string(), fc.integer(), tie('list'), tie('object')),
      list: fc.array(tie('tree'), { maxLength: 4 }),
      object: fc.dictionary(
        fc.string({ unit: fc.constantFrom('a', '"', '\\', '}', ',', 'é', '😀', ' ') }),
        tie('tree'),
        { maxKeys: 5 },
      ),
    })).object;
    const sound = (text: string) =>
      !text.includes('\\u0000') && !/__proto__|constructor|prototype/.test(text);
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 1 }), (tree, indent) => {
        const text = JSON.stringify(tree, null, indent);
        fc.pre(sound(text));
        assert.deepEqual(parseStrictJson(text), JSON.parse(text));
        const inner = JSON.stringify({ x: tree, y: [tree] });
        const twice = inner.replace(/\}$/, `,"x":${text}}`);
        assert.equal(parseStrictJson(twice), undefined);
      }),
    );
  });

  it('asks for an object where an object is due', () => {
    for (const text of ['[]', '"a"', 'null', '1']) {
      assert.throws(() => parseStrictObject(text), RequestRefused);
    }
  });
});
