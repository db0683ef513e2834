import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSecret, newBytes, newSecret } from '../../server/platform/random.ts';

describe('secrets', () => {
  it('AC-08: are unique and spread evenly over their alphabet, across refills of the pool', () => {
    const made = Array.from({ length: 20_000 }, () => newSecret('ac'));
    assert.equal(new Set(made).size, made.length);

    // The last of 43 characters carries 4 bits only, so it is left out of the count.
    const counts = new Map<string, number>();
    for (const secret of made) {
      for (const character of secret.slice(3, 45)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = (made.length * 42) / 64;
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    assert.equal(counts.size, 64);
    // 63 degrees of freedom: above 140 in one run of ten million.
    assert.ok(chiSquare < 140, `chi-square ${chiSquare}`);
  });

  it('never share bytes: what one caller changes, no other sees', () => {
    const [first, second] = [newBytes(32), newBytes(32)];
    const copy = Buffer.from(second);
    first.fill(0);
    assert.deepEqual(second, copy);
    assert.notEqual(first.buffer, second.buffer);
  });

  it('AC-10: are known by their exact shape', () => {
    const secret = newSecret('ac');
    assert.ok(isSecret('ac', secret));
    for (const other of [
      secret.slice(1),
      `${secret}A`,
      secret.toUpperCase(),
      secret.replace('ac_', 'rt_'),
      `${secret.slice(0, -1)}=`,
    ]) {
      assert.ok(!isSecret('ac', other), other);
    }
  });
});
