import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import { redisEphemera } from '../../server/storage/ephemera/redis.ts';
import { type TestRedis, testRedis } from '../harness/redis.ts';
import { ephemeraPromises } from './ephemera-promises.ts';

describe('Redis', () => {
  let redis: TestRedis;
  let ephemera: Ephemera;
  before(async () => {
    redis = await testRedis();
    ephemera = await redisEphemera(redis.url);
  });
  after(async () => {
    await ephemera.close();
    await redis.stop();
  });

  ephemeraPromises('Redis', async () => ({ ephemera, pass: (seconds) => pause(seconds * 1_000) }));

  it('F-21 survives being emptied, scripts included', async () => {
    const client = await createClient({ url: redis.url }).connect();
    const budget = { key: 'flushed', free: 1, delaysSeconds: [60], leakSeconds: 0, memorySeconds: 600 };
    await ephemera.put('flushed', 'value', 60);
    await ephemera.admit([budget], 1_000);
    await client.flushDb();
    await client.sendCommand(['SCRIPT', 'FLUSH']);
    assert.equal(await ephemera.take('flushed'), undefined);
    assert.equal(await ephemera.spend('flushed', 60), undefined);
    assert.deepEqual(await ephemera.admit([budget], 1_000), { admitted: true });
    await client.close();
  });

  it('CA-06 claims nothing that is older than its memory: emptied, or another Redis with the keys of this one', async () => {
    const client = await createClient({ url: redis.url }).connect();
    const made = (issuedAtSeconds: number, epochIfNoneSeconds: number) => ({
      issuedAtSeconds,
      ttlSeconds: 60,
      epochIfNoneSeconds,
    });
    await client.flushDb();
    assert.equal(await ephemera.claimOnce('flushed:1', made(1_000, 1_000)), true);
    await client.flushDb();
    assert.equal(await ephemera.claimOnce('flushed:1', made(1_000, 1_011)), false);
    assert.equal(await ephemera.claimOnce('flushed:2', made(1_011, 1_500)), true);

    // As it lies in a snapshot that another run of Redis was started from.
    await client.set('tacet:{once}-epoch', `${'a'.repeat(40)}:1000`);
    assert.equal(await ephemera.claimOnce('restarted', made(1_999, 2_000)), false);
    assert.equal(await ephemera.claimOnce('restarted', made(2_000, 9_000)), true);
    await client.flushDb();
    await client.close();
  });

  it('DOD-R15 lets nothing live for ever', async () => {
    await ephemera.put('lasting:put', 'value', 60);
    await ephemera.spend('lasting:put', 60);
    await ephemera.claim('lasting:claim', 60);
    await ephemera.claimOnce('lasting:once', { issuedAtSeconds: 1, ttlSeconds: 60, epochIfNoneSeconds: 1 });
    await ephemera.count('lasting:count', 60);
    const budget = { key: 'lasting', free: 5, delaysSeconds: [60], leakSeconds: 0, memorySeconds: 600 };
    await ephemera.admit([budget], 1_000);
    await ephemera.refund([{ key: 'lasting', forget: false }]);
    const client = await createClient({ url: redis.url }).connect();
    const keys = await client.keys('*');
    assert.ok(keys.length >= 4);
    for (const key of keys) assert.ok((await client.ttl(key)) > 0, key);
    await client.close();
  });

  it('F-23 keeps the budgets that are judged together in one slot of a Cluster', async () => {
    const client = await createClient({ url: redis.url }).connect();
    const budgets = ['a', 'b', 'c'].map((key) => ({
      key: `slot:${key}`,
      free: 1,
      delaysSeconds: [60],
      leakSeconds: 0,
      memorySeconds: 600,
    }));
    await ephemera.admit(budgets, 1_000);
    const slots = (await client.keys('*slot:*')).map((key) => /\{(.+?)\}/.exec(key)?.[1]);
    assert.deepEqual(slots, ['budget', 'budget', 'budget']);
    await client.close();
  });
});
