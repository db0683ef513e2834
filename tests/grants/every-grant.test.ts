import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { grantTypes } from '../../server/grants/index.ts';
import { losesItsGround } from './ground.ts';
import { ENTRIES } from './ready.ts';

describe('class 3: no grant gives a token on ground that is gone', () => {
  it('every grant of the registry is asked', () => {
    const asked = new Set([...ENTRIES.map(({ type }) => type), ...askedInTests()]);
    for (const type of grantTypes) {
      assert.ok(asked.has(type), `${type}: call losesItsGround({ type: '${type}', … }) in its test`);
    }
  });

  for (const entry of ENTRIES) losesItsGround(entry);
});

/** The types of the calls that stand in the tests of the grants themselves. */
function askedInTests(): readonly string[] {
  return globSync('tests/grants/*.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/losesItsGround\(\{\s*type: '([^']+)'/g)].map(
      ([, type = '']) => type,
    ),
  );
}
