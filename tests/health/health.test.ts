import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { healthRoute } from '../../server/health/health.route.ts';
import type { ReadinessParts } from '../../server/health/readiness.ts';
import { StorageUnavailable } from '../../server/platform/unavailable.ts';
import { json, serve } from '../http/harness.ts';

const fine: ReadinessParts = {
  storage: { ping: () => Promise.resolve() },
  ephemera: { ping: () => Promise.resolve() },
  keys: () => true,
  keks: () => true,
  draining: () => false,
};

function probe(changed: Partial<ReadinessParts>) {
  return serve((router, web) => healthRoute(router, web, { ...fine, ...changed }));
}

describe('health', () => {
  it('JIRO-R17 JIRO-C01 is ready when every part is', async () => {
    await using server = await probe({});
    const response = await server.fetch('/readyz');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.deepEqual(await json(response), {
      status: 'ok',
      checks: { storage: 'ok', ephemera: 'ok', keys: 'ok', serving: 'ok', keks: 'ok' },
    });
  });

  const down = new StorageUnavailable('connect ECONNREFUSED 10.0.0.1:5432');
  const failures: readonly (readonly [string, Partial<ReadinessParts>])[] = [
    ['storage', { storage: { ping: () => Promise.reject(down) } }],
    ['ephemera', { ephemera: { ping: () => Promise.reject(down) } }],
    ['keys', { keys: () => false }],
    ['serving', { draining: () => true }],
    [
      'keys',
      {
        keys: () => {
          throw new TypeError('a bug');
        },
      },
    ],
  ];
  it('tells that a key-encryption key cannot be used, and serves what needs none', async () => {
    await using server = await probe({ keks: () => false });
    const response = await server.fetch('/readyz');
    assert.equal(response.status, 200);
    assert.partialDeepStrictEqual(await json(response), { status: 'ok', checks: { keks: 'failed' } });
  });

  for (const [check, changed] of failures) {
    it(`JIRO-R17 CF-42 is not ready without ${check}, is alive all the same, and says no more (HT-09)`, async () => {
      await using server = await probe(changed);
      const response = await server.fetch('/readyz');
      assert.equal(response.status, 503);
      const text = await response.text();
      assert.doesNotMatch(text, /10\.0\.0\.1|ECONN|bug/);
      const { checks } = JSON.parse(text);
      assert.deepEqual(
        Object.entries(checks).filter(([, result]) => result === 'failed'),
        [[check, 'failed']],
      );
      assert.equal((await server.fetch('/healthz')).status, 200);
    });
  }

  it('answers within a second when a part hangs', async () => {
    await using server = await probe({ storage: { ping: () => new Promise(() => {}) } });
    const started = performance.now();
    const response = await server.fetch('/readyz');
    assert.equal(response.status, 503);
    assert.ok(performance.now() - started < 1_500);
  });
});
