import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { EphemeraUnavailable } from '../../server/platform/ephemera.ts';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import { redisEphemera } from '../../server/storage/ephemera/redis.ts';
import { freePort } from '../harness/free-port.ts';
import { startRedis } from '../harness/redis.ts';

const ANSWER_LIMIT_MILLISECONDS = 1_000;

describe('a Redis in trouble', () => {
  it('F-20 is refused within a second once it was killed, by every method', async () => {
    const redis = await startRedis();
    const ephemera = await redisEphemera(redis.url);
    await ephemera.put('key', 'value', 60);
    process.kill(redis.pid, 'SIGKILL');
    await refusesAll(ephemera);
    await ephemera.close();
    await redis.stop();
  });

  it('F-25 is refused within a second while it does not answer, and serves again when it does', async () => {
    const redis = await startRedis();
    const ephemera = await redisEphemera(redis.url);
    await ephemera.put('key', 'value', 60);
    process.kill(redis.pid, 'SIGSTOP');
    await refusesAll(ephemera);
    process.kill(redis.pid, 'SIGCONT');
    await comesBack(ephemera);
    assert.equal(await ephemera.take('key'), 'value');
    await ephemera.close();
    await redis.stop();
  });

  it('is refused at once where nothing listens, and serves when something comes', async () => {
    const port = await freePort();
    const ephemera = await redisEphemera(`redis://127.0.0.1:${port}`);
    await refusesAll(ephemera);
    const redis = await startRedis(port);
    await comesBack(ephemera);
    await ephemera.close();
    await redis.stop();
  });

  it('F-25 is refused within a second by a listener that never answers, whatever it is asked', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(
      0,
      '127.0.0.1',
    );
    await once(silent, 'listening');
    const address = silent.address();
    assert.ok(address !== null && typeof address === 'object');
    const ephemera = await redisEphemera(`redis://127.0.0.1:${address.port}`);
    await refusesAll(ephemera);
    await ephemera.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('a process that stood still itself does not take Redis for silent', async () => {
    const redis = await startRedis();
    const ephemera = await redisEphemera(redis.url);
    const asked = Promise.all([ephemera.ping(), ephemera.put('key', 'value', 60)]);
    await new Promise((resolve) => setImmediate(resolve));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
    await asked;
    assert.equal(await ephemera.peek('key'), 'value');
    await ephemera.close();
    await redis.stop();
  });
});

async function refusesAll(ephemera: Ephemera): Promise<void> {
  const budget = { key: 'budget', free: 1, delaysSeconds: [60], leakSeconds: 0, memorySeconds: 600 };
  const started = Date.now();
  const asked = [
    ephemera.put('key', 'value', 60),
    ephemera.replace('key', 'value', 60),
    ephemera.peek('key'),
    ephemera.take('other'),
    ephemera.spend('other', 60),
    ephemera.claim('claim', 60),
    ephemera.count('count', 60),
    ephemera.admit([budget], 1_000),
    ephemera.refund([{ key: 'budget', forget: true }]),
    ephemera.ping(),
  ];
  for (const answer of await Promise.allSettled(asked)) {
    assert.ok(answer.status === 'rejected' && answer.reason instanceof EphemeraUnavailable);
  }
  assert.ok(Date.now() - started < ANSWER_LIMIT_MILLISECONDS);
}

async function comesBack(ephemera: Ephemera): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    try {
      return await ephemera.ping();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}
