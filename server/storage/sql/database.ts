import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { PoolUse } from '../../health/pool-use.ts';
import type { Log } from '../../platform/log.ts';
import { StorageUnavailable } from '../../platform/unavailable.ts';
import { driven, isRetryable } from './failure.ts';
import { openPool, QUICK, SLOW } from './pool.ts';
import type { Statement, Value, Values } from './statement.ts';

/** Runs statements; everything it throws is StorageUnavailable or a bug. */
export interface Runner {
  all<Given extends Values<Given>, Row extends object>(
    statement: Statement<Given, Row>,
    given: Given,
  ): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Given extends Values<Given>, Row extends object>(
    statement: Statement<Given, Row>,
    given: Given,
  ): Promise<Row | undefined>;
}

export interface Database extends Runner {
  /**
   * Runs `work` in one transaction; again, from its start, when PostgreSQL broke a deadlock. At READ COMMITTED every
   * statement sees what was committed before it: lock first, then act. `slow` as in a statement.
   */
  transaction<Result>(
    work: (runner: Runner) => Promise<Result>,
    options?: { readonly slow: boolean },
  ): Promise<Result>;
  pools(): readonly PoolUse[];
  close(): Promise<void>;
}

const ATTEMPTS_MAX = 4;
const WAITING_MAX = 1_000;
const RETRY_PAUSE_MILLISECONDS = 20;

export function openDatabase(
  url: string,
  options: { readonly log?: Log | undefined; readonly maxConnections?: number | undefined } = {},
): Database {
  const quick = openPool(
    url,
    { ...QUICK, connections: options.maxConnections ?? QUICK.connections },
    options.log,
  );
  const slow = openPool(url, SLOW, options.log);

  const poolFor = (patient: boolean) => {
    const pool = patient ? slow : quick;
    // A queue that only grows serves nobody: refused at once, not after a second.
    if (pool.waitingCount >= WAITING_MAX)
      throw new StorageUnavailable('too many requests wait for the database');
    return pool;
  };
  const runner = runnerOn(({ slow: patient, name, text }, values) => {
    const pool = poolFor(patient);
    return retrying(() => driven(pool.query({ name, text, values })));
  });

  return {
    ...runner,
    transaction: async (work, options) => {
      const pool = poolFor(options?.slow ?? false);
      return retrying(() => inTransaction(pool, work));
    },
    pools: () => [useOf('quick', quick), useOf('slow', slow)],
    close: async () => {
      await Promise.all([quick.end(), slow.end()]);
    },
  };
}

function useOf(name: PoolUse['pool'], { totalCount, idleCount, waitingCount }: pg.Pool): PoolUse {
  return { pool: name, busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

type Send = (
  statement: Pick<Statement<never, unknown>, 'name' | 'text' | 'slow'>,
  values: Value[],
) => Promise<pg.QueryResult>;

function runnerOn(send: Send): Runner {
  const all: Runner['all'] = async (statement, given) => {
    const values = statement.order.map((field) => given[field] ?? null);
    const { rows, fields } = await send(statement, values);
    const [column] = fields;
    return statement.json && column !== undefined ? rows.map((row) => row[column.name]) : rows;
  };
  return { all, first: async (statement, given) => (await all(statement, given))[0] };
}

/** Every statement of ours is all or nothing, so what had no effect may be sent again (F-35). */
async function retrying<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || attempt >= ATTEMPTS_MAX) throw error;
      await pause(Math.random() * RETRY_PAUSE_MILLISECONDS * attempt);
    }
  }
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (runner: Runner) => Promise<Result>,
): Promise<Result> {
  const client = await driven(pool.connect());
  // The pool listens to idle connections only: one that is lost while it is ours would end the process.
  client.on('error', leaveToNextQuery);
  const release = (broken: boolean) => {
    client.release(broken);
    client.off('error', leaveToNextQuery);
  };
  try {
    await driven(client.query('begin'));
    const result = await work(
      runnerOn(({ name, text }, values) => driven(client.query({ name, text, values }))),
    );
    await driven(client.query('commit'));
    release(false);
    return result;
  } catch (error) {
    // Closing the connection rolls back, even when it no longer answers.
    release(true);
    throw error;
  }
}

/** The next query on that connection fails, and so tells whoever waits. */
function leaveToNextQuery(): void {}
