import pg from 'pg';
import type { Log } from '../../platform/log.ts';

/** What a pool may take, in milliseconds where not said otherwise. */
interface PoolLimits {
  readonly connections: number;
  /** From asking for a connection until it is there: the queue, the dial and the greeting together. */
  readonly acquire: number;
  /** The server gives a statement up. */
  readonly statement: number;
  readonly lock: number;
  /** We give the connection up: the server does not even answer. */
  readonly answer: number;
  readonly idle: number;
  readonly idleInTransaction: number;
  /** Settings of the planner. */
  readonly plan: Readonly<Record<string, string>>;
}

/** Requests: nobody waits longer than two seconds for an answer, be it a 503 (F-30, F-33, F-34). */
export const QUICK: PoolLimits = {
  connections: 16,
  acquire: 1_000,
  statement: 1_700,
  // More than the second after which PostgreSQL looks for a deadlock: what broke one is sent again, and is no outage.
  lock: 1_400,
  answer: 1_900,
  idle: 30_000,
  idleInTransaction: 5_000,
  // Every statement goes by an index to a row or a few, whatever its values: to plan it anew gains nothing, and a plan
  // made while a table was small must still be right when it is large.
  plan: {
    plan_cache_mode: 'force_generic_plan',
    enable_seqscan: 'off',
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
    jit: 'off',
  },
};

/** Sweeping, migrating, deleting, changing keys: few, patient, and apart so that they cannot starve a login. */
export const SLOW: PoolLimits = {
  connections: 3,
  acquire: 10_000,
  statement: 60_000,
  lock: 30_000,
  answer: 65_000,
  idle: 5_000,
  idleInTransaction: 60_000,
  // What has expired is mostly nothing: a plan that knows the time it asks for sees that, one for any time reads all.
  plan: { plan_cache_mode: 'force_custom_plan' },
};

/** Backups: one statement counts, writes or migrates a whole table, and nobody waits for it. */
export const BULK: PoolLimits = {
  ...SLOW,
  connections: 2,
  statement: 1_800_000,
  answer: 1_805_000,
  idleInTransaction: 1_800_000,
};

const INT8 = pg.types.builtins.INT8;

// Every bigint of ours is a count or a time in seconds, far below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
};

export function openPool(url: string, limits: PoolLimits, log: Log | undefined): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'tacet',
    options: Object.entries(limits.plan)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    types,
    max: limits.connections,
    connectionTimeoutMillis: limits.acquire,
    idleTimeoutMillis: limits.idle,
    statement_timeout: limits.statement,
    lock_timeout: limits.lock,
    query_timeout: limits.answer,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    keepAlive: true,
    // An idle connection keeps no process alive: a command ends when its work is done.
    allowExitOnIdle: true,
  });
  // A connection that dies while idle is replaced by the next request; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!pool.ending) log?.warn('an idle database connection was lost', { error });
  });
  return pool;
}
