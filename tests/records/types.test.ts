import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadConfig } from '../../server/config/load.ts';
import { plainPattern } from '../../server/protocol/plain-pattern.ts';
import { builtInRecordTypes } from '../../server/protocol/record-types.ts';
import { isMasked } from '../../server/records/mask.ts';
import { recordTypes } from '../../server/records/types/index.ts';

const types = recordTypes({ recordTypes: [] });
const typeOf = (name: string) => {
  const found = types.find((type) => type.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const LINES = { street_address: 'Singel 1', locality: 'Amsterdam', country: 'NL' };

/** What comes in, how it is kept, what is shown of it. */
const GOOD = [
  ['card-number', '4242424242424242', '4242424242424242', '•••• 4242'],
  ['card-number', '3782 822463 10005', '378282246310005', '•••• 0005'],
  ['card-number', '5555-5555-5555-4444', '5555555555554444', '•••• 4444'],
  ['iban', 'nl91 abna 0417 1643 00', 'NL91ABNA0417164300', 'NL •••• 4300'],
  ['iban', 'GB82WEST12345698765432', 'GB82WEST12345698765432', 'GB •••• 5432'],
  ['phone', '+31 6 12-34.56 78', '+31612345678', '+•••• 78'],
  [
    'national-id',
    { country: 'nl', number: '1112.22.333' },
    { country: 'NL', number: '111222333' },
    'NL •••• 33',
  ],
  [
    'national-id',
    { country: 'ES', number: '12345678z' },
    { country: 'ES', number: '12345678Z' },
    'ES •••• 8Z',
  ],
  [
    'national-id',
    { country: 'ES', number: 'X1234567L' },
    { country: 'ES', number: 'X1234567L' },
    'ES •••• 7L',
  ],
  [
    'national-id',
    { country: 'BE', number: '85.07.30-033.28' },
    { country: 'BE', number: '85073003328' },
    'BE •••• 28',
  ],
  [
    'national-id',
    { country: 'PL', number: '44051401359' },
    { country: 'PL', number: '44051401359' },
    'PL •••• 59',
  ],
  [
    'national-id',
    { country: 'DE', number: '86095742719' },
    { country: 'DE', number: '86095742719' },
    'DE •••• 19',
  ],
  [
    'national-id',
    { country: 'SE', number: '811218-9876' },
    { country: 'SE', number: '8112189876' },
    'SE •••• 76',
  ],
  [
    'national-id',
    { country: 'FR', number: '2 55 08 14 168 025 38' },
    { country: 'FR', number: '255081416802538' },
    'FR •••• 38',
  ],
  ['national-id', { country: 'XX', number: 'AB-12' }, { country: 'XX', number: 'AB12' }, 'XX •••• 12'],
  ['address', { ...LINES, country: 'nl', street_address: ' Singel\t1' }, undefined, undefined],
  [
    'address',
    { ...LINES, locality: ' Amster  dam ' },
    { ...LINES, locality: 'Amster dam' },
    '••••, Amster dam, NL',
  ],
  ['address', { ...LINES, recipient: 'Ada' }, { recipient: 'Ada', ...LINES }, '••••, Amsterdam, NL'],
  ['free-text', 'one\r\ntwo\t', 'one\ntwo\t', '••••'],
] as const;

const BAD: readonly (readonly [string, readonly unknown[]])[] = [
  [
    'card-number',
    [
      ...['4242424242424242\n', '\n4242424242424242', '4242424242424241', '4242', '4242  4242 4242 4242', ''],
      ...[
        '4242424242424242 ',
        '4'.repeat(20),
        '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢',
        4242424242424242,
        null,
        ['4242424242424242'],
        {},
      ],
    ],
  ],
  [
    'iban',
    ['NL91ABNA0417164301', 'NL91ABNA041716430', 'NL91ABNA0417164300\n', 'NL', `XX00${'A'.repeat(40)}`],
  ],
  ['phone', ['0612345678', '+0612345678', '+31 6', '+31612345678\n', `+${'1'.repeat(16)}`, '+3161234567a']],
  [
    'national-id',
    [
      ...['111222333', { country: 'NL', number: '111222334' }, { country: 'NLD', number: '111222333' }],
      ...[
        { country: 'NL', number: '111222333\n' },
        { country: 'ES', number: '12345678A' },
        { country: 'NL' },
      ],
      ...[
        { country: 'DE', number: '86095742718' },
        { country: 'BE', number: '85073003329' },
      ],
      ...[
        { country: 'PL', number: '44051401358' },
        { country: 'SE', number: '8112189875' },
      ],
      ...[
        { country: 'FR', number: '255081416802539' },
        { country: 'constructor', number: '1234' },
      ],
    ],
  ],
  [
    'address',
    [
      ...[
        {},
        'Singel 1',
        { ...LINES, country: 'Netherlands' },
        { ...LINES, locality: ' ' },
        { ...LINES, more: 'x' },
      ],
      ...[
        { ...LINES, locality: 'A\nB' },
        { ...LINES, locality: 'A\u202EB' },
        { ...LINES, region: 'x'.repeat(201) },
      ],
    ],
  ],
  ['free-text', ['', 'x'.repeat(4097), 'a\u0000b', 'a\u001b[2J', 'a\rb', 1, {}]],
];

describe('types of records', () => {
  it('are those that the settings know by name', () => {
    assert.deepEqual(
      types.map(({ name }) => name),
      builtInRecordTypes,
    );
  });

  for (const [name, value, kept, masked] of GOOD) {
    it(`${name} keeps ${JSON.stringify(value)} in one form`, () => {
      const type = typeOf(name);
      const parsed = type.parse(value);
      if (kept === undefined) return assert.ok('wrongAt' in parsed);
      assert.deepEqual(parsed, { value: kept });
      assert.deepEqual(type.parse(kept), parsed, 'what is kept is taken again, and changes no more');
      assert.equal(type.mask(kept), masked);
      assert.ok(isMasked(masked), 'and is known when it comes back');
    });
  }

  for (const [name, values] of BAD) {
    it(`KMS-R35 KMS-N10 ${name} refuses what is none`, () => {
      for (const value of values) assert.ok('wrongAt' in typeOf(name).parse(value), JSON.stringify(value));
    });
  }

  it('tell a masked value from one that only looks odd', () => {
    for (const value of ['********', '•••• 1234', ' * ', { a: 'x', b: '••••' }]) assert.ok(isMasked(value));
    for (const value of ['5 * 3', 'a •• b', ' ', '', 12, null, { a: '1' }])
      assert.equal(isMasked(value), false);
  });
});

describe('types of an operator', () => {
  const configured = (type: object) =>
    recordTypes(loadConfig({ TACET_RECORD_TYPES: JSON.stringify([type]) })).at(-1);
  const loyalty = {
    name: 'loyalty-card',
    pattern: '[A-Z]{2}-?\\d{4,8}',
    max_length: 11,
    mask: { show_last: 4 },
  };

  it('take what their pattern says, whole, and show the end of it', () => {
    const type = configured(loyalty);
    assert.deepEqual(type?.parse('AB-123456'), { value: 'AB-123456' });
    assert.equal(type?.mask('AB-123456'), '•••• 3456');
    for (const value of ['AB123', 'ab123456', 'AB-123456\n', 'xAB123456', 'AB123456789', 1]) {
      assert.ok(type && 'wrongAt' in type.parse(value), String(value));
    }
  });

  it('never show more than half of a value', () => {
    const type = configured({ name: 'pin', pattern: '\\d{4,8}', max_length: 8, mask: { show_last: 4 } });
    assert.equal(type?.mask('1234'), '••••');
    assert.equal(type?.mask('12345678'), '•••• 5678');
    assert.equal(configured({ name: 'pin', pattern: '\\d{4}', max_length: 4 })?.mask('1234'), '••••');
  });

  for (const change of [
    { pattern: '(a+)+$' },
    { pattern: 'a*' },
    { pattern: 'a|b' },
    { pattern: '^a$' },
    { pattern: '.' },
    { pattern: '[^a]' },
    { pattern: '[z-a]' },
    { pattern: 'a{2,1}' },
    { pattern: 'a{99999}' },
    { pattern: '' },
    { pattern: 'a'.repeat(257) },
    { name: 'iban' },
    { name: 'Upper' },
    { max_length: 5000 },
    { mask: { show_last: 9 } },
    { more: 1 },
  ]) {
    it(`are refused at start: ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.throws(() => configured({ ...loyalty, ...change }), /TACET_RECORD_TYPES/);
    });
  }

  it('match in a time that no value can stretch', () => {
    const pattern = plainPattern('a{0,4096}'.repeat(20) + 'b');
    const started = performance.now();
    assert.equal(pattern?.matches('a'.repeat(4096)), false);
    assert.equal(pattern?.matches('a'.repeat(4095) + 'b'), true);
    assert.ok(performance.now() - started < 1_000);
  });

  it('match as a regular expression would', () => {
    const cases = ['\\d{2,3}[a-c-]?x', 'a?a?aa', '[0-9]{3}\\.\\d', 'a{2}b?'];
    const texts = ['12ax', '123-x', '1x', 'aa', 'aaaa', 'aaaaa', '123.4', '123x4', 'aab', 'aa', 'aabb', ''];
    for (const source of cases) {
      const real = new RegExp(`^(?:${source})$`);
      for (const text of texts)
        assert.equal(plainPattern(source)?.matches(text), real.test(text), `${source} ${text}`);
    }
  });
});
