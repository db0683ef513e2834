import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from '../../authpage/src/words/en.ts';
import { nl } from '../../authpage/src/words/nl.ts';
import { problemCodes } from '../../contract/problem.ts';

type Leaves = ReadonlyMap<string, unknown>;

describe('the dictionaries', () => {
  const english = leaves(en);
  const dutch = leaves(nl);

  it('have the same entries, none of them empty', () => {
    assert.ok(english.size > 100);
    assert.deepEqual([...dutch.keys()].sort(), [...english.keys()].sort());
    for (const [key, value] of [...english, ...dutch]) assert.notEqual(value, '', key);
  });

  it('are translated: what is the same in both is the same on purpose', () => {
    const same = [...english].filter(([key, value]) => typeof value === 'string' && dutch.get(key) === value);
    assert.deepEqual(
      same.map(([key]) => key),
      ['consent.scopes'],
    );
  });

  it('use every parameter of a sentence', () => {
    for (const [key, value] of [...english, ...dutch]) {
      if (typeof value !== 'function') continue;
      const said: unknown = value(...[7001, 7002].slice(0, value.length));
      assert.match(String(said), /7001/, key);
      if (value.length > 1) assert.match(String(said), /7002/, key);
    }
  });

  it('put every problem of the contract into words', () => {
    for (const code of problemCodes) assert.ok(en.problems[code].text.length > 10);
  });

  it('fence names from outside, so that they cannot turn the sentence around (UI-08)', () => {
    assert.equal(en.consent.title('\u202Eevil'), '\u2068\u202Eevil\u2069 asks for access');
  });
});

function leaves(value: object, path = ''): Leaves {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null
        ? [...leaves(inner, `${path}${key}.`)]
        : [[`${path}${key}`, inner]],
    ),
  );
}
