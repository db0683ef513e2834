import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { EphemeraUnavailable } from '../../platform/ephemera.ts';
import { scripts } from './redis-scripts.ts';

/** A command that was not answered within this time never was: its caller gets a 503. */
const ANSWER_MILLISECONDS = 700;
const CONNECT_MILLISECONDS = 1_000;
/** From the open socket to the end of the greeting. */
const GREETING_MILLISECONDS = 2_000;
const RECONNECT_MILLISECONDS_MIN = 50;
const RECONNECT_MILLISECONDS_MAX = 1_000;
const PENDING_COMMANDS_MAX = 10_000;

export type Redis = ReturnType<typeof newClient>;

/** One connection to one Redis, renewed whenever it falls silent. Commands are pipelined over it. */
export interface RedisConnection {
  /** Sends commands; throws EphemeraUnavailable within a second when they are not answered. */
  ask<Reply>(send: (redis: Redis) => Promise<Reply>): Promise<Reply>;
  close(): Promise<void>;
}

/** Returns when Redis answers, or after a second all the same: it may come later. */
export async function connectRedis(url: string): Promise<RedisConnection> {
  let closed = false;
  let redis = start();

  function start(): Redis {
    const client = newClient(url);
    let greeting: NodeJS.Timeout | undefined;
    // Errors reach whoever sent a command; without a listener one would end the process.
    client.on('error', () => undefined);
    // A peer that takes the connection and then says nothing is left again, for ever if need be.
    client.on('connect', () => {
      clearTimeout(greeting);
      greeting = setTimeout(() => renew(client), GREETING_MILLISECONDS).unref();
    });
    client.on('ready', () => clearTimeout(greeting));
    client.on('end', () => clearTimeout(greeting));
    client.connect().catch(() => undefined);
    return client;
  }

  /** Leaves a silent connection: what waits on it fails at once, what comes next fails until the new one is there. */
  function renew(silent: Redis): void {
    if (closed || silent !== redis) return;
    redis = start();
    silent.destroy();
  }

  const connection: RedisConnection = {
    ask: async (send) => {
      const asked = redis;
      try {
        return await answered(send(asked), () => renew(asked));
      } catch (error) {
        if (error instanceof EphemeraUnavailable) throw error;
        throw new EphemeraUnavailable('Redis does not answer', { cause: error });
      }
    },
    close: async () => {
      closed = true;
      const leaving = redis;
      await Promise.race([leaving.close(), pause(ANSWER_MILLISECONDS, undefined, { ref: false })]);
      leaving.destroy();
    },
  };
  await becomesReady(redis);
  return connection;
}

function newClient(url: string) {
  return createClient({
    url,
    name: 'tacet',
    scripts,
    // Otherwise a command waits for ever while Redis is down.
    disableOfflineQueue: true,
    commandsQueueMaxLength: PENDING_COMMANDS_MAX,
    // `answered` limits the whole of a command. The client's own limit makes an error object for each, in vain.
    commandOptions: { timeout: 0 },
    socket: { connectTimeout: CONNECT_MILLISECONDS, reconnectStrategy: backoff },
  });
}

/** Doubles, and differs from instance to instance, so that they do not all come back in the same moment. */
function backoff(retries: number): number {
  const ceiling = Math.min(
    RECONNECT_MILLISECONDS_MIN * 2 ** Math.min(retries, 10),
    RECONNECT_MILLISECONDS_MAX,
  );
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}

function answered<Reply>(reply: Promise<Reply>, onSilence: () => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // When it was this process that stood still, the answer lies in the socket: it is read before `setImmediate`.
      setImmediate(() => {
        if (settled) return;
        reject(new EphemeraUnavailable('Redis did not answer in time'));
        onSilence();
      });
    }, ANSWER_MILLISECONDS);
    let settled = false;
    const settle = () => {
      settled = true;
      clearTimeout(timer);
    };
    reply.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error instanceof Error ? error : new Error('Redis refused', { cause: error }));
      },
    );
  });
}

function becomesReady(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CONNECT_MILLISECONDS);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
