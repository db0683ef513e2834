import pg from 'pg';
import { StorageUnavailable } from '../../platform/unavailable.ts';

/** SQLSTATE classes and codes that say the database cannot serve now, whatever was asked (PostgreSQL, Appendix A). */
const UNAVAILABLE_CLASSES: readonly string[] = [
  '08', // connection exception
  '28', // the role may not connect
  '53', // insufficient resources: disk full, out of memory, too many connections
  '57', // operator intervention: shutdown, starting up, statement timeout
  '58', // system error: I/O
];
const LOCK_TIMEOUT = '55P03';
const UNAVAILABLE_CODES: readonly string[] = [
  '3D000', // no such database
  '25006', // read-only: a standby, or a disk that filled up
  LOCK_TIMEOUT,
];

const RETRYABLE_CODES: readonly string[] = [
  '40001', // serialization failure
  '40P01', // deadlock
  '0A000', // a cached plan that a migration made obsolete
  '26000', // a prepared statement that a connection pooler lost
];

/** True for a failure that left nothing behind and may succeed when the whole transaction is sent again. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof StorageUnavailable) || !(error.cause instanceof pg.DatabaseError)) return false;
  return RETRYABLE_CODES.includes(error.cause.code ?? '');
}

/** True for a failure of what was asked, or of a row it met, not of the database: something else asked may succeed. */
export function saidOfOne(error: unknown): boolean {
  if (!(error instanceof StorageUnavailable)) return true;
  return error.cause instanceof pg.DatabaseError && error.cause.code === LOCK_TIMEOUT;
}

/** What the driver throws, and only that, is translated: an error of the caller's own work goes up as it is. */
export async function driven<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    throw failure(error);
  }
}

/**
 * Turns an error that the driver threw into what goes up: StorageUnavailable when the database cannot be reached or cannot
 * serve, and otherwise the error itself, which is a bug of ours.
 */
export function failure(error: unknown): Error {
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? '';
    const unavailable =
      UNAVAILABLE_CLASSES.includes(code.slice(0, 2)) ||
      UNAVAILABLE_CODES.includes(code) ||
      RETRYABLE_CODES.includes(code);
    return unavailable
      ? new StorageUnavailable(`the database cannot serve (${code})`, { cause: error })
      : error;
  }
  if (error instanceof TypeError || error instanceof RangeError || error instanceof StorageUnavailable)
    return error;
  // What the server did not say came from the connection: refused, reset, timed out, ended.
  return new StorageUnavailable('the database cannot be reached', { cause: error });
}
