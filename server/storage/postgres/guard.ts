import pg from 'pg';
import { ROLE } from './cluster.ts';

/*
 * Who uses an embedded PostgreSQL is kept as advisory locks in itself: a process that is killed lets go of them, and
 * no file can be left behind to lie. Everybody shares one lock, and the last to leave stops the server; a server
 * process holds another for itself alone.
 */
const EVERYBODY = 7_411_380_644;
const SERVER = 7_411_380_645;

const CONNECT_MILLISECONDS = 1_000;

/** A place among the users of one embedded PostgreSQL. */
export interface Guard {
  /** Called once when the connection ends without us. */
  onLost(listener: () => void): void;
  /** Runs `stop` if nobody else is there, and keeps newcomers waiting meanwhile. */
  leave(stop: () => Promise<void>): Promise<void>;
}

/** Undefined when nothing answers on that socket (yet). */
export async function connectTo(socketFolder: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    host: socketFolder,
    user: ROLE,
    database: 'postgres',
    application_name: 'tacet guard',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
  });
  client.on('error', () => undefined); // 'end' follows
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

/**
 * Takes a place: `server` is the one process that may serve, `visitor` a command. Undefined when there is a server
 * already. Makes our database if it is not there.
 */
export async function standGuard(client: pg.Client, role: 'server' | 'visitor'): Promise<Guard | undefined> {
  let leaving = false;
  let lost: () => void = () => undefined;
  client.on('end', () => {
    if (!leaving) lost();
  });

  await client.query('select pg_advisory_lock_shared($1)', [EVERYBODY]);
  if (role === 'server' && !(await taken(client, SERVER))) {
    leaving = true;
    await client.end();
    return undefined;
  }
  const { rows } = await client.query('select from pg_database where datname = $1', [ROLE]);
  if (rows.length === 0) await client.query(`create database ${ROLE}`).catch(unlessThere);

  return {
    onLost: (listener) => {
      lost = listener;
    },
    leave: async (stop) => {
      leaving = true;
      try {
        await client.query('select pg_advisory_unlock_shared($1)', [EVERYBODY]);
        if (await taken(client, EVERYBODY)) await stop();
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
}

async function taken(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [lock]);
  return rows[0]?.taken === true;
}

/** 42P04 and 23505: another made it between our look and our try. */
function unlessThere(error: unknown): void {
  if (error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505')) return;
  throw error;
}
