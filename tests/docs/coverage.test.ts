import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { coverageDocument } from './coverage.ts';

const ROWS_MIN = 250;

describe('docs/coverage.md', () => {
  it('is current: npm run docs', () => {
    assert.equal(readFileSync('docs/coverage.md', 'utf8'), coverageDocument());
  });

  it('has read the tests', () => {
    assert.ok(coverageDocument().split('\n| ').length > ROWS_MIN);
  });
});
